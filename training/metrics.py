"""The numbers an evaluation reports, computed from scores and true labels alone.

Arrays: `scores` (n, 4) calibrated probabilities, `truth` (n,) label indices in the order of `serving.labels.LABELS`,
`articles` (n,) an article number per sentence.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from serving.labels import LABELS

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

CALIBRATION_BINS = 15
BOOTSTRAP_SAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with the limits of its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LabelMetrics:
    """How one label fares; `support` counts its sentences."""

    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """One equal-mass bin of a reliability diagram."""

    confidence: float
    accuracy: float
    count: int


def accuracy(scores: Floats, truth: Ints) -> float:
    """Return the share of sentences whose most probable label is the true one."""
    return float((scores.argmax(axis=1) == truth).mean())


def f1_by_label(scores: Floats, truth: Ints) -> Floats:
    """Return the F1 of each label (4,); 0 for a label that neither occurs in `truth` nor is predicted."""
    counts = confusion(scores, truth)
    return _ratio(2 * counts.diagonal(), counts.sum(axis=1) + counts.sum(axis=0))


def macro_f1(scores: Floats, truth: Ints) -> float:
    """Return the unweighted mean of the F1 of the labels that occur in `truth` or are predicted."""
    counts = confusion(scores, truth)
    occurrences = counts.sum(axis=1) + counts.sum(axis=0)
    return float(_ratio(2 * counts.diagonal(), occurrences)[occurrences > 0].mean())


def per_label(scores: Floats, truth: Ints) -> dict[str, LabelMetrics]:
    """Return precision, recall, F1 and support by label name; a ratio without a denominator is 0."""
    counts = confusion(scores, truth)
    support = counts.sum(axis=1)
    precision = _ratio(counts.diagonal(), counts.sum(axis=0))
    recall = _ratio(counts.diagonal(), support)
    columns = (precision, recall, f1_by_label(scores, truth), support)
    return {
        str(label): LabelMetrics(float(p), float(r), float(f), int(n))
        for label, p, r, f, n in zip(LABELS, *columns, strict=True)
    }


def confusion(scores: Floats, truth: Ints) -> Ints:
    """Return counts of shape (4, 4), true label by row, predicted by column."""
    # Counted here rather than by scikit-learn, whose checks of its input make a bootstrap take seconds.
    size = len(LABELS)
    return np.bincount(truth * size + scores.argmax(axis=1), minlength=size**2).reshape(size, size)


def calibration_bins(scores: Floats, truth: Ints, bins: int = CALIBRATION_BINS) -> list[CalibrationBin]:
    """Cut the sentences, sorted by confidence, into `bins` parts of equal size."""
    confidence = scores.max(axis=1)
    correct = _mean_of_ties(confidence, scores.argmax(axis=1) == truth)
    order = np.argsort(confidence, kind="stable")
    return [
        CalibrationBin(float(confidence[part].mean()), float(correct[part].mean()), len(part))
        for part in np.array_split(order, bins)
        if len(part)
    ]


def expected_calibration_error(scores: Floats, truth: Ints, bins: int = CALIBRATION_BINS) -> float:
    """Return the mean gap between confidence and accuracy over equal-mass bins.

    Nixon et al. 2019, "Measuring Calibration in Deep Learning" (adaptive calibration error of the top label).
    """
    parts = calibration_bins(scores, truth, bins)
    return sum(part.count * abs(part.confidence - part.accuracy) for part in parts) / len(truth)


def risk_coverage(scores: Floats, truth: Ints) -> tuple[Floats, Floats]:
    """Return (coverage, error rate) when only the most confident share of the sentences is answered.

    El-Yaniv and Wiener 2010, "On the Foundations of Noise-free Selective Classification".
    """
    confidence = scores.max(axis=1)
    wrong = _mean_of_ties(confidence, scores.argmax(axis=1) != truth)[np.argsort(-confidence, kind="stable")]
    answered = np.arange(1, len(truth) + 1)
    return answered / len(truth), np.cumsum(wrong) / answered


def bootstrap(metric: Callable[..., float], articles: Ints, *arrays: npt.NDArray[Any], seed: int = 0) -> Interval:
    """Return `metric(*arrays)` with a 95 % percentile interval from resampling whole articles.

    Sentences of one article resemble one another, so resampling sentences would make the interval too narrow
    (Efron and Tibshirani 1993, chapter 13; clusters after Field and Welsh 2007).
    """
    rng = np.random.default_rng(seed)
    members = [np.flatnonzero(articles == article) for article in np.unique(articles)]
    values = []
    for _ in range(BOOTSTRAP_SAMPLES):
        drawn = np.concatenate([members[i] for i in rng.integers(len(members), size=len(members))])
        values.append(metric(*(array[drawn] for array in arrays)))
    low, high = np.percentile(values, [2.5, 97.5])
    return Interval(metric(*arrays), float(low), float(high))


def _mean_of_ties(confidence: Floats, outcomes: npt.NDArray[np.bool_]) -> Floats:
    """Give sentences of equal confidence their mean outcome, so that the order of the data does not matter."""
    _, group = np.unique(confidence, return_inverse=True)
    return np.asarray(np.bincount(group, weights=outcomes) / np.bincount(group))[group]


def _ratio(numerator: Ints, denominator: Ints) -> Floats:
    return numerator / np.maximum(denominator, 1)
