"""Finds the article in a web page or a piece of CMS HTML: its text in blocks, its title, author and date.

trafilatura finds the main content; a fragment without a page around it is taken whole. This module knows nothing of
sentences: it says only what the markup says.
"""

import codecs
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
_APART = frozenset(("figcaption", "nav", "footer", "aside", "button", "menu"))
_UNREAD = word_set(
    """
    script style noscript template iframe svg object select option textarea graphic img audio video canvas title
    meta link
    """
)
_OTHER_BLOCKS = word_set(
    """
    p form div section article main header blockquote quote pre figure address table tbody thead tfoot list ul ol dl hr
    details summary center body
    """
)
_BLOCKS = _HEADINGS | _ITEMS | _ROWS | _APART | _OTHER_BLOCKS
# A headline stands among the first blocks; later its words are quoted.
_HEADLINE_BLOCKS = 5
# Characters that no markup may hold and that lxml refuses.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_INLINE = ("a", "abbr", "b", "cite", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u")
_MANY_CHILDREN = 500
_START_CHARACTERS = 4000
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
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
    """Return the article of an HTML page or fragment.

    Bytes are read as UTF-16 with a byte-order mark, else as UTF-8 where they are that, else as the page declares, else
    as Windows-1252. Raises InputError for what holds no text, cannot be parsed or is no text file.
    """
    text = _NOT_IN_XML.sub("", _decoded(markup) if isinstance(markup, bytes) else markup)
    is_page = _PAGE.search(text, 0, _START_CHARACTERS) is not None
    tree = _parsed(text, is_page=is_page)
    page = _extracted(tree) if is_page else Page(tuple(_blocks(tree)))
    if not page.blocks:
        raise InputError("the HTML holds no text outside its markup, or its tags are nested over 250 levels deep")
    return page


def _decoded(markup: bytes) -> str:
    if markup.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return markup.decode("utf-16", "replace")
    if b"\x00" in markup:
        raise InputError("the input is not HTML: it holds NUL characters")
    declared = _CHARSET.search(markup, 0, _START_CHARACTERS)
    for encoding in ("utf-8-sig", declared.group(1).decode() if declared else "utf-8"):
        try:
            return markup.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return markup.decode("windows-1252", "replace")


def _parsed(text: str, *, is_page: bool) -> Any:
    from trafilatura.utils import load_html

    tree = load_html(text) if is_page else None
    if tree is None and text.strip():
        tree = html.fragment_fromstring(text, create_parent="div")
    if tree is None:
        raise InputError("the HTML is empty, or cannot be parsed")
    return tree


def _extracted(tree: Any) -> Page:
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    document = bare_extraction(
        _with_plain_long_paragraphs(_with_paragraphs_in_preformatted_text(tree)),
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


def _with_plain_long_paragraphs(tree: Any) -> Any:
    """Take inline markup out of elements with very many children: extraction takes time quadratic in their number."""
    crowded = [element for element in tree.iter(etree.Element) if len(element) > _MANY_CHILDREN]
    if not crowded:
        return tree
    for element in crowded:
        etree.strip_tags(element, *_INLINE)
    # Written and read again, since the pieces of text that stripping leaves side by side are as slow to walk.
    return html.document_fromstring(html.tostring(tree, encoding="unicode"))


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

    if is_within(_APART):
        return Kind.BOILERPLATE
    if is_within(_HEADINGS):
        return Kind.HEADING
    if is_within(_ITEMS):
        return Kind.SENTENCE if " " in text else None
    is_data = is_within(_ROWS) and not within["p"] and _SENTENCE_END.search(text) is None
    return Kind.BOILERPLATE if is_data else None
