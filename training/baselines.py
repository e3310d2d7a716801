"""Simpler ways to label a sentence, to tell what the trained network is worth against them.

A baseline sees texts and labels only, neither context nor articles. Each gives the same result every time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol, Self

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion

from serving.labels import LABELS
from training.metrics import accuracy, macro_f1

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

# The tokens of a long news sentence; what is longer is judged by its beginning.
MAX_TOKENS = 128
# Embedding is what takes the time: so many sentences keep a whole comparison within minutes on two cores.
MAX_EMBEDDED = 8000
# The inverse regularisation strengths (scikit-learn's C) that did best of a few on the development gold.
TFIDF_INVERSE_STRENGTH = 1.0
EMBEDDING_INVERSE_STRENGTH = 10.0
_BATCH_SIZE = 64


class Baseline(Protocol):
    """A classifier of single sentences that learns from names of labels."""

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> Self:
        """Learn from texts and the name of each one's label."""

    def scores(self, texts: Sequence[str]) -> Floats:
        """Return probabilities of shape (len(texts), 4) in the order of `LABELS`."""


@dataclass(frozen=True, slots=True)
class BaselineMetrics:
    """How well a baseline does, from 0 to 1."""

    accuracy: float
    macro_f1: float


@dataclass(frozen=True, slots=True)
class BaselineComparison:
    """Metrics by the name of the baseline, weakest method first."""

    baselines: Mapping[str, BaselineMetrics]

    def as_json(self) -> dict[str, object]:
        """Return {name: {accuracy, macro_f1}}."""
        return {name: asdict(metrics) for name, metrics in self.baselines.items()}


class Majority:
    """Gives every sentence the shares of the labels in the training data, hence the commonest label."""

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> Self:
        """Count the labels."""
        self._shares = np.array([labels.count(label) for label in LABELS], dtype=np.float64) / len(labels)
        return self

    def scores(self, texts: Sequence[str]) -> Floats:
        """Return the same row for every text."""
        return np.tile(self._shares, (len(texts), 1))


class TfidfRegression:
    """Logistic regression on TF-IDF of word 1-2-grams and, within words, character 2-5-grams."""

    def __init__(self) -> None:
        """Set up the n-grams; rare ones are left out, which keeps 19,000 sentences near 120,000 features."""
        self._features = FeatureUnion(
            [
                ("words", TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)),
                (
                    "characters",
                    TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True),
                ),
            ]
        )
        self._regression = _regression(TFIDF_INVERSE_STRENGTH)

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> Self:
        """Build the vocabulary and fit the weights."""
        self._regression.fit(self._features.fit_transform(texts), labels)
        return self

    def scores(self, texts: Sequence[str]) -> Floats:
        """Return probabilities of shape (len(texts), 4)."""
        return _label_scores(self._regression, self._features.transform(texts))


class EmbeddingRegression:
    """Logistic regression on sentence embeddings of a pretrained network, itself left as it is."""

    def __init__(self, base_model: Path, max_embedded: int = MAX_EMBEDDED) -> None:
        """Take the folder of a pretrained encoder and its tokenizer, and how many sentences to learn from."""
        self._base_model = base_model
        self._max_embedded = max_embedded
        self._regression = _regression(EMBEDDING_INVERSE_STRENGTH)

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> Self:
        """Embed the texts, of a large corpus `max_embedded` evenly spread ones, and fit the weights."""
        chosen = np.unique(np.linspace(0, len(texts) - 1, self._max_embedded).astype(int)).tolist()
        embeddings = _embeddings(self._base_model, [texts[index] for index in chosen])
        self._regression.fit(embeddings, [labels[index] for index in chosen])
        return self

    def scores(self, texts: Sequence[str]) -> Floats:
        """Return probabilities of shape (len(texts), 4)."""
        return _label_scores(self._regression, _embeddings(self._base_model, texts))


def compare_baselines(
    train_texts: Sequence[str],
    train_labels: Sequence[str],
    texts: Sequence[str],
    truth: Ints,
    base_model: Path,
) -> BaselineComparison:
    """Fit every baseline and measure it on `texts`; `truth` (n,) holds indices in the order of `LABELS`."""
    baselines: dict[str, Baseline] = {
        "majority label": Majority(),
        "TF-IDF + logistic regression": TfidfRegression(),
        "frozen embeddings + logistic regression": EmbeddingRegression(base_model),
    }
    metrics = {}
    for name, baseline in baselines.items():
        scores = baseline.fit(train_texts, train_labels).scores(texts)
        metrics[name] = BaselineMetrics(accuracy(scores, truth), macro_f1(scores, truth))
    return BaselineComparison(metrics)


def _regression(inverse_strength: float) -> LogisticRegression:
    # Without class weights: on the development gold, balanced ones cost 0.6 to 2.4 points of accuracy and
    # moved macro-F1 by -2.4 to +0.7, over seven pairs of fits.
    return LogisticRegression(C=inverse_strength, max_iter=1000)


def _label_scores(regression: LogisticRegression, features: Any) -> Floats:
    """Return probabilities in the order of `LABELS`; a label that was not in the training data gets 0."""
    scores = np.zeros((features.shape[0], len(LABELS)))
    columns = [LABELS.index(label) for label in regression.classes_]
    scores[:, columns] = regression.predict_proba(features)
    return scores


def _embeddings(base_model: Path, texts: Sequence[str]) -> Floats:
    """Return the mean of each text's token vectors, scaled to length 1, shape (len(texts), width)."""
    import torch
    import transformers
    from tokenizers import Tokenizer
    from transformers import AutoModel

    # Read as it is: AutoTokenizer adds tokens of its own where a folder holds nothing but tokenizer.json.
    tokenizer = Tokenizer.from_file(str(base_model / "tokenizer.json"))
    tokenizer.enable_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    network = AutoModel.from_pretrained(base_model, local_files_only=True).eval()
    # Batches of similar length waste little on padding.
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    embeddings = np.zeros((len(texts), network.config.hidden_size))
    for start in range(0, len(order), _BATCH_SIZE):
        batch = order[start : start + _BATCH_SIZE]
        encodings = tokenizer.encode_batch([texts[index] for index in batch])
        input_ids = torch.tensor([encoding.ids for encoding in encodings])
        mask = torch.tensor([encoding.attention_mask for encoding in encodings])
        with torch.inference_mode():
            vectors = network(input_ids=input_ids, attention_mask=mask).last_hidden_state
        means = (vectors * mask.unsqueeze(-1)).sum(dim=1) / mask.sum(dim=1, keepdim=True)
        embeddings[batch] = torch.nn.functional.normalize(means).numpy()
    return embeddings
