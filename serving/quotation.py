"""Whether a sentence begins inside a running quotation.

Nothing in "This is treason." shows whose words they are; the quotation marks before it do. This module reads marks
only: it knows nothing of articles, labels or models, and both training and serving take the state from here.
"""

import re
from collections.abc import Iterable

# A quotation that is never closed (a typing slip, a lost mark) must not swallow the rest of the article.
MAX_RUNNING_SENTENCES = 8

_OPENING_MARKS = '“«„"'
_MARK = re.compile('[“«„”»"]')
_BEFORE_AN_OPENING_MARK = " \t\n\r\u00a0([{—–-/"


def running_quotations(sentences: Iterable[str]) -> list[bool]:
    """Tell for each sentence, in reading order, whether it begins inside a quotation opened before it.

    A sentence that itself starts with an opening mark begins a quotation of its own, so it is not inside one; this is
    also how newspapers mark each paragraph of a long quotation. Single quotation marks are not read, because they
    cannot be told from apostrophes.
    """
    states = []
    is_open = False
    run_length = 0
    for sentence in sentences:
        starts_with_mark = sentence.lstrip()[:1] in _OPENING_MARKS if sentence.strip() else False
        states.append(is_open and not starts_with_mark)
        is_open = _is_open_after(sentence, is_open=is_open and not starts_with_mark)
        run_length = run_length + 1 if is_open else 0
        if run_length > MAX_RUNNING_SENTENCES:
            is_open, run_length = False, 0
    return states


def _is_open_after(sentence: str, *, is_open: bool) -> bool:
    for mark in _MARK.finditer(sentence):
        if mark.group() == '"':
            is_open = _straight_mark_opens(sentence, mark.start(), is_open=is_open)
        else:
            is_open = mark.group() in "“«„"
    return is_open


def _straight_mark_opens(sentence: str, position: int, *, is_open: bool) -> bool:
    before = sentence[position - 1] if position else " "
    after = sentence[position + 1 : position + 2] or " "
    if before in _BEFORE_AN_OPENING_MARK:
        return not is_open if after.isspace() else True
    return False
