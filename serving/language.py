"""Tells the language of an article, so that text in another language than English is not labelled without a word.

py3langid decides, where the commonest words of English do not decide before it. This module knows nothing of articles.
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from serving.words import word_set

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"

# An article's language shows long before that.
_MAX_CHARACTERS = 4000
_MAX_SENTENCES = 200
# Below this, names and figures aside, there is nothing to judge by.
_MIN_LETTERS = 20
# Foreign passages of our test set stay under 0.0002, all English sentences of `data/` above 0.08.
_MIN_ENGLISH = 0.001

_COMMONEST = word_set(
    """
    the of and to that is was with for it on as by from are were has have said be not this which would their
    """
)
_MIN_COMMONEST_WORDS = 8
_MIN_COMMONEST_SHARE = 0.2
_WORD = re.compile(r"[^\W\d_]+")
# No quotation mark inside a quotation, so that unbalanced ones cost linear time.
_QUOTATION = re.compile(r'"[^"\n]*"|“[^“”\n]*”|„[^„“”\n]*[“”]|«[^«»\n]*»')


def detect_language(sentences: Iterable[str]) -> str | None:
    """Return the ISO 639-1 code of the language of the first few thousand characters, None if there is too little text.

    English is given the benefit of the doubt: names, quotations and figures are set aside, and another language is
    named only if the rest is hardly English at all.
    """
    text = _QUOTATION.sub(" ", " ".join(islice(sentences, _MAX_SENTENCES))[:_MAX_CHARACTERS])
    if _is_plainly_english(text):
        return ENGLISH
    words = _telling_words(text)
    if sum(map(str.isalpha, words)) < _MIN_LETTERS:
        return None
    ranking = _identifier().rank(words)
    return ENGLISH if dict(ranking)[ENGLISH] >= _MIN_ENGLISH else str(ranking[0][0])


def _is_plainly_english(text: str) -> bool:
    """Tell whether so many words are English ones that loading the identifier (half a second) can be spared."""
    words = _WORD.findall(text.casefold())
    common = sum(word in _COMMONEST for word in words)
    return common >= max(_MIN_COMMONEST_WORDS, _MIN_COMMONEST_SHARE * len(words))


def _telling_words(text: str) -> str:
    """Leave out figures and capitalised words: names are foreign in the most English of reports."""
    if sum(map(str.isupper, text)) > sum(map(str.islower, text)):
        text = text.lower()
    initials = ((word, next(filter(str.isalpha, word), "")) for word in text.split())
    return " ".join(word for word, initial in initials if initial and not initial.isupper())


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
