"""What is done with several seeds: each is measured as it would be shipped, and their weights can be averaged.

They start from one network (the head at zero), so that their weights lie close enough together for a mean.
"""

import copy
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch

from serving.labels import LABELS
from serving.models import InputFormat
from training.calibrate import cross_fitted
from training.export import export
from training.features import Example
from training.fit import FitResult
from training.metrics import f1_by_label, macro_f1
from training.network import SentenceNetwork

MACRO_F1 = "macro_f1"


def averaged(results: Sequence[FitResult]) -> FitResult:
    """Return a network with the mean of the weights, and the seconds of all fits together.

    The uniform soup of Wortsman et al. 2022, "Model Soups: Averaging Weights of Multiple Fine-tuned Models Improves
    Accuracy without Increasing Inference Time", which chooses nothing by the development set. Its `dev_macro_f1` is the
    mean of theirs, not its own.
    """
    weights = [result.network.state_dict() for result in results]
    network = copy.deepcopy(results[0].network)
    network.load_state_dict({name: torch.stack([one[name] for one in weights]).mean(dim=0) for name in weights[0]})
    return FitResult(
        network,
        dev_macro_f1=statistics.mean(result.dev_macro_f1 for result in results),
        seconds=sum(result.seconds for result in results),
        is_resumed=any(result.is_resumed for result in results),
    )


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
