import pytest

from serving.errors import InputError
from serving.kinds import Kind
from serving.page import read_page

BODY = "<p>The ferry left the harbour at noon with forty people on board, the harbour master said.</p>" * 3


def blocks(markup: str | bytes) -> list[str]:
    return [block.text for block in read_page(markup).blocks]


def test_inline_markup_does_not_break_words_or_sentences() -> None:
    assert blocks("<p>The <i>Orla</i>’s be<b>ll</b> <a href='/x'>rang</a>.</p>") == ["The Orla’s bell rang."]


def test_white_space_of_the_markup_is_not_text() -> None:
    assert blocks("<div>\n  <p>The ferry\n    left.</p>\n\t</div>") == ["The ferry left."]


def test_scripts_styles_and_forms_are_not_read() -> None:
    markup = (
        "<p>One.</p><script>alert('x')</script><style>p {}</style><select><option>Two</option></select><p>Three.</p>"
    )

    assert blocks(markup) == ["One.", "Three."]


def test_text_after_what_is_not_read_is_kept() -> None:
    assert blocks("<p>One <script>x</script>two <!-- no -->three <img src=x>four.</p>") == ["One two three four."]


def test_markup_tells_headings_items_and_captions() -> None:
    markup = (
        "<h2>The loss</h2><ul><li>one ship</li></ul><figure><figcaption>The ship.</figcaption></figure><p>It sank.</p>"
    )

    assert [(block.text, block.kind) for block in read_page(markup).blocks] == [
        ("The loss", Kind.HEADING),
        ("one ship", Kind.SENTENCE),
        ("The ship.", Kind.BOILERPLATE),
        ("It sank.", None),
    ]


def test_rows_of_figures_are_boilerplate_and_cells_of_text_are_not() -> None:
    markup = "<table><tr><td>Dead</td><td>3</td></tr><tr><td>The ferry sank.</td></tr></table>"

    assert [block.kind for block in read_page(markup).blocks] == [Kind.BOILERPLATE, None]


def test_preformatted_text_keeps_its_lines() -> None:
    assert blocks("<pre>One.\n\nTwo.</pre>") == ["One.\n\nTwo."]
    assert blocks(f"<html><body><article>{BODY}<pre>It sank.\n\nIt rose.</pre></article></body></html>")[-2:] == [
        "It sank.",
        "It rose.",
    ]


def test_the_charset_that_a_page_declares_is_used() -> None:
    markup = (
        f'<html><head><meta charset="iso-8859-1"></head><body><article>{BODY}<p>Café Ålesund was shut all that day.</p>'
    )

    assert blocks(markup.encode("iso-8859-1"))[-1] == "Café Ålesund was shut all that day."


def test_a_headline_outside_the_main_content_is_put_first() -> None:
    markup = (
        "<html><head><title>Ferry sinks</title></head><body><div><span>Ferry sinks</span></div>"
        f"<article>{BODY.replace('ferry', 'tug')}</article></body></html>"
    )

    assert read_page(markup).blocks[0].text == "Ferry sinks"


def test_navigation_and_footers_are_left_out() -> None:
    nav, footer = "<nav><a href='/'>Home</a></nav>", "<footer>Copyright Orran</footer>"
    found = " ".join(blocks(f"<html><body>{nav}<article>{BODY}</article>{footer}</body></html>"))

    assert "Home" not in found
    assert "Copyright" not in found


@pytest.mark.parametrize(
    "markup", ["", " ", "<p></p>", "<html><body><script>x</script></body></html>", b"<html></html>", "<!--"]
)
def test_markup_without_text_is_refused(markup: str | bytes) -> None:
    with pytest.raises(InputError, match="HTML"):
        read_page(markup)


@pytest.mark.parametrize(
    "piece", ["<div>", "<b>a", "<", "<!--", "&", "<table><tr><td>a", '<p class="', "</p>", "<li>a"]
)
def test_broken_markup_is_read_or_refused_but_never_hangs(piece: str) -> None:
    for start in ("", "<html><body>"):
        try:
            read_page(start + piece * 5_000)
        except InputError as error:
            assert "HTML" in str(error)  # noqa: PT017  # either way out is right


def test_control_characters_and_lone_surrogates_are_dropped() -> None:
    assert blocks("<p>The \x00ferry\x08 left\ud800.</p>") == ["The ferry left."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
@pytest.mark.parametrize("start", ["", "<html><body>"])
def test_bytes_are_decoded_by_their_marks_and_their_look(encoding: str, start: str) -> None:
    assert blocks(f"{start}<p>The café’s owner fled from the police in May, his wife said.</p>".encode(encoding)) == [
        "The café’s owner fled from the police in May, his wife said."
    ]


def test_binary_files_are_refused() -> None:
    with pytest.raises(InputError, match="NUL"):
        read_page(b"\x89PNG\r\n\x00\x00")


def test_markup_in_layout_tables_and_forms_counts() -> None:
    markup = (
        "<form><table><tr><td><h1>Storm hits coast</h1><p>It rained.</p><p>“It was awful”</p></td></tr></table></form>"
    )

    assert [block.kind for block in read_page(markup).blocks] == [Kind.HEADING, None, None]


def test_a_paragraph_of_very_many_spans_is_read_in_time() -> None:
    # The extraction alone takes half a minute here.
    spans = "<span>Police</span> came to the house. " * 15_000

    assert len(blocks(f"<html><body><article><p>{spans}</p></article></body></html>")) == 1
