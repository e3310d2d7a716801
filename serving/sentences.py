"""Where the sentences of one paragraph begin and end, in newspaper English.

sentencex proposes the ends; it is asked with quotation marks and brackets blanked out, because inside them it does not
split at all and takes time quadratic in their number. What it gets wrong in newspaper copy is put right here, mark by
mark; `training/splitters.py` measures what that gives. This module knows nothing of paragraphs or pages.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

import sentencex

from serving.abbreviations import (
    BEFORE_THE_PRONOUN,
    LAST_BEFORE_OPENER,
    LAST_BEFORE_TEXT,
    NAMED_BY_A_LETTER,
    NEVER_LAST,
    NOT_LAST_BEFORE_FIGURE,
    OPENERS,
    WORDS,
)

# How far around a mark is looked: enough for a token, a speaker or an aside, and what keeps the time linear.
_MAX_LOOK = 60
_MAX_ASIDE = 240
_ELLIPSIS_DOTS = 3

# Not the regional letters of flags, nor the heart that stands for a verb.
_EMOJI = "\u2600-\u2763\u2765-\u27bf\U0001f000-\U0001f1e5\U0001f200-\U0001faff"
_ZERO_WIDTH = "\u200b\u2060\ufeff"
_FILLER = f"{_ZERO_WIDTH}\u00ad"
# UTF-8 quotation marks read as Windows-1252, where the third byte of the closing mark is no character and often lost.
_CLOSING_MOJIBAKE = "â€[\u009d\u0099™]?(?![œ˜])"
_OPENING_MOJIBAKE = "â€[\u009c\u0098œ˜]"
_CLOSING = (
    rf"""(?:[ \u00a0\u202f]?»|['"”’)\]}}*†‡¹²³⁰-⁹\ufe0f{_FILLER}]|\[[\w ]{{1,20}}\]|Â(?=\s)|{_CLOSING_MOJIBAKE})*+"""
)
_EMOJI_RUN = rf"[ \u00a0]?[{_EMOJI}][\ufe0f\u200d{_EMOJI}]*+"
# One set of first characters lets the search skip what lies between; the look behind keeps it at the start of a run.
_END = re.compile(
    rf"[.?!…â{_EMOJI}](?:(?<!â)|€¦)(?<![.?!…]{{2}})(?:[.?!…\ufe0f\u200d{_EMOJI}]|â€¦)*+(?:[ \u00a0]\.(?![\w.]))*+"
    rf"{_CLOSING}(?:{_EMOJI_RUN}{_CLOSING})*+"
)
_BLANK = re.compile(r"\s*+")
# Zero-width characters do not part words, but belong to the sentence they stand in.
_SPACE = re.compile(rf"[\s{_FILLER}]*+")
_OPENING = re.compile(rf"(?:[“‘«„\"'(\[{{¿¡]|{_OPENING_MOJIBAKE})*+")
_WORD = re.compile(r"[^\W_]++(?:[’'&-][^\W_]++)*+")
_WORD_LIMITS = " \u00a0\u2009\u202f\n\t([{“‘\"'—–/,;"
_BLANKED = str.maketrans(dict.fromkeys('“”‘«»„"()[]{}\n\r\u2028\u2029\u00a0\u2009\u202f', " ") | {"'": "’"})
_MOJIBAKE = re.compile(f"{_OPENING_MOJIBAKE}|{_CLOSING_MOJIBAKE}")

_APOSTROPHE = re.compile("['’]")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}")
_TIME = re.compile(r"[\d.:]*[ap]\.m", re.IGNORECASE)
_AFTER_A_TIME = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\.|January|February|March|April|"
    r"May \d|June|July|August|September|October|November|December|(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.|Eastern|"
    r"Pacific|Central|Mountain|BST|UTC|GMT|[A-Z]{1,3}T)\b|[\d(]"
)
_LIST_MARK = re.compile(r"[(\[]?(?:\d{1,3}|[ivxIVX]{1,4}|[A-Za-z])[.)]\Z")
_CAMEL_CASE = re.compile(r"[a-z]{1,5}[A-Z]")
_EXCLAIMING_NAME = re.compile(r"\b(?:Yahoo|Jeopardy|Oklahoma|Yum|Westward Ho|Mamma Mia)!\Z")
# Where a sentence begins in lower case the next one may; "btw." and "e.g." do not end it.
_LOWER_CASE_STYLE = re.compile(r"[^\W\d_]{4}[.?!]+[”\"]?\Z|[?!][”\"]?\Z")
_ASKED_OR_CRIED = re.compile(r"[?!…]\W*\Z")
_CLOSING_QUOTATION_MARKS = "\"”’'»\u009d"
_REPORTED = re.compile(
    r"(?:I|(?:(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|Gov|Sen|Rep|Prof|Judge|Justice|Councillor)\.?\s+)?"
    r"(?:[A-Z][\w’'-]*\.?\s+){0,2}[A-Z][\w’'-]+)\s+(?:said|says|asked|asks|shouted|cried|yelled|replied|wondered|wrote|added|"
    r"exclaimed|screamed|demanded|chanted|roared|joked|quipped|whispered|muttered|called|tweeted|posted|inquired|recalled|"
    r"wanted to know)\b"
)
# After a full stop the speaker belongs to the quotation only if nothing else is said: "“It is over.” Mr. Orr said."
_WITHOUT_CONTENT = re.compile(
    r"\s*(?:[.,;:]|(?:on|in|at|from|after|before|during|through|when|while|as|of|with|to)\b|\Z)"
)
_INTRODUCED_TIME = re.compile(
    r"(?:(?:Just |Shortly )?(?:Before|After|before|after)|By|At|Around|About|Until|Since|From)\s+[\d:.]+\s?[ap]\.m\Z"
)
_GOES_ON_WITH_DASH = re.compile(r"(?:[ap]\.m|[A-Z]\.[A-Z]|\b[A-Z][a-z]{0,4}|\d)\.\Z")
# "? 20,000", "cost of?20m": a sign that was lost on the way.
_LOST_CURRENCY_SIGN = re.compile(r"(?:\s|\b(?:of|to|by|than|about|worth|over|under|at))\?\Z")
# A word and then one in lower case: the subject of a sentence, not a chairman and a name.
_NO_NAME = re.compile(r"[A-Z][\w’'-]*,?\s+(?!of\b|and\b|de\b|van\b|von\b)[a-z]")
_UNIT = re.compile(r"\d\s?[a-z]{1,2}\Z")
# ", N.Y." after the name of a town.
_PLACE = re.compile(r", (?:[A-Z]\.)+[A-Z]\Z")
_ORDINAL_SERIES = re.compile(r"\d(?:d|st|nd|rd|th)\b \d")
_DATELINE = re.compile(r"[A-Z]{4,}\Z")
_GLUED = re.compile(r"[“‘\"'(\[]*[A-Z](?:[a-z’']|\s)")
_BEFORE_GLUED = re.compile(r"(?:[^\W\d_A-Z]{2}|\d{2}|[%)\]”’\"])\Z")
_ADDRESS = re.compile(r"[@/\\_]|www\.|[^\W\d_]\.[^\W\d_]")
_LATTER_HALF_OF_A_NAME = re.compile(r"(?:Com|Net|Org|Js|Fm|Io|Ai|Tv|Uk|Gov|Edu|Co)\b")


@dataclass(frozen=True, slots=True)
class Span:
    """The stretch `[start, end)` of a text, in characters."""

    start: int
    end: int


def sentence_spans(paragraph: str) -> Iterator[Span]:
    """Yield the sentences of one paragraph in order; nothing lies between them but white space.

    Line breaks in the paragraph are read as spaces. Takes time linear in the length.
    """
    proposed = _proposed_ends(paragraph)
    start = len(paragraph) - len(paragraph.lstrip())
    for mark in _END.finditer(paragraph):
        following = _SPACE.match(paragraph, mark.end()).end()  # type: ignore[union-attr]  # matches the empty string
        if following >= len(paragraph):
            break
        if _ends_sentence(paragraph, start, mark, following, proposed):
            yield Span(start, mark.end())
            start = _BLANK.match(paragraph, mark.end()).end()  # type: ignore[union-attr]  # matches the empty string
    end = len(paragraph.rstrip())
    if start < end:
        yield Span(start, end)


def _proposed_ends(paragraph: str) -> list[int]:
    blanked = _MOJIBAKE.sub(lambda found: " " * len(found.group()), paragraph).translate(_BLANKED)
    return [boundary["end_index"] for boundary in sentencex.get_sentence_boundaries("en", blanked)]


def _ends_sentence(text: str, start: int, mark: re.Match[str], following: int, proposed: list[int]) -> bool:
    opening = _OPENING.match(text, following).end()  # type: ignore[union-attr]  # matches the empty string
    begin = max(start, mark.start() - _MAX_LOOK)
    head = text[begin : mark.end()]
    stop = mark.start() - begin
    if not head[:stop].strip():  # a sign that opens the sentence
        return False
    if following == mark.end() and mark.group()[-1] not in _ZERO_WIDTH:
        return not mark.group().startswith(("..", "…")) and _begins_glued(
            head[:stop], text[following : following + _MAX_LOOK]
        )
    nxt = text[opening : opening + _MAX_LOOK]
    if not nxt or nxt[0] in ".…":  # nothing but marks follows
        return False
    if opening == following and _goes_on(head, nxt) and not (text[start].islower() and _LOWER_CASE_STYLE.search(head)):
        return False
    if _LIST_MARK.fullmatch(head[: stop + 1]) or _is_inside_an_aside(text, start, mark.end()):
        return False
    marks = mark.group()
    if "?" in marks or "!" in marks:
        return _EXCLAIMING_NAME.search(head) is None
    if marks.startswith(("…", "..", ". .", "â€¦")):
        return nxt[:2] not in ("I ", "I’", "I'") or opening > following or marks.count(".") > _ELLIPSIS_DOTS
    if not marks.startswith("."):  # an emoji
        return nxt[:1].isupper()
    if ")" in marks and _opens_bracket_within(text, start, mark.start()):
        return _opens_sentence(nxt)
    is_proposed = bisect_left(proposed, mark.start() + 1) < bisect_left(proposed, opening + 1)
    return _full_stop_ends_sentence(
        head[:stop], nxt, is_proposed=is_proposed, is_closed=head[-1] in _CLOSING_QUOTATION_MARKS
    )


def _goes_on(head: str, nxt: str) -> bool:
    """Tell whether what follows the mark can only belong to the sentence before it."""
    if nxt[0] in "—–-/" and _GOES_ON_WITH_DASH.search(head):
        return True
    if (nxt[0].islower() and _CAMEL_CASE.match(nxt) is None) or (nxt[0].isdigit() and _LOST_CURRENCY_SIGN.search(head)):
        return True
    if head[-1] not in _CLOSING_QUOTATION_MARKS:
        return False
    speaker = _REPORTED.match(nxt)
    if speaker is None:
        return False
    return _ASKED_OR_CRIED.search(head) is not None or _WITHOUT_CONTENT.match(nxt, speaker.end()) is not None


def _full_stop_ends_sentence(head: str, nxt: str, *, is_proposed: bool, is_closed: bool) -> bool:
    token = head[max(map(head.rfind, _WORD_LIMITS)) + 1 :]
    title = token.rpartition("-")[2]  # of "Lt.-Gen."
    before_figure = nxt[0].isdigit()
    if title in NEVER_LAST or (before_figure and (token in NOT_LAST_BEFORE_FIGURE or _ORDINAL_SERIES.match(nxt))):
        return False
    if _TIME.fullmatch(token):
        return _AFTER_A_TIME.match(nxt) is None and (_INTRODUCED_TIME.match(head) is None or _opens_sentence(nxt))
    if len(title) == 1 and title.isupper():
        return _DOTTED.match(nxt) is None and (_opens_sentence(nxt) or _names_a_thing(head))
    if token in LAST_BEFORE_TEXT or _PLACE.search(head):
        return _opens_sentence(nxt) or _NO_NAME.match(nxt) is not None
    if title in LAST_BEFORE_OPENER or _DOTTED.fullmatch(token):
        return _opens_sentence(nxt) or is_closed
    if _DATELINE.match(head):
        return False
    if is_proposed or before_figure:
        return is_proposed
    return _is_a_word(token) or _opens_sentence(nxt) or _UNIT.search(head) is not None


def _is_a_word(token: str) -> bool:
    """Tell whether the token is no abbreviation, whatever sentencex takes it for."""
    return token in WORDS or not token.isalpha() or (token.islower() and len(token) > 2)


def _opens_sentence(nxt: str) -> bool:
    word = _WORD.match(nxt)
    if word is None or (len(word.group()) == 1 and nxt[1:2] == "."):  # an initial
        return False
    return _APOSTROPHE.split(word.group(), maxsplit=1)[0] in OPENERS or (
        word.group().endswith("ly") and nxt[word.end() : word.end() + 1] == ","
    )


def _names_a_thing(head: str) -> bool:
    words = head.split()
    before = words[-2].casefold() if len(words) > 1 else ""
    return before in NAMED_BY_A_LETTER or before.isdigit() or (words[-1] == "I" and before in BEFORE_THE_PRONOUN)


def _opens_bracket_within(text: str, start: int, end: int) -> bool:
    return text.rfind("(", max(start + 1, end - _MAX_ASIDE), end) > start


def _is_inside_an_aside(text: str, start: int, end: int) -> bool:
    """Tell whether a bracket that opened within the sentence closes only after `end`."""
    window = max(start, end - _MAX_ASIDE)
    opened = text.rfind("(", window, end)
    if opened <= start or text.rfind(")", opened, end) != -1:
        return False
    closed = text.find(")", end, end + _MAX_ASIDE)
    return closed != -1 and text.find("(", end, closed) == -1


def _begins_glued(before: str, after: str) -> bool:
    """Tell whether a sentence begins right after the mark between the two, its space missing."""
    if _BEFORE_GLUED.search(before) is None or _GLUED.match(after) is None or _LATTER_HALF_OF_A_NAME.match(after):
        return False
    last, first = before.rsplit(maxsplit=1)[-1], after.split(maxsplit=1)[0].rstrip(".,;:!?”\"')")
    return _ADDRESS.search(last) is None and _ADDRESS.search(first) is None
