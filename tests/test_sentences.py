from pathlib import Path

import pytest

from serving.sentences import sentence_spans
from training.corpus import read_corpus
from training.joinings import JOININGS, passages_of, read_passages
from training.splitters import SPLITTERS, measure

DATA = Path(__file__).resolve().parent.parent / "data"


def split(paragraph: str) -> list[str]:
    return [paragraph[span.start : span.end] for span in sentence_spans(paragraph)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Hale and Mrs. Orr met Gov. Dane at St. Anne.",
        "Ms. Tanaka halted work on Smt. Rao's well.",
        "Lt.-Gen. Blondin spoke first.",
        "The U.S. Senate met on Tuesday.",
        "J. R. R. Tolland wrote it.",
        "She ranked No. 5 in the world.",
        "The court cited Orr v. Hale on p. 12.",
        "The deal is worth $3.5 billion, or 1.2m a head.",
        "It opened at 9 a.m. on Monday.",
        "It closed at 5 p.m. Eastern.",
        "By 6 a.m. Mayor Soran had counted 14 dead.",
        "Acme Inc. Chairman Ann Orr resigned.",
        "Prices (e.g. Bread and milk) rose.",
        "They moved on Sept. 5 to Helena, Mont., and stayed.",
        "See node.js and www.orran.example/News.Html for more.",
        "KAMPALA, July 4 (Agency) — The court sat on Monday.",
        "Monday, 7:12 a.m. — A caller reported a goat.",
        "He left (it rained. It poured) and came back.",
        "Well ... I never knew … and never asked.",
        "Col. (ret.) Alden Whitcroft said no.",
        "Yahoo! said it would close.",
    ],
)
def test_what_does_not_end_a_sentence(sentence: str) -> None:
    assert split(f"It rained. {sentence} It snowed.") == ["It rained.", sentence, "It snowed."]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("They sold it in the U.S.", "The ban came later."),
        ("It was bought by Acme Corp.", "Analysts had expected it."),
        ("It ended at 5 p.m.", "The bus had left."),
        ("She took vitamin C.", "Forty others did not."),
        ("He asked for you and I.", "Did she?"),
        ("They have been closed since May.", "Marisol lived."),
        ("The council said no.", "Nobody minded."),
        ("It ran in 2019.", "3,000 people came."),
        ("The shares rose.", "iPhone sales fell."),
        ("He has a Ph.D.", "She does not."),
        ("She lives in Utica, N.Y.", "Drivers slept there."),
        ("Visibility fell to 900 m.", "Rain came."),
        ("It was doubled.[1]", "The figure stands."),
        ("We won! 🎉", "They lost."),
        ("The panda has twins 🐼🐼", "Mother is well."),
        ("Really?!", "No!!!"),
        ("It was over…", "The crowd cheered."),
        ("It is (so they say) late.", "(Nobody agreed.)"),
        ("Wait; it is late: go.", "He went."),
    ],
)
def test_what_ends_a_sentence(first: str, second: str) -> None:
    assert split(f"{first} {second}") == [first, second]


@pytest.mark.parametrize(
    "sentences",
    [
        ["“It is over.” he said.", "Nobody came."],
        ["“Will we rebuild?” Mr. Orr asked.", "Nobody knew."],
        ["“Never!” the crowd shouted.", "He left."],
        ["“It is over.” Mr. Orr said on Friday.", "He left."],
        ["“It is over.”", "Mr. Orr said that he would leave."],
        ["“It is over.", "Nobody came,” she said.", "“We went home.”"],
        ['"It is over.', 'Nobody came," she said.', '"We went home."'],
        ["'We lost.", "It hurts,' he said.", "They left."],
        ["«\u202fWho pays\u202f?\u202f» asked another.", "Nobody knew."],
        ["He said ``no.''", "She left."],
    ],
)
def test_quotations_keep_their_marks_and_their_speakers(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He left.The dog stayed.", ["He left.", "The dog stayed."]),
        ("It shut at 2.15pm.It had cost a bomb.", ["It shut at 2.15pm.", "It had cost a bomb."]),
        ("The ferry\nleft. It was\nlate.", ["The ferry\nleft.", "It was\nlate."]),
        ("It rose.\u00a0It\u2009fell.", ["It rose.", "It\u2009fell."]),
        ("The govern\u00adment fell.\u200b It rose.", ["The govern\u00adment fell.\u200b", "It rose."]),
        (
            "â€œIt is over.â€\u009d He left. â€œNo,â€ she said.",
            ["â€œIt is over.â€\u009d", "He left.", "â€œNo,â€ she said."],
        ),
        ("He said שלום. She said مرحبا. They left.", ["He said שלום.", "She said مرحبا.", "They left."]),
        ("1. Close the gate. 2. Open it.", ["1. Close the gate.", "2. Open it."]),
        ("they say it is not a hole. it is a crater!", ["they say it is not a hole.", "it is a crater!"]),
        ("no punctuation at all", ["no punctuation at all"]),
        ("... ... ...", ["... ... ..."]),
        ('"He left." \'', ['"He left." \'']),
        ("  \n ", []),
        ("", []),
    ],
)
def test_odd_text(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


def test_a_line_of_a_hundred_thousand_quotation_marks_is_one_sentence() -> None:
    # sentencex alone takes seconds here, and four times as long for twice as many.
    assert split("“" * 100_000) == ["“" * 100_000]


@pytest.mark.parametrize("joining", JOININGS)
def test_nearly_every_boundary_is_found_however_articles_are_joined(joining: str) -> None:
    articles = read_corpus([DATA])[::8]

    assert measure(_split_text, passages_of(articles)[joining]).boundaries.f1 >= 0.985


@pytest.mark.parametrize(("half", "floor"), [("dev", 0.985), ("test", 0.98)])
def test_most_boundaries_of_hard_passages_are_found(half: str, floor: float) -> None:
    passages = read_passages(DATA / "reading" / f"passages_{half}.jsonl")

    assert measure(_split_text, passages).boundaries.f1 >= floor


def _split_text(text: str) -> list[str]:
    return list(SPLITTERS["epistle"]()(text))
