"""Fits what turns logits into honest confidence: temperature, a bias per label where it pays, conformal thresholds.

Each is fitted on a set that the network was not trained on. `cross_fitted` gives scores for that same set in which no
article was scored with numbers fitted on itself, so that they can be measured there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize, minimize_scalar
from scipy.special import log_softmax, softmax

from serving.calibration import label_sets, probabilities
from serving.labels import LABELS
from serving.models import Calibration, Conformal

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

COVERAGE = 0.9
FOLDS = 5
# Logits that say nothing about the truth would otherwise ask for an infinite temperature.
TEMPERATURE_LIMITS = (0.05, 20.0)


@dataclass(frozen=True, slots=True)
class CrossFitted:
    """Scores (n, 4) and label sets (n, 4) of sentences, calibrated without their own article."""

    scores: Floats
    sets: npt.NDArray[np.bool_]


def fit_temperature(logits: Floats, truth: Ints, fitted_on: str) -> Calibration:
    """Return the temperature within `TEMPERATURE_LIMITS` of the least negative log-likelihood (Guo et al. 2017)."""

    def loss(log_temperature: float) -> float:
        scaled = logits / np.exp(log_temperature)
        return -float(log_softmax(scaled, axis=1)[np.arange(len(truth)), truth].mean())

    # The loss is convex in 1/temperature, so it has one minimum in the logarithm as well.
    found = minimize_scalar(loss, bounds=np.log(TEMPERATURE_LIMITS), method="bounded")
    return Calibration(temperature=float(np.exp(found.x)), bias=(0.0,) * len(LABELS), fitted_on=fitted_on)


def fit_bias(logits: Floats, truth: Ints, fitted_on: str) -> Calibration:
    """Return temperature and one bias per label: bias-corrected temperature scaling.

    Alexandari et al. 2020, "Maximum Likelihood with Bias-Corrected Calibration is Hard-To-Beat at Label Shift
    Adaptation". The bias takes up that labels are rarer or commoner in the news than in a training corpus. Each has a
    standard normal prior in the units of calibrated log-odds, so that a label without examples is not ruled out.
    """
    rows, hits = np.arange(len(truth)), np.eye(logits.shape[1])[truth]

    def loss(parameters: Floats) -> tuple[float, Floats]:
        slope, bias = parameters[0], parameters[1:]
        scaled = logits * slope + bias
        residuals = softmax(scaled, axis=1) - hits
        value = -log_softmax(scaled, axis=1)[rows, truth].sum() + bias @ bias / 2
        gradient = np.append((residuals * logits).sum(), residuals.sum(axis=0) + bias)
        return float(value) / len(truth), gradient / len(truth)

    # Convex in slope and bias; the slope is one over the temperature.
    low, high = TEMPERATURE_LIMITS
    start = np.append(1.0, np.zeros(logits.shape[1]))
    bounds = [(1 / high, 1 / low)] + [(None, None)] * logits.shape[1]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    slope, bias = found[0], found[1:]
    return Calibration(temperature=float(1 / slope), bias=tuple((bias / slope).tolist()), fitted_on=fitted_on)


def fit_calibration(logits: Floats, truth: Ints, articles: Ints, fitted_on: str) -> Calibration:
    """Return temperature alone, or with a bias where that predicts articles better that it was not fitted on.

    Better means a lower negative log-likelihood, cross-fitted by article; a single article leaves the bias out.
    """
    if len(np.unique(articles)) < 2:
        return fit_temperature(logits, truth, fitted_on)

    def cross_fitted_loss(method: Callable[[Floats, Ints, str], Calibration]) -> float:
        own = np.empty(len(truth))
        for inside in _folds(articles, seed=0):
            scores = probabilities(logits[inside], method(logits[~inside], truth[~inside], fitted_on))
            own[inside] = scores[np.arange(inside.sum()), truth[inside]]
        return -float(np.log(np.maximum(own, 1e-12)).mean())

    best = min((fit_temperature, fit_bias), key=cross_fitted_loss)
    return best(logits, truth, fitted_on)


def fit_conformal(scores: Floats, truth: Ints, fitted_on: str, coverage: float = COVERAGE) -> Conformal:
    """Return one threshold per label so that sets hold each true label with the stated coverage.

    Class-conditional split conformal prediction with the finite-sample correction (Angelopoulos and Bates 2021,
    section 3.1). A label with fewer than coverage/(1-coverage) examples (9 for 0.9) gets threshold 0: every set
    holds it.
    """
    thresholds = []
    for index in range(len(LABELS)):
        own = np.sort(scores[truth == index, index])
        allowed_misses = int(np.floor((len(own) + 1) * (1 - coverage) + 1e-9))
        thresholds.append(float(own[allowed_misses - 1]) if allowed_misses else 0.0)
    return Conformal(coverage=coverage, thresholds=tuple(thresholds), fitted_on=fitted_on)


def cross_fitted(logits: Floats, truth: Ints, articles: Ints, seed: int = 0) -> CrossFitted:
    """Calibrate each fifth of the articles with numbers fitted on the other four fifths.

    Raises ValueError for a single article, which leaves nothing to fit on.
    """
    if len(np.unique(articles)) < 2:
        raise ValueError("cross-fitting needs sentences of at least 2 articles")
    scores = np.zeros_like(logits, dtype=np.float64)
    sets = np.zeros(logits.shape, dtype=np.bool_)
    for inside in _folds(articles, seed):
        calibration = fit_calibration(logits[~inside], truth[~inside], articles[~inside], "cross-fit")
        conformal = fit_conformal(probabilities(logits[~inside], calibration), truth[~inside], "cross-fit")
        scores[inside] = probabilities(logits[inside], calibration)
        sets[inside] = label_sets(scores[inside], conformal)
    return CrossFitted(scores, sets)


def _folds(articles: Ints, seed: int) -> Iterator[npt.NDArray[np.bool_]]:
    """Yield `FOLDS` masks, each of a part of the articles."""
    names = np.random.default_rng(seed).permutation(np.unique(articles))
    for part in np.array_split(names, min(FOLDS, len(names))):
        yield np.isin(articles, part)
