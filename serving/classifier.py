"""Labels sentences with a model directory: tokenizer, network (ONNX) and calibration, without torch.

It refuses to know where sentences come from; `serving/article.py` finds them, the service and the batch runs feed them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from serving.calibration import label_sets, probabilities
from serving.errors import ModelError
from serving.labels import LABELS, Label
from serving.models import InputFormat, Manifest, verify_model

NETWORK = "model.onnx"
TOKENIZER = "tokenizer.json"
# Larger batches were no faster on two cores and only hold more memory.
MAX_BATCH_TOKENS = 2048

Logits = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what is known of its context; without context the default is right."""

    text: str
    in_quotation: bool = False


@dataclass(frozen=True, slots=True)
class Prediction:
    """How a sentence speaks: calibrated scores by label (summing to 1) and the conformal label set."""

    label: Label
    confidence: float
    scores: dict[Label, float]
    label_set: tuple[Label, ...]

    @property
    def needs_review(self) -> bool:
        """Whether more than one label is plausible."""
        return len(self.label_set) > 1

    def as_json(self) -> dict[str, object]:
        """Return the JSON object of the HTTP interface, without the sentence's text and place."""
        return {
            "label": str(self.label),
            "confidence": self.confidence,
            "scores": {str(label): score for label, score in self.scores.items()},
            "label_set": [str(label) for label in self.label_set],
            "needs_review": self.needs_review,
        }


class Scorer:
    """Tokenizer and network without calibration: sentences in, logits out."""

    def __init__(self, tokenizer: Tokenizer, session: onnxruntime.InferenceSession, inputs: InputFormat) -> None:
        tokenizer.no_padding()
        tokenizer.enable_truncation(max_length=inputs.max_tokens)
        self._tokenizer = tokenizer
        self._session = session
        self._inputs = inputs

    @classmethod
    def load(cls, directory: Path, inputs: InputFormat, threads: int = 0) -> Self:
        """Load the network and tokenizer files of a directory that has been verified.

        Raises ModelError when an engine refuses them.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3  # errors only: the engine's warnings are not for users
        # Weights stored in 8 bits are widened once, while loading. By default the engine would do it in every run.
        options.add_session_config_entry("session.disable_quant_qdq", "1")
        try:
            tokenizer = Tokenizer.from_file(str(directory / TOKENIZER))
            session = onnxruntime.InferenceSession(directory / NETWORK, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # both engines raise bare exceptions of their own
            raise ModelError(f"{directory} cannot be loaded: {error}") from error
        return cls(tokenizer, session, inputs)

    def logits(self, sentences: Sequence[Sentence]) -> Logits:
        """Return raw scores of shape (len(sentences), 4).

        Batches hold sentences of similar length. What else is in a batch moves the scores by floating-point noise only.
        """
        result = np.zeros((len(sentences), len(LABELS)), dtype=np.float32)
        texts = [network_text(sentence, self._inputs.quotation_marker) for sentence in sentences]
        rows = [encoding.ids for encoding in self._tokenizer.encode_batch(texts)]
        for batch in _batches(rows):
            input_ids, attention_mask = _padded([rows[index] for index in batch])
            (result[batch],) = self._session.run(["logits"], {"input_ids": input_ids, "attention_mask": attention_mask})
        return result


class Classifier:
    """A loaded model: sentences in, predictions out, in the same order. Safe to call from several threads."""

    def __init__(self, manifest: Manifest, scorer: Scorer) -> None:
        self.manifest = manifest
        self._scorer = scorer

    @classmethod
    def load(cls, directory: Path, threads: int = 0) -> Self:
        """Check every file of a model directory and load it; `threads` 0 lets the engine take all cores.

        Raises ModelError for anything but a whole, undamaged model of a known format.
        """
        manifest = verify_model(directory)
        for name in (NETWORK, TOKENIZER):
            if name not in manifest.files:
                raise ModelError(f"the manifest of {directory} has no checksum of {name}: copy the model again")
        return cls(manifest, Scorer.load(directory, manifest.inputs, threads))

    @property
    def version(self) -> str:
        """The model version, which every answer names."""
        return self.manifest.version

    def predict(self, sentences: Sequence[Sentence]) -> list[Prediction]:
        """Label sentences; one longer than the model's `max_tokens` is judged by its beginning."""
        return self.predictions(self.logits(sentences))

    def logits(self, sentences: Sequence[Sentence]) -> Logits:
        """Return the network's raw scores, shape (len(sentences), 4), before calibration."""
        return self._scorer.logits(sentences)

    def predictions(self, logits: Logits) -> list[Prediction]:
        """Turn logits of shape (n, 4) into calibrated predictions."""
        scores = probabilities(logits, self.manifest.calibration)
        sets = label_sets(scores, self.manifest.conformal)
        return [_prediction(row, members) for row, members in zip(scores, sets, strict=True)]


def network_text(sentence: Sentence, quotation_marker: str) -> str:
    """Return what the tokenizer sees: the text, after the marker when it begins inside a running quotation."""
    return quotation_marker + sentence.text if sentence.in_quotation else sentence.text


def _batches(rows: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Yield indices of rows, shortest first, so that rows times the longest stays within MAX_BATCH_TOKENS."""
    batch: list[int] = []
    for index in sorted(range(len(rows)), key=lambda index: len(rows[index])):
        if batch and len(rows[index]) * (len(batch) + 1) > MAX_BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _padded(rows: Sequence[Sequence[int]]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    lengths = np.fromiter(map(len, rows), dtype=np.int64)
    attention_mask = (np.arange(lengths.max()) < lengths[:, None]).astype(np.int64)
    input_ids = np.zeros_like(attention_mask)
    input_ids[attention_mask.astype(bool)] = np.concatenate(rows)
    return input_ids, attention_mask


def _prediction(scores: npt.NDArray[np.float64], members: npt.NDArray[np.bool_]) -> Prediction:
    label = LABELS[int(scores.argmax())]
    ranked = sorted(zip(scores.tolist(), LABELS, members, strict=True), key=lambda item: -item[0])
    return Prediction(
        label=label,
        confidence=float(scores.max()),
        scores=dict(zip(LABELS, scores.tolist(), strict=True)),
        label_set=tuple(name for _, name, is_member in ranked if is_member),
    )
