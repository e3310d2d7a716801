import numpy as np
import numpy.typing as npt
import pytest
from sklearn.metrics import confusion_matrix, f1_score, precision_recall_fscore_support

from serving.calibration import label_sets, probabilities
from serving.models import Calibration, Conformal
from training.calibrate import (
    TEMPERATURE_LIMITS,
    cross_fitted,
    fit_bias,
    fit_calibration,
    fit_conformal,
    fit_temperature,
)
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

# Predicted 0, 1, 1, 3 with falling confidence.
SCORES = np.array([[0.9, 0.1, 0, 0], [0.1, 0.8, 0.1, 0], [0.3, 0.7, 0, 0], [0, 0.2, 0.2, 0.6]])
TRUTH = np.array([0, 1, 0, 3])


def drawn(count: int, seed: int, temperature: float = 1.0) -> tuple[Floats, Ints]:
    """Return logits, and labels drawn with the probabilities that those logits stand for at `temperature`."""
    rng = np.random.default_rng(seed)
    logits = rng.normal(scale=2, size=(count, 4))
    gumbel = rng.gumbel(size=logits.shape)
    return logits, (logits / temperature + gumbel).argmax(axis=1)


def softmax(logits: Floats) -> Floats:
    return probabilities(logits, Calibration(temperature=1, bias=(0.0,) * 4, fitted_on="nothing"))


def test_accuracy_and_f1_of_a_case_worked_by_hand() -> None:
    assert accuracy(SCORES, TRUTH) == 0.75
    by_label = per_label(SCORES, TRUTH)
    assert (by_label["factual_report"].precision, by_label["factual_report"].recall) == (1.0, 0.5)
    assert by_label["attribution"].f1 == pytest.approx(2 / 3)
    assert [metrics.support for metrics in by_label.values()] == [2, 1, 0, 1]


def test_macro_f1_passes_over_a_label_that_neither_occurs_nor_is_predicted() -> None:
    assert macro_f1(SCORES, TRUTH) == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)


def test_confusion_has_true_labels_in_rows() -> None:
    assert confusion(SCORES, TRUTH).tolist() == [[1, 1, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1]]


@pytest.mark.parametrize("labels", [[0, 1, 2, 3], [0, 2], [3]])
@pytest.mark.parametrize("count", [1, 5, 400])
def test_counts_as_scikit_learn_does(count: int, labels: list[int]) -> None:
    logits, _ = drawn(count, seed=count)
    truth = np.random.default_rng(count).choice(labels, size=count)
    predicted = logits.argmax(axis=1)
    occurring = np.union1d(truth, predicted)

    columns = precision_recall_fscore_support(truth, predicted, labels=range(4), zero_division=0)

    rows = [(one.precision, one.recall, one.f1, one.support) for one in per_label(logits, truth).values()]
    assert rows == list(zip(*columns, strict=True))
    assert f1_by_label(logits, truth).tolist() == columns[2].tolist()
    assert macro_f1(logits, truth) == f1_score(truth, predicted, labels=occurring, average="macro", zero_division=0)
    assert confusion(logits, truth).tolist() == confusion_matrix(truth, predicted, labels=range(4)).tolist()


def test_risk_falls_to_zero_where_only_sure_answers_are_given() -> None:
    coverage, risk = risk_coverage(SCORES, TRUTH)

    assert coverage.tolist() == [0.25, 0.5, 0.75, 1.0]
    assert risk.tolist() == [0, 0, pytest.approx(1 / 3), 0.25]


def test_calibration_error_is_small_for_calibrated_scores_and_large_for_overconfident_ones() -> None:
    logits, truth = drawn(20_000, seed=1)

    assert expected_calibration_error(softmax(logits), truth) < 0.015
    assert expected_calibration_error(softmax(3 * logits), truth) > 0.1


def test_calibration_error_is_zero_when_every_bin_is_right_as_often_as_it_says() -> None:
    scores = np.tile([0.75, 0.25, 0, 0], (400, 1))
    truth = np.array([0] * 300 + [1] * 100)  # in order, as sentences of one article stand together

    assert expected_calibration_error(scores, truth) == pytest.approx(0)


def test_calibration_bins_hold_equal_shares_of_the_sentences() -> None:
    logits, truth = drawn(100, seed=2)

    bins = calibration_bins(softmax(logits), truth, bins=15)

    assert sum(part.count for part in bins) == 100
    assert {part.count for part in bins} == {6, 7}
    assert [part.confidence for part in bins] == sorted(part.confidence for part in bins)


def test_fewer_sentences_than_bins_leave_no_empty_bin() -> None:
    assert [part.count for part in calibration_bins(SCORES, TRUTH)] == [1, 1, 1, 1]


def test_bootstrap_holds_the_value_and_can_be_repeated() -> None:
    logits, truth = drawn(300, seed=3)
    articles = np.repeat(np.arange(30), 10)

    found = bootstrap(accuracy, articles, softmax(logits), truth)

    assert found.low < found.value < found.high
    assert found.value == accuracy(softmax(logits), truth)
    assert found == bootstrap(accuracy, articles, softmax(logits), truth)


def test_bootstrap_is_wider_when_an_article_is_right_or_wrong_as_a_whole() -> None:
    truth = np.repeat(np.arange(20) % 2, 10)
    scores = np.tile([1.0, 0, 0, 0], (200, 1))

    by_article = bootstrap(accuracy, np.repeat(np.arange(20), 10), scores, truth)
    by_sentence = bootstrap(accuracy, np.arange(200), scores, truth)

    assert by_article.high - by_article.low > 2 * (by_sentence.high - by_sentence.low)


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.5])
def test_temperature_is_found_again(temperature: float) -> None:
    logits, truth = drawn(10_000, seed=4, temperature=temperature)

    assert fit_temperature(logits, truth, "x").temperature == pytest.approx(temperature, rel=0.05)


def test_temperature_stays_finite_for_logits_that_say_nothing_or_everything() -> None:
    _, truth = drawn(200, seed=5)
    unrelated, _ = drawn(200, seed=6)
    perfect = 50.0 * np.eye(4)[truth]

    for logits in (unrelated, -perfect, perfect):
        low, high = TEMPERATURE_LIMITS
        assert low <= fit_temperature(logits, truth, "x").temperature <= high


def test_a_bias_is_found_again() -> None:
    logits, truth = drawn(20_000, seed=9, temperature=2.0)
    shift = np.array([1.5, 0.5, -1.5, -0.5])

    found = fit_bias(logits - shift, truth, "x")

    assert found.temperature == pytest.approx(2.0, rel=0.05)
    np.testing.assert_allclose(found.bias, shift, atol=0.15)


def test_a_label_without_examples_is_not_ruled_out_by_its_bias() -> None:
    logits, truth = drawn(400, seed=10)
    without = truth != 2

    scores = probabilities(logits, fit_bias(logits[without], truth[without], "x"))

    assert np.isfinite(scores).all()
    assert scores[:, 2].max() > 0.01


def test_a_bias_is_kept_where_it_predicts_other_articles_better_and_only_there() -> None:
    logits, truth = drawn(2000, seed=11)
    articles = np.repeat(np.arange(100), 20)

    assert any(fit_calibration(logits - [1, 0, -1, 0], truth, articles, "x").bias)
    assert not any(fit_calibration(logits[:200], truth[:200], articles[:200], "x").bias)


def test_a_single_article_is_calibrated_by_temperature_alone() -> None:
    logits, truth = drawn(50, seed=12)

    found = fit_calibration(logits, truth, np.zeros(50, dtype=np.int64), "x")

    assert found == fit_temperature(logits, truth, "x")


def test_conformal_sets_hold_each_true_label_as_often_as_stated() -> None:
    covered = []
    for seed in range(40):
        logits, truth = drawn(1200, seed=seed)
        scores = softmax(logits)
        sets = label_sets(scores[600:], fit_conformal(scores[:600], truth[:600], "x", coverage=0.9))
        is_covered = sets[np.arange(600), truth[600:]]
        covered.append([is_covered[truth[600:] == label].mean() for label in range(4)])

    # The guarantee is on average over calibration sets; 40 of them leave a standard error of about 0.004.
    assert (np.mean(covered, axis=0) >= 0.9 - 0.01).all()
    assert (np.mean(covered, axis=0) <= 0.96).all()


@pytest.mark.parametrize(("examples", "is_open"), [(0, True), (8, True), (9, False)])
def test_a_label_with_too_few_examples_is_in_every_set(examples: int, is_open: bool) -> None:
    scores = np.full((examples, 4), 0.25)

    conformal = fit_conformal(scores, np.zeros(examples, dtype=np.int64), "x", coverage=0.9)

    assert (conformal.thresholds[0] == 0) is is_open
    assert conformal.thresholds[1:] == (0, 0, 0)


def test_a_label_set_is_never_empty() -> None:
    conformal = Conformal(coverage=0.9, thresholds=(1.0,) * 4, fitted_on="x")

    assert label_sets(SCORES, conformal).sum(axis=1).tolist() == [1, 1, 1, 1]


def test_cross_fitting_never_scores_an_article_with_numbers_fitted_on_it() -> None:
    """Turn every label of one article over: its own scores and sets must not notice."""
    logits, truth = drawn(400, seed=7)
    articles = np.repeat(np.arange(20), 20)
    before = cross_fitted(logits, truth, articles)

    for article in (0, 7, 19):
        own = articles == article
        after = cross_fitted(logits, np.where(own, 3 - truth, truth), articles)
        np.testing.assert_array_equal(after.scores[own], before.scores[own])
        np.testing.assert_array_equal(after.sets[own], before.sets[own])
        assert (after.scores[~own] != before.scores[~own]).any()


def test_cross_fitting_covers_and_calibrates_every_sentence() -> None:
    logits, truth = drawn(2000, seed=8, temperature=2.0)
    articles = np.repeat(np.arange(100), 20)

    fitted = cross_fitted(logits, truth, articles)

    np.testing.assert_allclose(fitted.scores.sum(axis=1), 1)
    assert fitted.sets[np.arange(2000), truth].mean() > 0.87
    assert expected_calibration_error(fitted.scores, truth) < expected_calibration_error(softmax(logits), truth)


def test_cross_fitting_refuses_a_single_article() -> None:
    with pytest.raises(ValueError, match="at least 2 articles"):
        cross_fitted(np.zeros((5, 4)), np.zeros(5, dtype=np.int64), np.zeros(5, dtype=np.int64))
