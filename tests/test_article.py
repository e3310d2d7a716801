import random
from pathlib import Path

import pytest

from serving.article import Kind, split_article

SEED_ARTICLE = Path(__file__).resolve().parent.parent / "seeds" / "fentanyl-networks.txt"

ODD_INPUTS = [
    "",
    " ",
    "\n\r\n\t\n",
    "no punctuation and no capital",
    "One line.\r\nAnother line.\r\n\r\nA third.",
    "Old Macintosh ends lines so.\rAnd so.\r",
    "It rained 🌧️. 👩‍👩‍👧 They went home. 🏴󠁧󠁢󠁳󠁣󠁴󠁿!",
    "The\u00a0price\u00a0rose.\u00a0It fell again.\u2028Then it rose.\u2029",
    "... ... ...",
    "?!?!?!",
    "“",
    '"He left." "She stayed." \'',
    "\ufeffA stray mark. Then text.",
    "e\u0301te\u0301 is summer. Ο ήλιος λάμπει. Это так.",
    "a_b\n\n\n©\n Published on \n",
]
PIECES = [
    *"abcXYZ.!?…\"'“”‘’«»()[]-–—:;,_0123456789",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\u00a0",
    "\u2028",
    "\u200b",
    "\x1f",
    "🙂",
    "Mr. ",
    "U.S. ",
    "The ",
    "Latest articles",
    "Published on",
]


def sentences_of(raw: str) -> list[str]:
    return [unit.text for unit in split_article(raw) if unit.kind is Kind.SENTENCE]


def odd_texts() -> list[str]:
    generator = random.Random(20240501)  # noqa: S311  # a test's chance needs no secrecy
    return ODD_INPUTS + ["".join(generator.choices(PIECES, k=generator.randrange(120))) for _ in range(500)]


def test_offsets_cut_the_very_text() -> None:
    for raw in odd_texts():
        for unit in split_article(raw):
            assert raw[unit.start : unit.end] == unit.text, repr(raw)


def test_every_non_space_character_lies_in_exactly_one_unit() -> None:
    for raw in odd_texts():
        units = split_article(raw)
        covered = [position for unit in units for position in range(unit.start, unit.end)]
        assert len(covered) == len(set(covered)), repr(raw)
        assert set(covered) >= {place for place, character in enumerate(raw) if not character.isspace()}, repr(raw)


def test_units_are_never_blank_and_stand_in_reading_order() -> None:
    for raw in odd_texts():
        units = split_article(raw)
        assert all(unit.text == unit.text.strip() != "" for unit in units), repr(raw)
        assert [unit.start for unit in units] == sorted(unit.start for unit in units)


@pytest.mark.parametrize("blank", ["", " ", "\n\r\n\t", "\u00a0\u2003"])
def test_blank_text_has_no_units(blank: str) -> None:
    assert split_article(blank) == []


def test_windows_and_unix_line_ends_give_the_same_units() -> None:
    unix = "A Heading\n\nThe ferry left. It was late.\nNobody minded."
    windows = unix.replace("\n", "\r\n")

    assert [(unit.text, unit.kind) for unit in split_article(windows)] == [
        (unit.text, unit.kind) for unit in split_article(unix)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The U.S. Senate met on Tuesday.",
        "Mr. Hale and Mrs. Orr met Gov. Dane at St. Anne.",
        "She ranked No. 5 in the world.",
        "The deal is worth $3.5 billion.",
        "It opened at 9 a.m. on Monday.",
        "J. R. Tolland wrote it.",
        "Prices (e.g. Bread and milk) rose.",
        "Orr vs. Hale was heard in Jan. 2019.",
    ],
)
def test_an_abbreviation_does_not_end_a_sentence(sentence: str) -> None:
    assert sentences_of(f"{sentence} It rained.") == [sentence, "It rained."]


def test_an_abbreviation_ends_a_sentence_before_a_common_opener() -> None:
    assert sentences_of("They sold it in the U.S. The ban came later.") == [
        "They sold it in the U.S.",
        "The ban came later.",
    ]


@pytest.mark.parametrize(
    "first",
    [
        "“We will rebuild.”",
        '"We will rebuild."',
        "“Will we rebuild?”",
        "He said: “We will rebuild.”",
        "(They did not.)",
        "It was over…",
    ],
)
def test_closing_marks_stay_with_their_sentence(first: str) -> None:
    assert sentences_of(f"{first} The crowd cheered.") == [first, "The crowd cheered."]


def test_a_quotation_followed_by_its_speaker_is_one_sentence() -> None:
    assert sentences_of("“Will we rebuild?” he asked. Nobody knew.") == ["“Will we rebuild?” he asked.", "Nobody knew."]


def test_sentences_inside_a_running_quotation_are_marked() -> None:
    units = split_article("“It is over. Nobody came. We went home,” she said. The hall was dark.")

    assert [unit.in_quotation for unit in units] == [False, True, True, False]


def test_a_short_paragraph_without_a_closing_mark_is_a_heading() -> None:
    units = split_article("Storm over the Bay\n\nThe ferry left at noon.")

    assert [unit.kind for unit in units] == [Kind.HEADING, Kind.SENTENCE]


@pytest.mark.parametrize(
    "text",
    [
        "spot_img",
        "Published on",
        "ADVERTISEMENT",
        "Read more: the storm in pictures",
        "A teaser cut off...",
        "© 2024 Us",
    ],
)
def test_page_furniture_is_boilerplate(text: str) -> None:
    units = split_article(f"The ferry left at noon.\n\n{text}\n\nIt rained.")

    assert [unit.kind for unit in units] == [Kind.SENTENCE, Kind.BOILERPLATE, Kind.SENTENCE]


def test_repeated_paragraphs_are_boilerplate() -> None:
    units = split_article("Join our list today.\n\nThe ferry left.\n\nJoin our list today.")

    assert [unit.kind for unit in units] == [Kind.BOILERPLATE, Kind.SENTENCE, Kind.BOILERPLATE]


def test_a_paragraph_of_ten_thousand_sentences_loses_none() -> None:
    assert len(sentences_of("The ferry left at noon. " * 10_000)) == 10_000


def test_the_seed_article_has_seven_headings() -> None:
    units = split_article(SEED_ARTICLE.read_text(encoding="utf-8"))

    assert [unit.text for unit in units if unit.kind is Kind.HEADING] == [
        "Inside China’s Fentanyl Attacks on the U.S.",
        "The Elusive Vendor: Benjamin Chen",
        "China’s Role in the Opioid Crisis",
        "Camouflaged Networks and Loopholes",
        "Struggles in Enforcement and Cooperation",
        "The Role of Precursors and New Challenges",
        "The Mexican Connection",
    ]


def test_the_seed_article_has_37_sentences() -> None:
    sentences = sentences_of(SEED_ARTICLE.read_text(encoding="utf-8"))

    assert len(sentences) == 37
    assert sentences[0].startswith("China’s synthetic drug networks")
    assert sentences[1].endswith("directly to customers in the U.S., Europe, and Mexico.")
    assert sentences[-2:] == [
        "But that is not their agenda.",
        "This is all happening with their blessing, if not at their explicit direction.",
    ]


def test_the_seed_article_keeps_its_furniture_apart() -> None:
    units = split_article(SEED_ARTICLE.read_text(encoding="utf-8"))
    kinds = {unit.text: unit.kind for unit in units}
    end = next(index for index, unit in enumerate(units) if unit.text == "Latest articles")

    assert kinds["spot_img"] is kinds["Published on"] is Kind.BOILERPLATE
    assert units[0].kind is Kind.BOILERPLATE  # the navigation, glued to a copy of the title
    assert {unit.kind for unit in units[end:]} == {Kind.BOILERPLATE}
