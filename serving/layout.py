"""Tells what each paragraph of a page is: text of the article, a heading, or boilerplate.

Single paragraphs are judged by `serving/furniture.py`; here counts what stands around them: an article begins at its
headline, ends where its text ends, and repeats nothing. It knows nothing of labels or models.
"""

import re
from collections import Counter
from collections.abc import Sequence

from serving.clauses import is_full_clause
from serving.furniture import is_byline_or_date, is_credit, is_foot_note, is_furniture
from serving.kinds import SOLID_WORDS, Kind, Paragraph
from serving.paragraphs import LIST_ITEM
from serving.sections import is_outside_article

# From here on a line without a closing mark is a sentence that lost it, if it is a full clause.
_LONG_LINE_WORDS = 13
_MAX_HEADING_WORDS = 25
_MIN_HEADLINE_WORDS = 4
_MIN_STANDFIRST_WORDS = 8
_MIN_QUOTED_WORDS = 4
_MAX_QUOTED_SENTENCES = 3
_MAX_QUOTED_HEADING_WORDS = 8
_MAX_LABEL_WORDS = 6
_MAX_QUESTION_WORDS = 8
_MIN_CAPTION_WORDS = 5
_MAX_CAPTION_WORDS = 30
_MAX_CREDIT_WORDS = 6
_PULLED_FROM_WITHIN = 3
_HEADLINE_WITHIN = 8
_ENDS_OF_PAGE = 30
_MAX_TITLE_CHARACTERS = 400
_MAX_SPOKEN_WORDS = 3
_MIN_TEXT_WORDS = 6

_WH_QUESTION = re.compile(r"(?:What|Why|How|Where|When|Who)\b[^.?!:“\"]*\?")
_SPOKEN = re.compile(r"[“”\":]")
_ENDS_IN_QUESTION = re.compile(r"[?!][”’\"']*\Z")


def paragraph_kinds(paragraphs: Sequence[Paragraph]) -> list[Kind]:
    """Return the kind of each paragraph, in order; takes time linear in their number and length."""
    page = _Page(paragraphs)
    kinds = [page.kind_alone(place) for place in range(len(paragraphs))]
    _judge_foot_notes(page, kinds)
    solid = [place for place, kind in enumerate(kinds) if kind is Kind.SENTENCE and page.paragraphs[place].is_solid]
    if solid:
        _judge_head(page, kinds, solid[0])
        _judge_between(page, kinds, solid[0], solid[-1])
        _judge_tail(page, kinds, solid[-1])
    return kinds


class _Page:
    """What is known of the paragraphs before their neighbours are looked at."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.paragraphs = paragraphs
        self._folded = [_folded(paragraph.text) for paragraph in paragraphs]
        self._copies = Counter(self._folded)
        ends = self._folded[:_ENDS_OF_PAGE] + self._folded[-_ENDS_OF_PAGE:]
        self._ends = [line for line in ends if len(line) <= _MAX_TITLE_CHARACTERS]
        self._first_place = {text: place for place, text in reversed(list(enumerate(self._folded)))}
        self._longest_holder = _longest_holders(paragraphs)
        self._is_outside = is_outside_article(paragraphs)

    def kind_alone(self, place: int) -> Kind:
        """Return what the paragraph is by its own words, its copies and the section it stands in."""
        paragraph = self.paragraphs[place]
        if self._is_outside[place] or is_furniture(paragraph.text):
            return Kind.BOILERPLATE
        if self._is_copy(place) or self._is_pulled_quote(place) or self._is_glued_to_headline(place):
            return Kind.BOILERPLATE
        if paragraph.kind is not None:
            return paragraph.kind
        if self._is_numbered_question(place) or self._announces(place):
            return Kind.HEADING
        if paragraph.is_closed or self._is_in_list(place):
            return Kind.BOILERPLATE if self._is_cut_off_teaser(place) else Kind.SENTENCE
        is_statement = paragraph.words >= _LONG_LINE_WORDS and is_full_clause(paragraph.text)
        return Kind.SENTENCE if is_statement or paragraph.words > _MAX_HEADING_WORDS else Kind.HEADING

    def _is_numbered_question(self, place: int) -> bool:
        paragraph = self.paragraphs[place]
        is_alone = len(paragraph.sentences) == 1 and not self._is_in_list(place)
        return is_alone and paragraph.text.endswith("?") and _list_mark(paragraph.text) == "1"

    def _announces(self, place: int) -> bool:
        """Tell whether the paragraph only says what comes: "Key points:", "How did it come to this?" over more text."""
        paragraph = self.paragraphs[place]
        if paragraph.text.endswith(":"):
            return paragraph.words <= _MAX_LABEL_WORDS and not is_full_clause(paragraph.text)
        is_short = paragraph.words <= _MAX_QUESTION_WORDS and place + 1 < len(self.paragraphs)
        is_question = is_short and _WH_QUESTION.fullmatch(paragraph.text) is not None
        return is_question and self.paragraphs[place + 1].words >= SOLID_WORDS

    def _is_in_list(self, place: int) -> bool:
        """Tell whether the paragraph is an item of a list: a like one stands beside it, or a colon before it."""
        mark = _list_mark(self.paragraphs[place].text)
        if mark is None:
            return False
        beside = self.paragraphs[max(0, place - 1) : place + 2]
        return sum(_list_mark(one.text) == mark for one in beside) > 1 or (place > 0 and beside[0].text.endswith(":"))

    def is_clause(self, place: int) -> bool:
        """Tell whether the paragraph is a full clause."""
        return is_full_clause(self.paragraphs[place].text)

    def is_named_elsewhere(self, place: int) -> bool:
        """Tell whether another line at either end of the page holds this one, as titles, paths and comments do."""
        mine = self._folded[place]
        return any(len(other) > len(mine) and mine in other for other in self._ends)

    def _is_copy(self, place: int) -> bool:
        """Tell whether the paragraph stands on the page more than once; the first copy of text or headline is meant."""
        if self._copies[self._folded[place]] == 1:
            return False
        paragraph = self.paragraphs[place]
        if paragraph.is_closed and (paragraph.words <= _MAX_SPOKEN_WORDS or paragraph.text[-1] in "?”’\"'"):
            return False  # "Yes.", "No comment.", "Would you go back?": people say things twice
        is_long = paragraph.words >= (_MIN_TEXT_WORDS if paragraph.is_closed else _MIN_HEADLINE_WORDS)
        return not (is_long and self._first_place[self._folded[place]] == place)

    def _is_pulled_quote(self, place: int) -> bool:
        """Tell whether the sentences are a display of some of a longer paragraph's."""
        paragraph = self.paragraphs[place]
        count = len(paragraph.sentences)
        if paragraph.words < _MIN_QUOTED_WORDS or count > _MAX_QUOTED_SENTENCES:
            return False
        if not paragraph.is_closed and paragraph.words <= _MAX_QUOTED_HEADING_WORDS:
            return False
        if all(self._longest_holder[_folded(sentence)] > count for sentence in paragraph.sentences):
            return True
        around = range(max(0, place - _PULLED_FROM_WITHIN), place + 1 + _PULLED_FROM_WITHIN)
        return any(self._holds(other, place) for other in around)

    def _holds(self, other: int, place: int) -> bool:
        is_longer = other < len(self.paragraphs) and self.paragraphs[other].words > self.paragraphs[place].words
        return is_longer and self.paragraphs[other].is_closed and self._folded[place] in self._folded[other]

    def _is_glued_to_headline(self, place: int) -> bool:
        """Tell whether navigation runs straight into a copy of a headline below it."""
        if self.paragraphs[place].is_closed:
            return False
        mine = self._folded[place]
        below = self._folded[place + 1 : place + 1 + _HEADLINE_WITHIN]
        return any(mine.endswith(one) and mine != one and len(one.split()) > 2 for one in below)

    def _is_cut_off_teaser(self, place: int) -> bool:
        """Tell whether a sentence that ends in an ellipsis was cut off: it trails off only in the midst of text."""
        paragraph = self.paragraphs[place]
        if not paragraph.is_cut_off or len(paragraph.sentences) > 1:
            return False
        beside = (*self.paragraphs[max(0, place - 1) : place], *self.paragraphs[place + 1 : place + 2])
        return not (any(near.is_whole_text for near in beside) and is_full_clause(paragraph.text))


def _list_mark(text: str) -> str | None:
    """Return the sign of a list item, "1" for any number, or None."""
    item = LIST_ITEM.match(text)
    if item is None:
        return None
    return "1" if any(character.isdigit() for character in item.group()) else item.group()[0]


def _longest_holders(paragraphs: Sequence[Paragraph]) -> dict[str, int]:
    """Return for each sentence, folded, the number of sentences of the longest paragraph that holds it."""
    longest: dict[str, int] = {}
    for paragraph in paragraphs:
        for sentence in map(_folded, paragraph.sentences):
            longest[sentence] = max(longest.get(sentence, 0), len(paragraph.sentences))
    return longest


def _folded(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().strip(" \"“”‘'").split())


def _judge_foot_notes(page: _Page, kinds: list[Kind]) -> None:
    """Make boilerplate of notes on the author or for the reader, where nothing but such follows them."""
    for place in reversed(range(len(kinds))):
        if kinds[place] is Kind.SENTENCE:
            if place == 0 or not is_foot_note(page.paragraphs[place].text):
                return
            kinds[place] = Kind.BOILERPLATE


def _judge_head(page: _Page, kinds: list[Kind], first_solid: int) -> None:
    """Find the headline above the first text; of the other lines there only a standfirst, a long one, is text."""
    headline = _headline(page, kinds, first_solid)
    if headline is None:
        return
    for place in range(first_solid):
        if place == headline:
            kinds[place] = Kind.HEADING
        elif kinds[place] is not Kind.BOILERPLATE and page.paragraphs[place].is_open_line:
            is_standfirst = place > headline and page.paragraphs[place].words >= _MIN_STANDFIRST_WORDS
            kinds[place] = Kind.SENTENCE if is_standfirst else Kind.BOILERPLATE


def _headline(page: _Page, kinds: Sequence[Kind], first_solid: int) -> int | None:
    places = [place for place in range(first_solid) if kinds[place] is not Kind.BOILERPLATE]
    marked = [place for place in places if page.paragraphs[place].kind is Kind.HEADING]
    if marked:
        return marked[0]
    lines = [
        place
        for place in places
        if page.paragraphs[place].is_open_line or _ENDS_IN_QUESTION.search(page.paragraphs[place].text)
    ]
    long_lines = [place for place in lines if page.paragraphs[place].words >= _MIN_HEADLINE_WORDS]
    for is_likely in (page.is_clause, page.is_named_elsewhere):
        likely = [place for place in long_lines if is_likely(place)]
        if likely:
            return likely[0]
    if long_lines:
        # The names of the page and its sections stand first, who wrote it and when stands after the headline.
        byline = _first_byline(page, first_solid)
        above_byline = [place for place in long_lines if place < byline]
        return above_byline[-1] if above_byline else long_lines[0]
    return max(lines, key=lambda place: page.paragraphs[place].words, default=None)


def _first_byline(page: _Page, end: int) -> int:
    return next((place for place in range(end) if is_byline_or_date(page.paragraphs[place].text)), end)


def _judge_between(page: _Page, kinds: list[Kind], first: int, last: int) -> None:
    """Judge the lines between the first and the last text: headings, items of a list, captions, or boilerplate."""
    place = first + 1
    while place < last:
        end = place
        while end < last and kinds[end] is not Kind.SENTENCE:
            end += 1
        _judge_run(page, kinds, place, end)
        place = end + 1


def _judge_run(page: _Page, kinds: list[Kind], start: int, end: int) -> None:
    """Judge the paragraphs `[start, end)`, none of them text, between two that are."""
    if end > start and _is_caption_before_credit(page, start - 1):
        kinds[start - 1] = Kind.BOILERPLATE
    lines = [
        place for place in range(start, end) if kinds[place] is Kind.HEADING and page.paragraphs[place].kind is None
    ]
    is_list = page.paragraphs[start - 1].text.endswith(":") and lines[:1] == [start]
    for place in lines:
        if is_list:
            kinds[place] = Kind.SENTENCE
        elif place != lines[-1] or (place + 1 < end and is_credit(page.paragraphs[place + 1].text)):
            kinds[place] = Kind.BOILERPLATE


def _is_caption_before_credit(page: _Page, place: int) -> bool:
    caption, credit = page.paragraphs[place], page.paragraphs[place + 1]
    is_line = len(caption.sentences) == 1 and _MIN_CAPTION_WORDS <= caption.words <= _MAX_CAPTION_WORDS
    if not is_line or credit.words > _MAX_CREDIT_WORDS or credit.text.casefold().startswith("source"):
        return False
    return is_credit(credit.text) and _SPOKEN.search(caption.text) is None


def _judge_tail(page: _Page, kinds: list[Kind], last_solid: int) -> None:
    """Make boilerplate of the lines after the last text."""
    for place in range(last_solid + 1, len(kinds)):
        if kinds[place] is Kind.HEADING and page.paragraphs[place].kind is None:
            kinds[place] = Kind.BOILERPLATE
