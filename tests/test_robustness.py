from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from serving.classifier import Prediction, Sentence
from serving.labels import LABELS, Label
from training.perturbations import Perturbation
from training.robustness import flip_report, robustness_report
from training.swaps import SwapKind


class CueClassifier:
    """Calls a sentence with the cue word an opinion, any other a factual report, and counts how often it is asked."""

    def __init__(self, cue: str) -> None:
        self.cue = cue
        self.batches: list[list[Sentence]] = []

    def logits(self, sentences: Sequence[Sentence]) -> npt.NDArray[np.float32]:
        self.batches.append(list(sentences))
        rows = [[0, 0, 0, 3] if self.cue in sentence.text else [3, 0, 0, 0] for sentence in sentences]
        return np.array(rows, dtype=np.float32).reshape(-1, len(LABELS))

    def predictions(self, logits: npt.NDArray[np.float32]) -> list[Prediction]:
        return [
            Prediction(
                label=LABELS[int(row.argmax())],
                confidence=float(row.max()),
                scores=dict(zip(LABELS, row.tolist(), strict=True)),
                label_set=(LABELS[int(row.argmax())],),
            )
            for row in np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
        ]


def test_an_even_handed_classifier_has_no_flips() -> None:
    report = flip_report(CueClassifier("shame"), [Sentence("A shame for Russia."), Sentence("He left Iran.")])

    assert report.flips == ()
    assert report.overall.variants == 3
    assert report.overall.rate == 0


def test_tells_every_flip_with_both_labels_and_confidences() -> None:
    report = flip_report(CueClassifier("Russia"), [Sentence("He left."), Sentence("Russia voted.")])

    (flip,) = report.flips
    assert (flip.text, flip.swapped_text) == ("Russia voted.", "Ukraine voted.")
    assert (flip.label_before, flip.label_after) == (Label.OPINION, Label.FACTUAL_REPORT)
    assert flip.confidence_before == pytest.approx(flip.confidence_after)
    assert report.by_kind[SwapKind.COUNTRY].rate == 1
    assert report.by_kind[SwapKind.GENDER].rate == 0
    assert report.overall.rate == 0.5


def test_asks_the_classifier_once_a_kind_and_keeps_the_context() -> None:
    classifier = CueClassifier("x")

    flip_report(classifier, [Sentence("He left Russia and Iran.", in_quotation=True)] * 3)

    assert len(classifier.batches) == 3  # the sentences themselves, countries, genders
    assert all(sentence.in_quotation for batch in classifier.batches for sentence in batch)


def test_reports_on_no_sentences_at_all() -> None:
    assert flip_report(CueClassifier("x"), []).as_json()["flip_rate"] == 0
    assert robustness_report(CueClassifier("x"), [], np.array([], dtype=np.int64)).as_json() == {}


def test_measures_a_perturbation_on_the_sentences_it_alters() -> None:
    sentences = [Sentence("A shame."), Sentence("Boats left."), Sentence("BOATS")]
    truth = np.array([LABELS.index(Label.OPINION), 0, 0])

    effects = robustness_report(CueClassifier("shame"), sentences, truth).effects

    capitals = effects[Perturbation.ALL_CAPS]
    assert capitals.n == 2
    assert (capitals.accuracy_before, capitals.accuracy) == (1.0, 0.5)
    assert (capitals.macro_f1_before, capitals.labels_changed) == (1.0, 0.5)
    assert effects[Perturbation.LOWER_CASE].labels_changed == 0
    assert Perturbation.QUOTE_STYLE not in effects
