"""Measures the networks of further seeds as each would be shipped, so that a score is told with its spread."""

import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from serving.labels import LABELS
from serving.models import InputFormat
from training.calibrate import cross_fitted
from training.export import export
from training.features import Example
from training.metrics import f1_by_label, macro_f1
from training.network import SentenceNetwork

MACRO_F1 = "macro_f1"


def seed_scores(
    network: SentenceNetwork, tokenizer_file: Path, inputs: InputFormat, dev: Sequence[Example]
) -> dict[str, float]:
    """Return macro-F1 and the F1 of each label on `dev`: exported, and calibrated crosswise by article."""
    with TemporaryDirectory() as directory:
        exported = export(network, tokenizer_file, inputs, dev, Path(directory))
    truth = np.array([example.truth for example in dev])
    scores = cross_fitted(exported.logits.astype(np.float64), truth, np.array([one.article for one in dev])).scores
    by_label = {str(label): float(f1) for label, f1 in zip(LABELS, f1_by_label(scores, truth), strict=True)}
    return {MACRO_F1: macro_f1(scores, truth)} | by_label


def scores_of(metrics: Mapping[str, Any]) -> dict[str, float]:
    """Return the same numbers from what `training.evaluate.evaluate` returned."""
    by_label = {name: float(row["f1"]) for name, row in metrics["per_class"].items()}
    return {MACRO_F1: float(metrics["macro_f1"])} | by_label


def mean_scores(by_seed: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Return the mean of each number over the seeds."""
    return {name: statistics.mean(scores[name] for scores in by_seed.values()) for name in next(iter(by_seed.values()))}
