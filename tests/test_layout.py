from pathlib import Path

import pytest

from serving.article import split_article
from serving.kinds import Kind
from training.corpus import read_corpus
from training.reading import measure_headings, measure_html, measure_kept, measure_languages, measure_pages

READING = Path(__file__).resolve().parent.parent / "data" / "reading"

BODY = "The ferry left the harbour at noon with forty people on board, the harbour master said."
MORE = "It did not come back that day, and nobody on the quay had seen anything out of the ordinary."


def kinds(*paragraphs: str) -> dict[str, Kind]:
    return {unit.text: unit.kind for unit in split_article("\n\n".join(paragraphs))}


def test_the_headline_is_found_among_navigation_and_bylines() -> None:
    found = kinds("The Orran Times", "News", "Ferry lost with forty on board", "By Ann Orr", "5 May 2024", BODY, MORE)

    assert found["Ferry lost with forty on board"] is Kind.HEADING
    assert {found[text] for text in ("The Orran Times", "News", "By Ann Orr", "5 May 2024")} == {Kind.BOILERPLATE}


def test_a_long_line_below_the_headline_is_a_standfirst() -> None:
    standfirst = "Islanders fear that they will be left with one flight a week"

    assert kinds("Last ferry to stop in March", standfirst, BODY, MORE)[standfirst] is Kind.SENTENCE


def test_lines_between_text_are_headings_and_those_after_it_are_not() -> None:
    found = kinds("Ferry lost with forty on board", BODY, "The search", MORE, "Orran Media Group")

    assert found["The search"] is Kind.HEADING
    assert found["Orran Media Group"] is Kind.BOILERPLATE


def test_of_lines_in_a_row_only_the_last_is_a_heading() -> None:
    found = kinds(BODY, "J. Orr", "Little Wex", "A branch is no building", MORE)

    assert [found[text] for text in ("J. Orr", "Little Wex", "A branch is no building")] == [
        Kind.BOILERPLATE,
        Kind.BOILERPLATE,
        Kind.HEADING,
    ]


def test_items_after_a_colon_are_sentences() -> None:
    found = kinds(BODY, "Rescuers advise all bathers:", "Do not go near it", "Ring the coastguard", MORE)

    assert found["Do not go near it"] is found["Ring the coastguard"] is Kind.SENTENCE


def test_bulleted_items_are_sentences() -> None:
    found = kinds(BODY, "• One ship was lost", "• Two were saved", MORE)

    assert found["• One ship was lost"] is found["• Two were saved"] is Kind.SENTENCE


def test_a_line_before_a_credit_is_a_caption() -> None:
    found = kinds(BODY, "Customers line up before dawn.", "Jolene Marsh / Pioneer photo", MORE)

    assert found["Customers line up before dawn."] is Kind.BOILERPLATE


def test_a_quotation_displayed_beside_its_paragraph_is_boilerplate() -> None:
    quotation = "“It is not a mistake.”"
    found = kinds(f"He climbed all of the stairs before he spoke to us at last. {quotation}", quotation, MORE)

    assert found[quotation] is Kind.BOILERPLATE
    assert sum(unit.text == quotation for unit in split_article(f"{BODY} {quotation}\n\n{quotation}\n\n{MORE}")) == 2


def test_text_pasted_twice_is_read_once() -> None:
    units = split_article(f"{BODY}\n\n{MORE}\n\n{BODY}\n\n{MORE}")

    assert [unit.kind for unit in units] == [Kind.SENTENCE, Kind.SENTENCE, Kind.BOILERPLATE, Kind.BOILERPLATE]


def test_an_article_goes_on_after_teasers_in_its_midst() -> None:
    teasers = ["Related stories", "Bus burns on the bridge", "The bus was empty, the police said, when it..."]
    found = kinds(BODY, MORE, *teasers, BODY.replace("ferry", "tug"), MORE.replace("quay", "pier"))

    assert {found[text] for text in teasers} == {Kind.BOILERPLATE}
    assert found[BODY.replace("ferry", "tug")] is Kind.SENTENCE


def test_no_article_goes_on_after_the_comments() -> None:
    comment = "I was on that ferry twice a week for years, and nobody ever asked me for a ticket."

    assert kinds(BODY, MORE, "Comments (1)", "harbourcat", comment)[comment] is Kind.BOILERPLATE


def test_a_comments_button_above_the_text_ends_nothing() -> None:
    assert kinds("Ferry lost with forty on board", "Comments", BODY, MORE)[MORE] is Kind.SENTENCE


def test_a_sentence_trails_off_in_the_midst_of_text_only() -> None:
    assert kinds(BODY, "It said the same thing in 2018...", MORE)["It said the same thing in 2018..."] is Kind.SENTENCE


def test_notes_on_the_author_at_the_foot_are_boilerplate() -> None:
    note = "Ann Orr is a columnist at the Orran Times and the author of “The Open Door”."

    assert kinds(BODY, MORE, note)[note] is Kind.BOILERPLATE


def test_labels_and_announcing_questions_are_headings() -> None:
    found = kinds(BODY, "Key points:", MORE, "How did it come to this?", BODY.replace("noon", "dusk"))

    assert found["Key points:"] is found["How did it come to this?"] is Kind.HEADING


@pytest.mark.parametrize(
    "sentence",
    [
        "Also in the office was her brother.",
        "About Orr nobody spoke.",
        "More on the council knew of it.",
        "The author is accused of insulting the president.",
        "By signing the treaty, Iran would agree to inspections.",
        "Published on Tuesday, the report blames ministers for 14 deaths.",
        "Reporting by the BBC found that 14 of the men had died.",
        "The views expressed by the bishop caused an outcry.",
        "Contact tracing was abandoned in March.",
        "Terms of the settlement remain confidential.",
        "Rates rose (previous: 41.40).",
        "Images by Warhol were among the haul.",
    ],
)
def test_sentences_that_sound_like_furniture_are_text_and_end_nothing(sentence: str) -> None:
    found = kinds(BODY, MORE, sentence, "Nobody was surprised.")

    assert found[sentence] is found["Nobody was surprised."] is Kind.SENTENCE


def test_what_people_say_twice_is_kept_twice() -> None:
    units = split_article(f"{BODY}\n\nYes.\n\nWould you go back?\n\nYes.\n\nWould you go back?\n\n{MORE}")

    assert {unit.kind for unit in units} == {Kind.SENTENCE}


def test_a_short_quotation_before_a_credit_is_no_caption() -> None:
    assert kinds(BODY, "“She denies it all.”", "Photo: AP", MORE)["“She denies it all.”"] is Kind.SENTENCE


def test_the_last_paragraph_is_a_note_only_if_it_tells_who_writes() -> None:
    for text in (
        "Ann Lee was the only reporter in the room when he died.",
        "Anna Berg was for the plan until the vote.",
    ):
        assert kinds(BODY, MORE, text)[text] is Kind.SENTENCE


@pytest.mark.parametrize("text", ["The big red bus of {}\n\n", "Abcd {} "])
def test_very_many_lines_are_read_in_time(text: str) -> None:
    assert split_article("".join(text.format(number) for number in range(5_000)) + "\n\n" + BODY)


def test_one_very_long_word_is_read_in_time() -> None:
    assert len(split_article(f"A man died.\n\n{'a' * 200_000}.")) == 2


@pytest.mark.parametrize(
    ("half", "floors"),
    [
        ("dev", {"sentence": (0.90, 0.94), "heading": (0.72, 0.78), "boilerplate": (0.92, 0.87)}),
        ("test", {"sentence": (0.86, 0.97), "heading": (0.62, 0.70), "boilerplate": (0.95, 0.86)}),
    ],
)
def test_the_units_of_invented_pages_are_found(half: str, floors: dict[str, tuple[float, float]]) -> None:
    for kind, found in measure_pages(READING / "pages" / half).items():
        assert found.precision >= floors[kind][0], kind
        assert found.recall >= floors[kind][1], kind


def test_hardly_a_labelled_sentence_of_the_corpus_is_lost() -> None:
    assert measure_kept(read_corpus([READING.parent])).recall >= 0.998


def test_the_units_of_invented_web_pages_are_found() -> None:
    found = measure_html(READING / "html")

    assert min(found["sentence"].precision, found["sentence"].recall) >= 0.95
    assert min(found["heading"].precision, found["heading"].recall) >= 0.85


def test_headings_that_are_clauses_are_told_from_phrases() -> None:
    found = measure_headings(READING / "headings_test.tsv")

    assert found.precision >= 0.94
    assert found.recall >= 0.90


def test_other_languages_are_told_from_english_without_a_false_alarm() -> None:
    found = measure_languages(READING / "languages.jsonl")

    assert found.precision == 1.0
    assert found.recall >= 0.97
