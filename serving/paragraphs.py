"""Finds the paragraphs of plain text: one a line, parted by blank lines, or wrapped at a fixed width.

It looks at line ends only; what a paragraph is (text, heading, furniture) others decide.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from serving.sentences import Span

# Text is wrapped at widths of newspaper columns to those of e-mail; longer lines are paragraphs.
_MIN_WRAPPED_COLUMNS = 28
_MAX_WRAPPED_COLUMNS = 130

# How an item of a list begins: with a bullet, a number or a letter.
LIST_ITEM = re.compile(r"(?:[•·▪■●◦‣✓✔☑➤▶►*–—-]\s|\(?\d{1,3}[.)]\s|[a-z]\)\s)")

_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029\v\f\u0085]")
_ENDS_SENTENCE = re.compile(r"""[.!?…:]['"”’»)\]]*\Z""")
# How much shorter than the widest line a full line may be: a long word or a hyphen that did not fit.
_RAGGED_SHARE = 0.9
_LINE_WITH_MARK = re.compile(r"""[.?!…]['"”’)]*\s*(?:[\n\r]|\Z)""")
# What share of the lines must be full in wrapped text; paragraphs of one line are full by chance.
_FULL_SHARE = 0.7


def paragraph_spans(raw: str) -> list[Span]:
    """Return the paragraphs of `raw` in order, without the white space around them; they hold every other character."""
    blocks = _blocks(raw)
    width = _wrapped_width(raw, blocks)
    return [span for block in blocks for span in _joined(raw, block, width)]


def _blocks(raw: str) -> list[list[Span]]:
    """Return the lines that are not blank, grouped where blank lines part them."""
    return [
        [line for line in group if line is not None]
        for is_blank, group in groupby(_lines(raw), key=lambda line: line is None)
        if not is_blank
    ]


def _lines(raw: str) -> Iterator[Span | None]:
    """Yield each line without the white space around it, None for a blank one."""
    start = 0
    for line_end in _LINE_END.finditer(raw):
        yield _stripped(raw, start, line_end.start())
        start = line_end.end()
    yield _stripped(raw, start, len(raw))


def _stripped(raw: str, start: int, end: int) -> Span | None:
    text = raw[start:end]
    left = len(text) - len(text.lstrip())
    right = len(text.rstrip())
    return Span(start + left, start + right) if left < right else None


def _wrapped_width(raw: str, blocks: Sequence[Sequence[Span]]) -> int | None:
    """Return the width at which the text is wrapped, or None where a line is a paragraph.

    Wrapped lines break in mid-sentence, so that most of the lines after them go on in lower case.
    """
    if _LINE_WITH_MARK.search(raw) is None:  # statements without marks, one a line
        return None
    pairs = [
        (line, following)
        for block in blocks
        for line, following in pairwise(block)
        if _MIN_WRAPPED_COLUMNS <= line.end - line.start <= _MAX_WRAPPED_COLUMNS and not _ends_sentence(raw, line)
    ]
    going_on = [line.end - line.start for line, following in pairs if raw[following.start].islower()]
    if not going_on:
        return None
    width = sorted(going_on)[int(0.9 * (len(going_on) - 1))]
    full = sum(_is_full(raw, line, following, width) for line, following in pairs)
    if full >= _FULL_SHARE * len(pairs) or 2 * len(going_on) >= len(pairs):
        return width
    return None


def _joined(raw: str, block: Sequence[Span], width: int | None) -> list[Span]:
    if width is None:
        return list(block)
    spans = [block[0]]
    for line, following in pairwise(block):
        if _goes_on(raw, line, following, width):
            spans[-1] = Span(spans[-1].start, following.end)
        else:
            spans.append(following)
    return spans


def _goes_on(raw: str, line: Span, following: Span, width: int) -> bool:
    """Tell whether a line break is only one of wrapping: the next word did not fit, or goes on in lower case."""
    if line.end - line.start > _MAX_WRAPPED_COLUMNS:
        return False
    is_full = _is_full(raw, line, following, width)
    if LIST_ITEM.match(raw, following.start, following.end):
        return is_full and not _ends_sentence(raw, line)
    return is_full or (raw[following.start].islower() and line.end - line.start >= _MIN_WRAPPED_COLUMNS)


def _is_full(raw: str, line: Span, following: Span, width: int) -> bool:
    """Tell whether the first word of the following line would not have fitted on the line."""
    first_word = raw[following.start : min(following.end, following.start + width)].split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(first_word) > _RAGGED_SHARE * width


def _ends_sentence(raw: str, line: Span) -> bool:
    return _ENDS_SENTENCE.search(raw, max(line.start, line.end - 4), line.end) is not None
