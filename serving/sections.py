"""Finds where an article is left: under the headings of teasers of other articles, of comments, notes and contacts."""

from collections.abc import Sequence

from serving.furniture import starts_end_matter, starts_teasers
from serving.kinds import Paragraph

_LONG_PARAGRAPH_WORDS = 40
_MIN_TEXT_BEFORE_END = 2


def is_outside_article(paragraphs: Sequence[Paragraph]) -> list[bool]:
    """Tell for each paragraph whether it stands under such a heading; text of some length ends teasers."""
    flags: list[bool] = []
    is_in_teasers = False
    for place, paragraph in enumerate(paragraphs):
        if starts_teasers(paragraph.text):
            is_in_teasers = True
        elif is_in_teasers and _resumes(paragraphs, place):
            is_in_teasers = False
            _take_back(flags, paragraphs)
        flags.append(is_in_teasers)
    end = _end_matter(paragraphs)
    return [flag or place >= end for place, flag in enumerate(flags)]


def _resumes(paragraphs: Sequence[Paragraph], place: int) -> bool:
    """Tell whether the article goes on: a long paragraph, two whole ones in a row, or one after a sentence."""
    paragraph = paragraphs[place]
    if not paragraph.is_whole_text:
        return False
    if paragraph.words >= _LONG_PARAGRAPH_WORDS or len(paragraph.sentences) > 2:
        return True
    follows_sentence = place > 0 and paragraphs[place - 1].is_closed and not paragraphs[place - 1].is_cut_off
    return follows_sentence or (place + 1 < len(paragraphs) and paragraphs[place + 1].is_whole_text)


def _take_back(flags: list[bool], paragraphs: Sequence[Paragraph]) -> None:
    """Give back to the article the short sentences right before the text that ends the teasers."""
    for place in reversed(range(len(flags))):
        if not flags[place] or not paragraphs[place].is_closed or paragraphs[place].is_cut_off:
            return
        flags[place] = False


def _end_matter(paragraphs: Sequence[Paragraph]) -> int:
    """Return where comments or notes begin: under a heading of theirs, with no less text before it than after it."""
    total = sum(paragraph.is_whole_text for paragraph in paragraphs)
    before = 0
    for place, paragraph in enumerate(paragraphs):
        if before >= _MIN_TEXT_BEFORE_END and 2 * before >= total and starts_end_matter(paragraph.text):
            return place
        before += paragraph.is_whole_text
    return len(paragraphs)
