import textwrap

import pytest

from serving.paragraphs import paragraph_spans

PROSE = (
    "The ferry left the harbour at noon with forty people on board, and it did not come back. The harbour master said "
    "that the sea had been calm. Nobody on the quay had seen anything out of the ordinary, he said, and all was silent."
)


def paragraphs(raw: str) -> list[str]:
    return [raw[span.start : span.end] for span in paragraph_spans(raw)]


def test_blank_lines_part_paragraphs() -> None:
    assert paragraphs("One.\n\nTwo.\n \t\nThree.") == ["One.", "Two.", "Three."]


def test_a_line_is_a_paragraph_where_lines_are_not_wrapped() -> None:
    assert paragraphs(f"{PROSE}\n{PROSE}") == [PROSE, PROSE]


@pytest.mark.parametrize("columns", [40, 60, 72, 100])
def test_wrapped_lines_are_one_paragraph(columns: int) -> None:
    wrapped = textwrap.fill(PROSE, columns)

    assert paragraphs(f"{wrapped}\n\n{wrapped}") == [wrapped, wrapped]


def test_paragraphs_of_wrapped_text_without_blank_lines_end_at_short_lines() -> None:
    wrapped = textwrap.fill(PROSE, 72)

    assert paragraphs(f"{wrapped}\n{wrapped}") == [wrapped, wrapped]


def test_a_figure_at_the_start_of_a_wrapped_line_is_no_list_item() -> None:
    text = (
        "The committee that sat through the whole of the night of May\n2. It rose at dawn, and nobody had slept, as\n"
        "the clerk said."
    )

    assert paragraphs(text) == [text]


def test_items_of_a_list_stay_apart_in_wrapped_text() -> None:
    wrapped = textwrap.fill(PROSE, 60)

    assert paragraphs(f"{wrapped}\n\n- Close the gate\n- Open the door") == [
        wrapped,
        "- Close the gate",
        "- Open the door",
    ]


def test_statements_without_marks_stay_apart() -> None:
    lines = ["the umpires inspected the pitch at four", "the match was drawn", "carrow won the series by two to one"]

    assert paragraphs("\n".join(lines)) == lines


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\f"])
def test_every_kind_of_line_end_counts(line_end: str) -> None:
    assert paragraphs(f"One.{line_end}Two.") == ["One.", "Two."]


@pytest.mark.parametrize("blank", ["", " ", "\n\r\n\t", "\u00a0\u2003"])
def test_blank_text_has_no_paragraphs(blank: str) -> None:
    assert paragraphs(blank) == []
