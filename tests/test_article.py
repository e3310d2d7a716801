from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies

from serving.article import Unit, read_html, read_text, split_article
from serving.errors import InputError, LanguageError
from serving.kinds import Kind
from serving.options import ArticleOptions
from training.reading import ExpectedUnit, read_units

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


# Text as it comes, and text made of what splitting and layout look for.
RAW = strategies.text(max_size=300) | strategies.lists(strategies.sampled_from(PIECES), max_size=120).map("".join)
check = settings(max_examples=300, deadline=None, derandomize=True)


def check_units(text: str, units: Sequence[Unit]) -> None:
    """Check what holds of all text: units cut the very text, do not overlap and leave out nothing but white space."""
    end = 0
    for unit in units:
        assert text[unit.start : unit.end] == unit.text == unit.text.strip() != ""
        assert text[end : unit.start].strip() == ""
        end = unit.end
    assert text[end:].strip() == ""


@check
@given(RAW)
def test_units_of_any_text_lose_and_double_nothing(raw: str) -> None:
    check_units(raw, split_article(raw))


@pytest.mark.parametrize("raw", ODD_INPUTS)
def test_units_of_odd_text_lose_and_double_nothing(raw: str) -> None:
    check_units(raw, split_article(raw))


@check
@given(strategies.sampled_from(PIECES) | strategies.text(min_size=1, max_size=8), strategies.integers(1, 3000))
def test_any_repetition_is_read_without_loss(piece: str, times: int) -> None:
    raw = (piece * times)[:3000]

    check_units(raw, split_article(raw))


@check
@given(RAW)
def test_any_html_gives_units_of_its_text_or_a_clear_error(raw: str) -> None:
    for markup in (raw, f"<html><body><article><p>{raw}</p></article></body></html>"):
        try:
            article = read_html(markup)
        except InputError:
            continue
        check_units(article.text, article.units)


@check
@given(RAW)
def test_only_sentences_and_headings_are_clauses_and_only_sentences_are_quoted(raw: str) -> None:
    for unit in split_article(raw):
        assert unit.is_clause or unit.kind is not Kind.SENTENCE
        assert not (unit.is_clause and unit.kind is Kind.BOILERPLATE)
        assert unit.kind is Kind.SENTENCE or not unit.in_quotation


@pytest.mark.parametrize("blank", ["", " ", "\n\r\n\t", "\u00a0\u2003"])
def test_blank_text_has_no_units(blank: str) -> None:
    assert split_article(blank) == []


def test_windows_and_unix_line_ends_give_the_same_units() -> None:
    unix = "A Heading\n\nThe ferry left. It was late.\nNobody minded."
    windows = unix.replace("\n", "\r\n")

    assert [(unit.text, unit.kind) for unit in split_article(windows)] == [
        (unit.text, unit.kind) for unit in split_article(unix)
    ]


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


def test_the_seed_article_comes_out_right_unit_by_unit() -> None:
    units = split_article(SEED_ARTICLE.read_text(encoding="utf-8"))
    expected = read_units(SEED_ARTICLE.with_suffix(".units.tsv"))

    assert [ExpectedUnit(unit.kind, unit.text) for unit in units] == expected
    assert Counter(unit.kind for unit in expected) == {Kind.SENTENCE: 37, Kind.HEADING: 7, Kind.BOILERPLATE: 19}


def test_no_heading_of_the_seed_article_is_a_clause() -> None:
    units = split_article(SEED_ARTICLE.read_text(encoding="utf-8"))

    assert not any(unit.is_clause for unit in units if unit.kind is Kind.HEADING)


@pytest.mark.parametrize(
    ("heading", "is_clause"), [("Ferry sinks off Kamba coast", True), ("The loss of the Kamba ferry", False)]
)
def test_a_heading_is_a_clause_or_not(heading: str, is_clause: bool) -> None:
    unit = split_article(f"{heading}\n\nThe ferry left the harbour at noon with forty people on board that day.")[0]

    assert (unit.kind, unit.is_clause) == (Kind.HEADING, is_clause)


def test_quotations_run_on_over_headings_and_furniture() -> None:
    text = "“We had no warning at all of what was coming to us that night.\n\nADVERTISEMENT\n\nIt was dark,” she said."

    assert [unit.in_quotation for unit in split_article(text)] == [False, False, True]


def test_a_line_of_two_hundred_thousand_characters_is_read() -> None:
    line = "The ferry left at noon. " * 8_334

    assert len(split_article(line)) == 8_334


def test_text_over_the_limit_is_refused_with_length_and_limit() -> None:
    with pytest.raises(InputError, match=r"text has 24 characters, but at most 10 .*max_characters"):
        read_text("The ferry left at noon.\n", ArticleOptions(max_characters=10))
    with pytest.raises(InputError, match="HTML has 12 characters"):
        read_html("<p>Late.</p>", ArticleOptions(max_characters=10))


GERMAN = (
    "Die Fähre verließ den Hafen am Mittag mit vierzig Menschen an Bord. Der Hafenmeister sagte, das Meer sei ruhig "
    "gewesen. Niemand am Kai hatte etwas Ungewöhnliches bemerkt."
)


def test_another_language_is_named_with_a_warning() -> None:
    article = read_text(GERMAN)

    assert article.language == "de"
    assert ["'de'" in warning for warning in article.warnings] == [True]
    assert len(article.units) == 3


def test_another_language_is_refused_on_request() -> None:
    with pytest.raises(LanguageError, match="'de'"):
        read_text(GERMAN, ArticleOptions(only_english=True))


def test_english_text_has_no_warning() -> None:
    article = read_text(SEED_ARTICLE.read_text(encoding="utf-8"), ArticleOptions(only_english=True))

    assert (article.language, article.warnings) == ("en", ())


PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Ferry sinks off Kamba coast - Orran Times</title>
<meta name="author" content="Ann Orr"><meta property="article:published_time" content="2024-05-04T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/n">News</a></nav><article><h1>Ferry sinks off Kamba coast</h1>
<p class="byline">By Ann Orr</p>
<p>The ferry left at noon with <b>forty</b> people on board, the harbour master said.</p>
<h2>The search</h2><blockquote>
<p>“We heard a bang. It was dark,” said a fisherman who had been out that night.</p></blockquote>
<ul><li>One ship was lost.</li><li>Two men were saved.</li></ul></article>
<footer>Copyright 2024 Orran Times</footer><script>let x = "no text";</script></body></html>"""


def test_a_web_page_is_read_with_title_author_date_and_language() -> None:
    article = read_html(PAGE)

    assert (article.title, article.author, article.date) == ("Ferry sinks off Kamba coast", "Ann Orr", "2024-05-04")
    assert (article.language, article.is_extracted) == ("en", True)
    check_units(article.text, article.units)
    assert [(unit.kind, unit.text) for unit in article.units] == [
        (Kind.HEADING, "Ferry sinks off Kamba coast"),
        (Kind.SENTENCE, "The ferry left at noon with forty people on board, the harbour master said."),
        (Kind.HEADING, "The search"),
        (Kind.SENTENCE, "“We heard a bang."),
        (Kind.SENTENCE, "It was dark,” said a fisherman who had been out that night."),
        (Kind.SENTENCE, "One ship was lost."),
        (Kind.SENTENCE, "Two men were saved."),
    ]
    assert [unit.in_quotation for unit in article.units] == [False, False, False, False, True, False, False]


def test_a_fragment_of_html_is_taken_whole() -> None:
    article = read_html(
        "<p>It rained.</p><h2>The loss</h2>It snowed.<br>It stayed.<!-- note --> <p>It&nbsp;thawed.</p>"
    )

    assert [(unit.kind, unit.text) for unit in article.units] == [
        (Kind.SENTENCE, "It rained."),
        (Kind.HEADING, "The loss"),
        (Kind.SENTENCE, "It snowed."),
        (Kind.SENTENCE, "It stayed."),
        (Kind.SENTENCE, "It\u00a0thawed."),
    ]
    assert article.title is None
