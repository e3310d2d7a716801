from pathlib import Path

import pytest

from serving.labels import NONE
from training.corpus import Article, Sentence, read_corpus
from training.duplicates import Cleaned, Findings, Kind, clean, examine, fold

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "data" / "gold"

LONG = "The harbour board closed the eastern pier on Monday after divers found cracks in two of its piles."
LONG_ALTERED = "The harbour board closed the eastern pier on Tuesday after divers found cracks in two of its piles."


def say(text: str, label: str = "factual_report", *, sure: int = 3, in_quotation: bool = False) -> Sentence:
    return Sentence(text, label, None, sure, in_quotation)


def articles(*sentences: Sentence, prefix: str = "t") -> list[Article]:
    """Return an article for each sentence."""
    return [
        Article(f"{prefix}-{line}", "epistle", "CC-BY-4.0", None, (sentence,), f"{prefix}.jsonl:{line}")
        for line, sentence in enumerate(sentences, start=1)
    ]


def labels_of(cleaned: Cleaned) -> list[str]:
    return [sentence.label for article in cleaned.articles for sentence in article.sentences]


def kinds_of(findings: Findings) -> list[Kind]:
    return [finding.kind for finding in findings]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He Resigned.", "he resigned"),
        ("He  resigned\u00a0today.", "He resigned today."),
        ("“Don’t go” – they said", '"Don\'t go", they said!'),
        ("The ﬁrst half…", "The first half"),
        ("A long-running row", "A long—running row"),
    ],
)
def test_folds_case_space_and_punctuation(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_folding_keeps_words_apart() -> None:
    assert fold("Shares rose 3.5 %.") != fold("Shares rose 35 %.")


def test_finds_nothing_in_distinct_sentences() -> None:
    assert not list(examine(articles(say("Rain fell all night."), say("The vote was put off."))))


def test_finds_exact_duplicates_of_any_length() -> None:
    findings = examine(articles(say("He declined."), say("Snow fell."), say("“He declined”")))

    (finding,) = findings
    assert finding.kind is Kind.EXACT
    assert [place.origin for place in finding.places] == ["t.jsonl:1", "t.jsonl:3"]


def test_finds_near_duplicates() -> None:
    (finding,) = examine(articles(say(LONG), say(LONG_ALTERED)))

    assert finding.kind is Kind.NEAR
    assert 90 <= finding.similarity < 100


def test_finds_near_duplicates_whose_words_stand_in_another_order() -> None:
    reordered = "On Monday the harbour board closed the eastern pier after divers found in two of its piles cracks."

    assert kinds_of(examine(articles(say(LONG), say(reordered)))) == [Kind.NEAR]


def test_short_sentences_are_duplicates_only_when_exact() -> None:
    assert not list(examine(articles(say("Officials declined to comment."), say("Official declined to comment."))))


def test_near_sentences_of_different_labels_are_a_lesson_not_a_duplicate() -> None:
    altered = LONG.replace("closed", "may close")

    assert not list(examine(articles(say(LONG), say(altered, "speculation"))))


def test_finds_conflicting_labels() -> None:
    (finding,) = examine(articles(say("It was a triumph.", "opinion"), say("It was a triumph!")))

    assert finding.kind is Kind.CONFLICT


@pytest.mark.parametrize(
    "other",
    [
        say("“This is treason.”", "attribution"),
        say("This is treason.", "attribution", in_quotation=True),
        say("This is treason?", "speculation"),
    ],
)
def test_marks_that_tell_labels_apart_are_no_conflict(other: Sentence) -> None:
    assert not list(examine(articles(say("This is treason.", "opinion"), other)))


def test_passes_over_units_that_are_no_sentence() -> None:
    training = articles(say("Share this story", NONE), say("Share this story", NONE), say("***"), say("* * *"))

    assert not list(examine(training, articles(say("Share this story", NONE), prefix="e")))


@pytest.mark.parametrize("text", [LONG, LONG.upper(), LONG_ALTERED])
def test_finds_overlaps_with_the_evaluation_whatever_their_labels(text: str) -> None:
    findings = examine(articles(say(text, "opinion")), articles(say(LONG), prefix="e"))

    (finding,) = findings
    assert finding.kind is Kind.OVERLAP
    assert [place.origin for place in finding.places] == ["e.jsonl:1", "t.jsonl:1"]


def test_finds_short_overlaps_when_exact() -> None:
    evaluation = articles(say("He declined."), say("She declined to say."), prefix="e")

    findings = examine(articles(say("He declined."), say("She declined to stay.")), evaluation)

    assert [finding.places[1].origin for finding in findings] == ["t.jsonl:1"]


def test_what_the_evaluation_repeats_within_itself_is_no_finding() -> None:
    assert not list(examine([], articles(say(LONG), say(LONG), say(LONG_ALTERED), prefix="e")))


def test_summary_names_count_place_and_text() -> None:
    lines = examine(articles(*[say("He declined.")] * 2, *[say("Snow fell.")] * 2)).summary(shown=1)

    assert f"{Kind.OVERLAP}: 0" in lines
    assert f"{Kind.EXACT}: 2" in lines
    assert "      t.jsonl:2 sentence 1 (factual_report): He declined." in lines
    assert lines[-2:] == ["  … and 1 more", f"{Kind.NEAR}: 0"]


def test_cleaning_drops_all_but_the_first_duplicate() -> None:
    training = articles(say(LONG), say(LONG), say(LONG_ALTERED), say("Snow fell."))

    cleaned = clean(training, examine(training))

    assert labels_of(cleaned) == ["factual_report", NONE, NONE, "factual_report"]
    assert cleaned.dropped == {Kind.EXACT: 1, Kind.NEAR: 1}


def test_cleaning_drops_every_overlap() -> None:
    training = articles(say(LONG), say(LONG), say(LONG_ALTERED))

    cleaned = clean(training, examine(training, articles(say(LONG), prefix="e")))

    assert labels_of(cleaned) == [NONE] * 3
    assert cleaned.dropped == {Kind.OVERLAP: 3}


def test_cleaning_drops_conflicts_that_nothing_settles() -> None:
    training = articles(say("It was a triumph.", "opinion", sure=2), say("It was a triumph.", sure=2))

    cleaned = clean(training, examine(training))

    assert labels_of(cleaned) == [NONE, NONE]
    assert cleaned.dropped == {Kind.CONFLICT: 2}


def test_cleaning_keeps_the_surest_of_conflicting_labels() -> None:
    text = "It was a triumph."
    training = articles(say(text, "opinion", sure=2), say(text, sure=2), say(text, sure=3))

    cleaned = clean(training, examine(training))

    assert labels_of(cleaned) == [NONE, "factual_report", NONE]
    assert cleaned.dropped == {Kind.CONFLICT: 1, Kind.EXACT: 1}


def test_cleaning_keeps_the_context_and_changes_nothing_else() -> None:
    first, second = say(LONG), say("Snow fell.", "opinion", sure=1)
    training = [Article("t-1", "epistle", "CC-BY-4.0", "report", (first, second, first), "t.jsonl:1")]

    (article,) = clean(training, examine(training)).articles

    assert [sentence.text for sentence in article.sentences] == [LONG, "Snow fell.", LONG]
    assert article.sentences[:2] == (first, second)


def test_cleaned_articles_have_nothing_left_to_find() -> None:
    text = "It was a triumph."
    training = articles(
        say(LONG),
        say(LONG_ALTERED),
        say(text, "opinion", sure=1),
        say(text, sure=1),
        say(text, "speculation", in_quotation=True),
        say("He declined."),
        say("He declined."),
    )
    evaluation = articles(say("“He declined.”", "attribution"), prefix="e")

    cleaned = clean(training, examine(training, evaluation))

    assert not list(examine(cleaned.articles, evaluation))


@pytest.fixture(scope="module")
def data_findings() -> Findings:
    return examine(read_corpus([ROOT / "data"]), read_corpus([GOLD]) if GOLD.is_dir() else ())


def test_data_does_not_contradict_itself(data_findings: Findings) -> None:
    assert [line for finding in data_findings.conflicts for line in finding.lines()] == []


@pytest.mark.skipif(not GOLD.is_dir(), reason=f"the evaluation articles are not on this machine ({GOLD})")
def test_data_does_not_overlap_with_the_evaluation(data_findings: Findings) -> None:
    assert [line for finding in data_findings.overlaps for line in finding.lines()] == []
