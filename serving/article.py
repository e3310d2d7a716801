"""Finds the units of an article: plain text in, sentences, headings and boilerplate with exact offsets out.

Every non-space character of the input lies in exactly one unit and `raw[start:end] == text`, so that a tool can paint
the whole page and lose nothing. It knows nothing of labels or models.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from serving.quotation import running_quotations

MAX_HEADING_WORDS = 20


class Kind(StrEnum):
    """What a unit is; only sentences are labelled."""

    SENTENCE = "sentence"
    HEADING = "heading"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of the input with `raw[start:end] == text`; offsets count characters (code points)."""

    text: str
    start: int
    end: int
    kind: Kind
    in_quotation: bool = False


def split_article(raw: str) -> list[Unit]:
    """Split plain text, one paragraph a line, into units in reading order.

    Paragraphs are judged as a whole: repeated ones, teasers cut off with an ellipsis, share prompts and all that
    follows a heading such as "Latest articles" are boilerplate; short ones without a closing mark are headings.
    """
    paragraphs = list(_paragraphs(raw))
    kinds = _paragraph_kinds([paragraph.text for paragraph in paragraphs])
    units: list[Unit] = []
    for paragraph, kind in zip(paragraphs, kinds, strict=True):
        spans = _sentences(paragraph) if kind is Kind.SENTENCE else (paragraph,)
        units.extend(Unit(span.text, span.start, span.end, kind) for span in spans)
    return _with_quotation_state(units)


@dataclass(frozen=True, slots=True)
class _Span:
    text: str
    start: int
    end: int


_PARAGRAPH = re.compile(r"\S(?:[^\n\r]*\S)?")
_ENDS_WITH_CLOSING_MARK = re.compile(r"""[.!?:;…]['"”’»)\]]*$""")
_TRUNCATED = re.compile(r"(?:…|\.\.\.)$")
_BOILERPLATE = re.compile(
    r"(?:published on|posted on|by line|spot_img|share (?:this|on)\b.*|advertisement|read more\b.*|sign up\b.*|"
    r"subscribe\b.*|follow us\b.*|(?:photo|image|credit|source):.*|©.*|all rights reserved.*|\w+_\w+)",
    re.IGNORECASE,
)
_END_OF_ARTICLE = re.compile(
    r"(?:latest (?:articles|news|posts)|more like this|related (?:articles|posts|stories|news)|you may also like|"
    r"recommended for you|most (?:read|popular)|leave a (?:comment|reply))",
    re.IGNORECASE,
)


def _paragraphs(raw: str) -> Iterator[_Span]:
    for match in _PARAGRAPH.finditer(raw):
        yield _Span(match.group(), match.start(), match.end())


def _paragraph_kinds(texts: list[str]) -> list[Kind]:
    repeats = Counter(_folded(text) for text in texts)
    kinds: list[Kind] = []
    is_over = False
    for position, text in enumerate(texts):
        is_over = is_over or _END_OF_ARTICLE.fullmatch(text) is not None
        is_glued = position + 1 < len(texts) and _folded(text) != (nxt := _folded(texts[position + 1]))
        is_glued = is_glued and len(nxt.split()) > 2 and _folded(text).endswith(nxt)
        if is_over or is_glued or repeats[_folded(text)] > 1 or _looks_like_boilerplate(text):
            kinds.append(Kind.BOILERPLATE)
        elif _looks_like_heading(text):
            kinds.append(Kind.HEADING)
        else:
            kinds.append(Kind.SENTENCE)
    return kinds


def _folded(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


def _looks_like_boilerplate(text: str) -> bool:
    return _BOILERPLATE.fullmatch(text) is not None or _TRUNCATED.search(text) is not None


def _looks_like_heading(text: str) -> bool:
    if len(text.split()) > MAX_HEADING_WORDS:
        return False
    return _ENDS_WITH_CLOSING_MARK.search(text) is None or text.endswith("U.S.")


_SPACE = re.compile(r"\s*")
# A break needs a closing mark, then space, then something that can open a sentence.
_BREAK = re.compile(r"""[.!?…]+['"”’»)\]]*(?=\s+['"“‘«(\[]*[A-Z0-9ÀÖØ-Þ“‘"«])""")
_ABBREVIATION = re.compile(
    r"""(?:^|[\s('"“‘\[])(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sr|Jr|St|Gov|Sen|Rep|Gen|Col|Lt|Capt|Cmdr|Sgt|Maj|Adm|Rev|Hon|Pres|"""
    r"""Mt|Ft|No|Nos|vs|v|Inc|Ltd|Co|Corp|Bros|Dept|Univ|approx|cf|e\.g|i\.e|al|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|"""
    r"""Nov|Dec|[A-Z]|(?:[A-Z]\.)+[A-Z])\.$"""
)
# After these an upper-case word usually does open a sentence ("in the U.S. The ban …"), if it is one of the commonest.
_OPENER = re.compile(
    r"""\s+['"“‘(\[]*(?:The|A|An|This|That|These|Those|He|She|It|They|We|I|But|And|In|On|At|For|If|When|While|As|Some|"""
    r"""Many|However|Despite|After|Before|What|Why|How|There|His|Her|Their|Its|Our|No|Not|So|Yet|Still)\b"""
)
_CAN_END_A_SENTENCE = re.compile(r"(?:(?:[A-Z]\.)+[A-Z]|Inc|Ltd|Co|Corp|Jr|Sr|al|a\.m|p\.m)\.$")


def _sentences(paragraph: _Span) -> Iterator[_Span]:
    text = paragraph.text
    start = 0
    for match in _BREAK.finditer(text):
        if not _is_break(text, match):
            continue
        yield _Span(text[start : match.end()], paragraph.start + start, paragraph.start + match.end())
        start = _SPACE.match(text, match.end()).end()  # type: ignore[union-attr]
    yield _Span(text[start:], paragraph.start + start, paragraph.end)


def _with_quotation_state(units: list[Unit]) -> list[Unit]:
    """Carry quotations across paragraphs, as the training data does; headings and boilerplate take no part."""
    states = iter(running_quotations(unit.text for unit in units if unit.kind is Kind.SENTENCE))
    return [replace(unit, in_quotation=next(states)) if unit.kind is Kind.SENTENCE else unit for unit in units]


def _is_break(text: str, match: re.Match[str]) -> bool:
    head = text[max(0, match.start() - 20) : match.start() + 1]
    if not match.group().startswith(".") or _ABBREVIATION.search(head) is None:
        return True
    return _CAN_END_A_SENTENCE.search(head) is not None and _OPENER.match(text, match.end()) is not None
