"""Turns a fitted network into the file that serves: ONNX, with int8 weights where a gate shows that nothing is lost.

The gate compares both files on the same sentences, so that the precision of a model is measured and never assumed.
"""

import logging
import shutil
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import onnx
import torch

from serving.calibration import probabilities
from serving.classifier import NETWORK, TOKENIZER, Scorer
from serving.models import InputFormat
from training.calibrate import fit_calibration
from training.features import Example
from training.metrics import expected_calibration_error, macro_f1
from training.network import SentenceNetwork
from training.quantization import quantize_weights

OPSET = 20
MAX_MACRO_F1_LOSS = 0.005
MAX_ECE_LOSS = 0.01


@dataclass(frozen=True, slots=True)
class Exported:
    """Which precision was kept and what each measured on the gate's sentences; `logits` are of the kept file."""

    precision: str
    logits: npt.NDArray[np.float32]
    gate: dict[str, float]


def export(
    network: SentenceNetwork,
    tokenizer_file: Path,
    inputs: InputFormat,
    gate: Sequence[Example],
    directory: Path,
) -> Exported:
    """Write network and tokenizer into `directory`; int8 unless macro-F1 or calibration error would suffer."""
    with TemporaryDirectory(dir=directory) as scratch:
        full, small = Path(scratch) / "fp32", Path(scratch) / "int8"
        for folder in (full, small):
            folder.mkdir()
            shutil.copy(tokenizer_file, folder / TOKENIZER)
        _write_onnx(network, full / NETWORK)
        onnx.save(quantize_weights(onnx.load(full / NETWORK)), small / NETWORK)
        exported = _gate(full, small, inputs, gate)
        kept = small if exported.precision == "int8" else full
        (kept / NETWORK).replace(directory / NETWORK)
        (kept / TOKENIZER).replace(directory / TOKENIZER)
    return exported


def _write_onnx(network: SentenceNetwork, path: Path) -> None:
    input_ids = torch.ones(2, 8, dtype=torch.long)
    axes = {0: torch.export.Dim("sentences"), 1: torch.export.Dim("tokens")}
    with _quiet():
        program = torch.onnx.export(
            network.eval(),
            (input_ids, torch.ones_like(input_ids)),
            dynamo=True,
            input_names=["input_ids", "attention_mask"],
            output_names=["logits"],
            dynamic_shapes=(axes, axes),
            opset_version=OPSET,
            verbose=False,
        )
    if program is None:
        raise RuntimeError("the ONNX exporter returned nothing")
    program.save(path)


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence the exporters, which warn of their own internals."""
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(logging.NOTSET)


def _gate(full: Path, small: Path, inputs: InputFormat, examples: Sequence[Example]) -> Exported:
    truth = np.array([example.truth for example in examples])
    articles = np.array([example.article for example in examples])
    sentences = [example.sentence for example in examples]
    measured: dict[str, float] = {}
    logits = {}
    for folder in (full, small):
        logits[folder] = Scorer.load(folder, inputs).logits(sentences)
        calibration = fit_calibration(logits[folder].astype(np.float64), truth, articles, "gate")
        scores = probabilities(logits[folder], calibration)
        measured[f"macro_f1_{folder.name}"] = macro_f1(scores, truth)
        measured[f"ece_{folder.name}"] = expected_calibration_error(scores, truth)
    is_as_good = (
        measured["macro_f1_fp32"] - measured["macro_f1_int8"] <= MAX_MACRO_F1_LOSS
        and measured["ece_int8"] - measured["ece_fp32"] <= MAX_ECE_LOSS
    )
    kept = small if is_as_good else full
    return Exported(kept.name, logits[kept], measured)
