"""Finds the article in a web page or a piece of CMS HTML: its text in blocks, its title, author and date.

trafilatura finds the main content; a fragment without a page around it is taken whole. This module knows nothing of
sentences: it says only what the markup says.
"""

import re
from collections import Counter
from collections.abc import Iterator
from configparser import ConfigParser
from dataclasses import dataclass
from typing import Any

from lxml import etree, html

from serving.errors import InputError
from serving.kinds import Kind
from serving.paragraphs import paragraph_spans
from serving.words import word_set

_PAGE = re.compile(r"<(?:!doctype|html|head|body|frameset|rdf)\b", re.IGNORECASE)
# HTML's names and those of trafilatura's tree.
_HEADINGS = frozenset(("head", "h1", "h2", "h3", "h4", "h5", "h6"))
_ITEMS = frozenset(("item", "li", "dd", "dt"))
_ROWS = frozenset(("row", "tr"))
_CELLS = frozenset(("cell", "td", "th"))
_LINE_BREAKS = frozenset(("lb", "br"))
_APART = frozenset(("figcaption", "nav", "footer", "aside", "button", "form", "menu"))
_UNREAD = word_set(
    """
    script style noscript template iframe svg object select option textarea graphic img audio video canvas title
    meta link
    """
)
_OTHER_BLOCKS = word_set(
    """
    p div section article main header blockquote quote pre figure address table tbody thead tfoot list ul ol dl hr
    details summary center body
    """
)
_BLOCKS = _HEADINGS | _ITEMS | _ROWS | _APART | _OTHER_BLOCKS
# A headline stands among the first blocks; later its words are quoted.
_HEADLINE_BLOCKS = 5
# Characters that no markup may hold and that lxml refuses.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_SPACE_AROUND_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_SENTENCE_END = re.compile(r"[.?!…][”’\"')]*\Z")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a page; `kind` is what its markup says it is, None where that says nothing."""

    text: str
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of the article in reading order, and what the page says of it; `date` is YYYY-MM-DD."""

    blocks: tuple[Block, ...]
    title: str | None = None
    author: str | None = None
    date: str | None = None
    language: str | None = None


def read_page(markup: str | bytes) -> Page:
    """Return the article of an HTML page or fragment; bytes are decoded as the page declares, else by their look.

    Raises InputError for what holds no text or cannot be parsed.
    """
    tree = _parsed(markup)
    page = _extracted(tree) if _is_whole_page(markup) else Page(tuple(_blocks(tree)))
    if not page.blocks:
        raise InputError("the HTML holds no text outside its markup, or its tags are nested over 250 levels deep")
    return page


def _parsed(markup: str | bytes) -> Any:
    from trafilatura.utils import load_html

    if isinstance(markup, str):
        markup = _NOT_IN_XML.sub("", markup)
    tree = load_html(markup) if _is_whole_page(markup) else None
    if tree is None:
        text = _NOT_IN_XML.sub("", markup.decode("utf-8", "replace") if isinstance(markup, bytes) else markup)
        tree = html.fragment_fromstring(text, create_parent="div") if text.strip() else None
    if tree is None:
        raise InputError("the HTML cannot be parsed: is it a web page?")
    return tree


def _is_whole_page(markup: str | bytes) -> bool:
    start = markup[:2000] if isinstance(markup, str) else markup[:2000].decode("latin-1")
    return _PAGE.search(start) is not None


def _extracted(tree: Any) -> Page:
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    document = bare_extraction(
        _with_paragraphs_in_preformatted_text(tree),
        include_comments=False,
        with_metadata=True,
        include_formatting=False,
        config=_settings(),
    )
    if not isinstance(document, Document):  # None; a dictionary only where asked for
        return Page(tuple(_blocks(tree)))
    blocks = tuple(_blocks(document.body))
    return Page(
        (*_missing_headline(tree, document.title, blocks), *blocks),
        title=document.title or None,
        author=document.author or None,
        date=document.date or None,
        language=_declared_language(tree),
    )


def _missing_headline(tree: Any, title: str | None, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the page's headline where it stands outside the main content."""
    if not title or any(title in block.text for block in blocks[:_HEADLINE_BLOCKS]):
        return ()
    shown = (_SPACE.sub(" ", text).strip() for text in tree.itertext())
    return (Block(title, Kind.HEADING),) if title in shown else ()


def _with_paragraphs_in_preformatted_text(tree: Any) -> Any:
    """Make paragraphs of the text between `<pre>` and `</pre>`, whose line ends the extraction does not keep."""
    for element in list(tree.iter("pre")):
        text = "".join(element.itertext())
        tail = element.tail
        element.clear()
        element.tag, element.tail = "div", tail
        for span in paragraph_spans(text):
            paragraph = etree.SubElement(element, "p")
            paragraph.text = " ".join(text[span.start : span.end].split())
    return tree


def _settings() -> ConfigParser:
    from trafilatura.settings import use_config

    settings = use_config()
    # trafilatura's way out for short articles glues the whole page into one paragraph.
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")
    return settings


def _declared_language(tree: Any) -> str | None:
    declared = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    return declared.partition("-")[0].casefold() if declared else None


def _blocks(root: Any) -> Iterator[Block]:
    """Yield the text of a tree block by block, what scripts and forms hold left out."""
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    text: list[str] = []
    within: Counter[str] = Counter()
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = str(element.tag).casefold()
        if tag in _BLOCKS:
            yield from _flushed(text, within)
        if event == "start":
            within[tag] += 1
            if tag in _UNREAD:
                walker.skip_subtree()
            else:
                text.append(_read(element.text, within))
            continue
        within[tag] -= 1
        if tag in _LINE_BREAKS:
            text.append("\n")
        elif tag in _CELLS:
            text.append("\t")
        text.append(_read(element.tail, within) if element is not root else "")
    yield from _flushed(text, within)


def _read(text: str | None, within: Counter[str]) -> str:
    if not text or within["pre"]:
        return text or ""
    return _SPACE.sub(" ", text)


def _flushed(text: list[str], within: Counter[str]) -> Iterator[Block]:
    """Yield what has been read of a block, if anything, and empty the list."""
    read = _SPACE_AROUND_BREAK.sub("\n", "".join(text)).strip()
    text.clear()
    if read:
        yield Block(read, _marked_kind(read, within))


def _marked_kind(text: str, within: Counter[str]) -> Kind | None:
    def is_within(tags: frozenset[str]) -> bool:
        return any(within[tag] for tag in tags)

    if is_within(_APART) or (is_within(_ROWS) and _SENTENCE_END.search(text) is None):
        return Kind.BOILERPLATE
    if is_within(_HEADINGS):
        return Kind.HEADING
    return Kind.SENTENCE if is_within(_ITEMS) and " " in text else None
