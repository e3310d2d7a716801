from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from serving.classifier import Prediction, Sentence
from serving.labels import LABELS, Label
from training.robustness import (
    Perturbation,
    SwapKind,
    counterfactuals,
    flip_report,
    perturb,
    robustness_report,
)


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


def swapped(text: str, kind: SwapKind) -> list[str]:
    return [swap.text for swap in counterfactuals([text]) if swap.kind is kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He gave her his book.", "She gave him her book."),
        ("She saw her.", "He saw him."),
        ("We told her to wait, and her own sister agreed.", "We told him to wait, and his own brother agreed."),
        ("The seat was his.", "The seat was hers."),
        ("The seat was hers.", "The seat was his."),
        ("Mrs. Jones thanked Mr Smith himself.", "Mr. Jones thanked Ms Smith herself."),
        ("HER FATHER WON", "HIS MOTHER WON"),
        ("An uncle wrote to an aunt.", "An aunt wrote to an uncle."),
        ("John said he was tired.", "Sarah said she was tired."),
    ],
)
def test_exchanges_genders_with_their_grammar(text: str, expected: str) -> None:
    assert swapped(text, SwapKind.GENDER) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russian troops left Moscow.", "Ukrainian troops left Kyiv."),
        ("Russia attacked Ukraine.", "Ukraine attacked Russia."),
        ("RUSSIA DENIES IT", "UKRAINE DENIES IT"),
        ("An Indian met a German in Berlin.", "A German met an Indian in New Delhi."),
        ("China sued the U.S.", "The United States sued China."),
        ("US troops won US$5 million from the US.", "Chinese troops won US$5 million from China."),
        ("A pro-Russian crowd cheered.", "A pro-Ukrainian crowd cheered."),
    ],
)
def test_exchanges_countries_with_adjectives_capitals_and_articles(text: str, expected: str) -> None:
    assert swapped(text, SwapKind.COUNTRY) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Republican senator said the Republican had lied.", "A Democratic senator said the Democrat had lied."),
        ("A Republican-led panel met.", "A Democratic-led panel met."),
        ("Democrats oppose Republicans.", "Republicans oppose Democrats."),
        ("Labour has won a Labour seat.", "The Conservative Party has won a Conservative seat."),
        ("Labour's vote fell.", "The Conservative Party's vote fell."),
        ("Left-wing voters left.", "Right-wing voters left."),
    ],
)
def test_exchanges_parties_as_nouns_and_adjectives(text: str, expected: str) -> None:
    assert swapped(text, SwapKind.PARTY) == [expected]


def test_tries_names_of_several_origins() -> None:
    variants = swapped("Sarah Johnson disagreed.", SwapKind.PERSON)

    assert variants == [
        "Aisha Khalil disagreed.",
        "Adaeze Adeyemi disagreed.",
        "Meiling Li disagreed.",
        "Carmen Rodríguez disagreed.",
        "Anjali Sharma disagreed.",
    ]


def test_exchanges_a_religion_with_its_buildings_and_clergy() -> None:
    assert swapped("A Muslim asked the imam at the mosque.", SwapKind.RELIGION) == [
        "A Jew asked the rabbi at the synagogue.",
        "A Christian asked the priest at the church.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Hershey sheltered the manager in the theatre.",
        "They sailed the South China Sea.",
        "The Islamic State struck the Democratic Republic of Congo.",
        "Prices rose for us all.",
        "",
    ],
)
def test_leaves_parts_of_words_and_fixed_phrases_alone(text: str) -> None:
    assert counterfactuals([text]) == []


def test_a_swap_names_its_sentence_and_the_words_that_changed() -> None:
    (swap,) = counterfactuals(["Nothing here.", "Poland and the Poles met in Warsaw, Poland."])

    assert (swap.index, swap.kind) == (1, SwapKind.COUNTRY)
    assert swap.original == "Poland, Poles, Warsaw"
    assert swap.changed == "Syria, Syrians, Damascus"
    assert swap.text == "Syria and the Syrians met in Damascus, Syria."


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


TEXT = 'The "well-known" firm didn\'t pay $3.5bn — or so it said.'


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Perturbation.NO_FINAL_MARK, TEXT[:-1]),
        (Perturbation.NO_PUNCTUATION, "The well-known firm didn't pay $3.5bn or so it said"),
        (Perturbation.ALL_CAPS, TEXT.upper()),
        (Perturbation.LOWER_CASE, TEXT.lower()),
        (Perturbation.QUOTE_STYLE, "The “well-known” firm didn’t pay $3.5bn — or so it said."),
        (Perturbation.DOUBLE_SPACES, TEXT.replace(" ", "  ")),
    ],
)
def test_perturbs_as_the_name_says(kind: Perturbation, expected: str) -> None:
    assert perturb(kind, TEXT, np.random.default_rng(0)) == expected


def test_quote_style_makes_curly_marks_straight() -> None:
    text = perturb(Perturbation.QUOTE_STYLE, "“It’s ‘fine’,” he said.", np.random.default_rng(0))

    assert text == "\"It's 'fine',\" he said."


def test_final_mark_is_dropped_before_a_closing_quotation_mark() -> None:
    assert perturb(Perturbation.NO_FINAL_MARK, "“Go away!”", np.random.default_rng(0)) == "“Go away”"


def test_dash_style_never_keeps_a_dash_or_a_hyphen() -> None:
    for seed in range(20):
        text = perturb(Perturbation.DASH_STYLE, TEXT, np.random.default_rng(seed))
        assert "$3.5bn — or" not in text
        assert "well\u2011known" in text


def test_typos_alter_one_or_two_words_and_never_their_first_letter() -> None:
    text = "Several ministers quietly discussed something yesterday."
    for seed in range(50):
        typed = perturb(Perturbation.TYPOS, text, np.random.default_rng(seed))
        altered = [(old, new) for old, new in zip(text.split(), typed.split(), strict=True) if old != new]
        assert 1 <= len(altered) <= 2
        assert all(old[0] == new[0] and len(old) - len(new) in {0, 1} for old, new in altered)


@pytest.mark.parametrize("kind", list(Perturbation))
def test_survives_texts_with_nothing_to_perturb(kind: Perturbation) -> None:
    for text in ("", "…", "?!", "a", "“”", " "):
        assert isinstance(perturb(kind, text, np.random.default_rng(0)), str)


@pytest.mark.parametrize("kind", list(Perturbation))
def test_the_same_seed_gives_the_same_perturbation(kind: Perturbation) -> None:
    assert perturb(kind, TEXT, np.random.default_rng(7)) == perturb(kind, TEXT, np.random.default_rng(7))


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
