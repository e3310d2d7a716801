import numpy as np
import pytest

from serving.calibration import label_sets, probabilities
from serving.models import Calibration, Conformal

LOGITS = np.random.default_rng(0).normal(scale=4, size=(50, 4))


def a_calibration(temperature: float = 1.0, bias: tuple[float, ...] = (0.0,) * 4) -> Calibration:
    return Calibration(temperature=temperature, bias=bias, fitted_on="nothing")


def a_conformal(*thresholds: float) -> Conformal:
    return Conformal(coverage=0.9, thresholds=thresholds, fitted_on="nothing")


@pytest.mark.parametrize("temperature", [0.05, 1.0, 30.0])
def test_probabilities_sum_to_one(temperature: float) -> None:
    scores = probabilities(LOGITS, a_calibration(temperature))

    np.testing.assert_allclose(scores.sum(axis=1), 1, atol=1e-12)
    assert (scores >= 0).all()


def test_huge_logits_neither_overflow_nor_lose_the_sum() -> None:
    scores = probabilities(np.array([[1e6, -1e6, 0, 1e6]], dtype=np.float32), a_calibration())

    np.testing.assert_allclose(scores, [[0.5, 0, 0, 0.5]], atol=1e-12)


def test_a_higher_temperature_makes_every_answer_less_confident() -> None:
    cold, warm = (probabilities(LOGITS, a_calibration(t)).max(axis=1) for t in (1.0, 2.0))

    assert (warm < cold).all()


def test_temperature_never_changes_the_label() -> None:
    labels = [probabilities(LOGITS, a_calibration(t)).argmax(axis=1).tolist() for t in (0.3, 1.0, 5.0)]

    assert labels[0] == labels[1] == labels[2] == LOGITS.argmax(axis=1).tolist()


def test_a_bias_raises_its_own_label() -> None:
    plain = probabilities(LOGITS, a_calibration())
    biased = probabilities(LOGITS, a_calibration(bias=(0, 0, 1, 0)))

    assert (biased[:, 2] > plain[:, 2]).all()
    assert (biased[:, [0, 1, 3]] < plain[:, [0, 1, 3]]).all()


def test_the_logits_given_are_left_as_they_were() -> None:
    logits = LOGITS.copy()

    probabilities(logits, a_calibration(3.0, (1, 2, 3, 4)))

    np.testing.assert_array_equal(logits, LOGITS)


def test_no_sentences_give_no_rows() -> None:
    scores = probabilities(np.zeros((0, 4)), a_calibration())

    assert scores.shape == (0, 4)
    assert label_sets(scores, a_conformal(0.1, 0.1, 0.1, 0.1)).shape == (0, 4)


def test_a_label_belongs_to_the_set_when_its_score_reaches_its_own_threshold() -> None:
    scores = np.array([[0.5, 0.3, 0.2, 0.0]])

    assert label_sets(scores, a_conformal(0.1, 0.3, 0.4, 0.1)).tolist() == [[True, True, False, False]]


def test_a_set_always_holds_the_top_label() -> None:
    scores = probabilities(LOGITS, a_calibration())
    sets = label_sets(scores, a_conformal(1.0, 1.0, 1.0, 1.0))

    assert sets[np.arange(len(scores)), scores.argmax(axis=1)].all()


def test_a_lower_threshold_only_ever_adds_labels() -> None:
    scores = probabilities(LOGITS, a_calibration())
    small, large = (label_sets(scores, a_conformal(t, t, t, t)) for t in (0.3, 0.05))

    assert (large | small == large).all()
    assert large.sum() > small.sum()
