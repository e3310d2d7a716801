"""Measures the very classifier that serves on labelled articles: quality, calibration, label sets and slices.

Calibration is never measured on what it was fitted on: when the evaluated articles are those that a model was
calibrated with, its logits are calibrated anew, each fifth of the articles with numbers fitted on the other four.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from serving.calibration import label_sets, probabilities
from serving.classifier import Classifier, Sentence
from serving.labels import LABELS
from training.calibrate import cross_fitted
from training.corpus import Article, fingerprint
from training.features import Example, TargetConfig, examples
from training.metrics import (
    accuracy,
    bootstrap,
    calibration_bins,
    confusion,
    expected_calibration_error,
    f1_by_label,
    macro_f1,
    per_label,
    risk_coverage,
)

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

# Upper limits in words, with the names that the report shows.
LENGTHS = ((10, "1-10 words"), (20, "11-20 words"), (30, "21-30 words"), (10**6, "over 30 words"))
MIN_SLICE = 10
CURVE_POINTS = 100


@dataclass(frozen=True, slots=True)
class Scored:
    """The evaluated sentences with scores and sets (n, 4), true labels (n,) and article numbers (n,)."""

    rows: list[Example]
    scores: Floats
    sets: Bools
    truth: Ints
    articles: Ints
    is_cross_fitted: bool


def score(classifier: Classifier, articles: Sequence[Article]) -> Scored:
    """Run the classifier over every labelled sentence, in context."""
    rows = examples(articles, TargetConfig())
    truth = np.array([row.truth for row in rows])
    numbers = np.array([row.article for row in rows])
    logits = classifier.logits([row.sentence for row in rows]).astype(np.float64)
    if classifier.manifest.calibration.fitted_on == fingerprint(articles):
        fitted = cross_fitted(logits, truth, numbers)
        return Scored(rows, fitted.scores, fitted.sets, truth, numbers, True)
    scores = probabilities(logits, classifier.manifest.calibration)
    return Scored(rows, scores, label_sets(scores, classifier.manifest.conformal), truth, numbers, False)


def evaluate(classifier: Classifier, articles: Sequence[Article], files: Sequence[str]) -> dict[str, Any]:
    """Return the evaluation as one JSON-able object; `docs/evaluation.md` describes its keys."""
    scored = score(classifier, articles)
    sizes = scored.sets.sum(axis=1)
    is_covered = scored.sets[np.arange(len(scored.truth)), scored.truth]
    coverage, risk = risk_coverage(scored.scores, scored.truth)
    points = np.unique(np.linspace(0, len(risk) - 1, CURVE_POINTS).astype(int))
    return {
        "model": classifier.version,
        "files": list(files),
        "n": len(scored.rows),
        "calibration": "cross-fitted" if scored.is_cross_fitted else "as served",
        "accuracy": accuracy(scored.scores, scored.truth),
        "macro_f1": macro_f1(scored.scores, scored.truth),
        "intervals": {
            "accuracy": _interval(accuracy, scored),
            "macro_f1": _interval(macro_f1, scored),
        },
        "ece": expected_calibration_error(scored.scores, scored.truth),
        "coverage": float(is_covered.mean()),
        "mean_set_size": float(sizes.mean()),
        "needs_review": float((sizes > 1).mean()),
        "per_class": _per_class(scored, is_covered, sizes),
        "labels": [str(label) for label in LABELS],
        "confusion": confusion(scored.scores, scored.truth).tolist(),
        "reliability": [
            {"confidence": part.confidence, "accuracy": part.accuracy, "count": part.count}
            for part in calibration_bins(scored.scores, scored.truth)
        ],
        "risk_coverage": {"coverage": coverage[points].tolist(), "risk": risk[points].tolist()},
        "slices": _slices(classifier, articles, scored),
    }


def _interval(metric: Callable[[Floats, Ints], float], scored: Scored) -> list[float]:
    found = bootstrap(metric, scored.articles, scored.scores, scored.truth)
    return [found.low, found.high]


def _per_class(scored: Scored, is_covered: Bools, sizes: Ints) -> dict[str, dict[str, Any]]:
    result: dict[str, dict[str, Any]] = {}
    for index, (name, metrics) in enumerate(per_label(scored.scores, scored.truth).items()):
        own = scored.truth == index

        def f1(scores: Floats, truth: Ints, index: int = index) -> float:
            return float(f1_by_label(scores, truth)[index])

        result[name] = {
            "precision": metrics.precision,
            "recall": metrics.recall,
            "f1": metrics.f1,
            "f1_interval": _interval(f1, scored),
            "support": metrics.support,
            "coverage": float(is_covered[own].mean()) if own.any() else None,
            "mean_set_size": float(sizes[own].mean()) if own.any() else None,
        }
    return result


def _slices(classifier: Classifier, articles: Sequence[Article], scored: Scored) -> dict[str, dict[str, Any]]:
    number = scored.articles.tolist()
    keys: dict[str, list[str]] = {
        "source": [articles[index].source for index in number],
        "genre": [articles[index].genre or "not given" for index in number],
        "length": [_length(row.sentence.text) for row in scored.rows],
        "context": ["begins inside a quotation" if row.sentence.in_quotation else "does not" for row in scored.rows],
    }
    slices = {
        kind: {
            name: _slice(scored.scores[chosen], scored.truth[chosen])
            for name in sorted(set(names))
            if (chosen := np.array([other == name for other in names])).sum() >= MIN_SLICE
        }
        for kind, names in keys.items()
    }
    logits = classifier.logits([Sentence(row.sentence.text) for row in scored.rows]).astype(np.float64)
    alone = (
        cross_fitted(logits, scored.truth, scored.articles).scores
        if scored.is_cross_fitted
        else probabilities(logits, classifier.manifest.calibration)
    )
    slices["context"]["all, in context"] = _slice(scored.scores, scored.truth)
    slices["context"]["all, each sentence alone"] = _slice(alone, scored.truth)
    return slices


def _length(text: str) -> str:
    words = len(text.split())
    return next(name for limit, name in LENGTHS if words <= limit)


def _slice(scores: Floats, truth: Ints) -> dict[str, Any]:
    return {
        "n": len(truth),
        "accuracy": accuracy(scores, truth),
        "macro_f1": macro_f1(scores, truth),
        "ece": expected_calibration_error(scores, truth),
    }
