from pathlib import Path

import pytest

from serving.furniture import (
    is_byline_or_date,
    is_credit,
    is_foot_note,
    is_furniture,
    starts_end_matter,
    starts_teasers,
)
from training.corpus import read_corpus

DATA = Path(__file__).resolve().parent.parent / "data"


@pytest.mark.parametrize(
    "text",
    [
        "spot_img",
        "Published on",
        "ADVERTISEMENT",
        "Read more: the storm in pictures",
        "© 2024 The Orran Times",
        "Home › News › Harbour",
        "News | Sport | Weather",
        "Facebook Twitter Email Print Save",
        "4 min read",
        "22:41, 14 Sep | Updated: 07:15, 15 Sep | Comments 83",
        "Tuesday, August 19 2014",
        "By Thandeka Moroka and Elias Juru",
        "Staff writer",
        "The ferry in 2019. Photograph: Tam Kessock/Courier",
        "Beryl with the bucket (Image: SCOOP Pictures)",
        "(Reporting by Ilse Maradan; Editing by Piotr Quenby)",
        "(Continued from Page Three.)",
        "UPDATE 2-Central bank halts rate cuts",
        "post_author: mdelacroix",
        "[ad_slot position=mid]",
        "Tags: wells, water, Kepler Plating",
        "We and our 843 partners store cookies on your device.",
        "1  Tallow Bridge  6:02.11",
        "TopicsSkerrin IslandFerriesHarbour Council",
        "KILBRANNAGH: D Burke; S Foy, M Hession, A Gill; P Gill, R Noone, K Madden",
        "📷 Pic: Altamar Lifeboat",
        "* * *",
    ],
)
def test_furniture_is_recognised(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "The ferry left at noon.",
        "By noon the ferry had left.",
        "Related companies were not asked.",
        "He asked them to read more books.",
        "More than 40 people came.",
        "The photograph was taken in May.",
        "Sources close to the minister said she would resign.",
        "Comments by the minister angered the union.",
        "On May 4 the harbour froze.",
        "Share prices fell.",
        "Most people read it twice.",
    ],
)
def test_sentences_are_no_furniture(text: str) -> None:
    assert not is_furniture(text)


def test_hardly_a_sentence_of_the_corpus_is_taken_for_furniture() -> None:
    sentences = [one.text for article in read_corpus([DATA]) for one in article.sentences if one.label != "none"]

    assert sum(map(is_furniture, sentences)) <= 0.0005 * len(sentences)


def test_notes_at_the_foot_are_recognised() -> None:
    assert is_foot_note("Renata Osterhaus is the author of two novels.")
    assert is_foot_note("Reach the newsroom at news@orran.example.")
    assert not is_foot_note("It is also what was said about the shuttle.")


def test_headings_of_other_sections_are_recognised() -> None:
    assert starts_teasers("Latest articles")
    assert starts_teasers("You may also like")
    assert starts_end_matter("Comments (3)")
    assert starts_end_matter("About Clearwell International")
    assert not starts_end_matter("about time")
    assert not starts_teasers("Latest articles show that prices fell.")


def test_bylines_dates_and_credits_are_told_apart_from_text() -> None:
    assert is_byline_or_date("By Ann Orr")
    assert is_byline_or_date("5 May 2024")
    assert not is_byline_or_date("By and large, yes")
    assert is_credit("Jolene Marsh / Pioneer photo")
    assert not is_credit("The photo was lost.")


@pytest.mark.parametrize("piece", ["1 ", "A ", "by A ", "a | ", "a  b  ", "_a", "Photo ", "(", "a@a.a "])
def test_repetition_costs_no_more_than_its_length(piece: str) -> None:
    # Patterns that backtrack without bound would not come back from these.
    for length in (250, 600, 100_000):
        is_furniture((piece * length)[:length])
