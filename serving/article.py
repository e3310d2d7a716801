"""Finds the units of an article: plain text or HTML in, sentences, headings and boilerplate with exact offsets out.

Every non-space character of the text lies in exactly one unit and `text[start:end] == unit.text`, so that a tool can
paint the whole page and lose nothing. For HTML the text is the extracted one, which is returned. It knows nothing of
labels.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from serving.clauses import is_full_clause
from serving.errors import InputError, LanguageError
from serving.kinds import Kind, Paragraph
from serving.language import ENGLISH, detect_language
from serving.layout import paragraph_kinds
from serving.options import ArticleOptions
from serving.page import Block, Page, read_page
from serving.paragraphs import paragraph_spans
from serving.quotation import running_quotations
from serving.sentences import Span, sentence_spans


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of the text with `text[start:end] == unit.text`; offsets count characters (code points).

    `is_clause` tells that it says something, so that a label can be put on it: sentences, and headings that are full
    clauses. `in_quotation` tells that it begins inside a quotation opened before it.
    """

    text: str
    start: int
    end: int
    kind: Kind
    is_clause: bool
    in_quotation: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """The units of `text` in reading order, and what is known of the whole; None where nothing is found.

    `language` is an ISO 639-1 code, `date` YYYY-MM-DD; `warnings` are meant for the reader. `is_extracted` tells that
    `text` is not the input but what was taken from its markup.
    """

    text: str
    units: tuple[Unit, ...]
    language: str | None
    warnings: tuple[str, ...] = ()
    title: str | None = None
    author: str | None = None
    date: str | None = None
    is_extracted: bool = False


def read_text(raw: str, options: ArticleOptions | None = None) -> Article:
    """Read plain text: one paragraph a line, parted by blank lines, or wrapped.

    Raises InputError for a text that is too long and LanguageError for one that is not English, where that is refused.
    """
    options = options or ArticleOptions()
    _check_length(len(raw), options, "text")
    return _article(raw, Page(()), [(span, None) for span in paragraph_spans(raw)], options)


def read_html(markup: str | bytes, options: ArticleOptions | None = None) -> Article:
    """Read a web page or a fragment of HTML; bytes are decoded as `read_page` tells.

    Raises InputError for markup that is too long, cannot be parsed or holds no text, LanguageError as `read_text` does.
    """
    options = options or ArticleOptions()
    _check_length(len(markup), options, "HTML")
    page = read_page(markup)
    text = _BLOCK_GAP.join(block.text for block in page.blocks)
    return _article(text, page, list(_block_spans(page.blocks)), options)


def split_article(raw: str) -> list[Unit]:
    """Return the units of plain text in reading order."""
    return _units(raw, [(span, None) for span in paragraph_spans(raw)])


_BLOCK_GAP = "\n\n"
_MarkedSpan = tuple[Span, Kind | None]


def _check_length(length: int, options: ArticleOptions, what: str) -> None:
    if length > options.max_characters:
        raise InputError(
            f"the {what} has {length:,} characters, but at most {options.max_characters:,} are read at once: "
            "split it into articles or raise the limit (max_characters)"
        )


def _article(text: str, page: Page, spans: list[_MarkedSpan], options: ArticleOptions) -> Article:
    units = _units(text, spans)
    language = detect_language(unit.text for unit in units if unit.kind is Kind.SENTENCE)
    warnings: tuple[str, ...] = ()
    if language not in (None, ENGLISH):
        finding = f"the text does not seem to be English, but {language!r}"
        if options.only_english:
            raise LanguageError(f"{finding}: it is refused, since only English is asked for (only_english)")
        warnings = (f"{finding}: labels put on it mean nothing",)
    return Article(
        text,
        tuple(units),
        language or page.language,
        warnings,
        page.title,
        page.author,
        page.date,
        is_extracted=bool(page.blocks),
    )


def _block_spans(blocks: Iterable[Block]) -> Iterator[_MarkedSpan]:
    """Yield the paragraphs of the blocks as they stand in the joined text."""
    start = 0
    for block in blocks:
        for span in paragraph_spans(block.text):
            yield Span(start + span.start, start + span.end), block.kind
        start += len(block.text) + len(_BLOCK_GAP)


def _units(text: str, spans: list[_MarkedSpan]) -> list[Unit]:
    sentences = [
        [Span(span.start + one.start, span.start + one.end) for one in sentence_spans(_cut(text, span))]
        for span, _ in spans
    ]
    paragraphs = [
        Paragraph(_cut(text, span), tuple(_cut(text, one) for one in parts), kind)
        for (span, kind), parts in zip(spans, sentences, strict=True)
    ]
    pieces = [
        (kind, piece)
        for kind, (span, _), parts in zip(paragraph_kinds(paragraphs), spans, sentences, strict=True)
        for piece in (parts if kind is Kind.SENTENCE else [span])
    ]
    # Quotations run across paragraphs, as in the training data; headings and boilerplate take no part.
    states = iter(running_quotations(_cut(text, piece) for kind, piece in pieces if kind is Kind.SENTENCE))
    return [
        _unit(_cut(text, piece), piece, kind, in_quotation=kind is Kind.SENTENCE and next(states))
        for kind, piece in pieces
    ]


def _cut(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _unit(text: str, span: Span, kind: Kind, *, in_quotation: bool) -> Unit:
    is_clause = kind is Kind.SENTENCE or (kind is Kind.HEADING and is_full_clause(text))
    return Unit(text, span.start, span.end, kind, is_clause, in_quotation)
