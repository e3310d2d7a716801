"""Counterfactuals: a sentence with its countries, party, persons, genders or religion exchanged for others.

Swaps are made by the word lists of `training/swap_words.py` and never ask for a meaning, so some are clumsy or name the
wrong thing. `counterfactuals` gives the fixed set that even-handedness is measured with, `random_counterfactuals` one
for training, in which every country and person meets several partners, drawn at random.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypeVar

import numpy as np

from training.swap_words import (
    ALIASES,
    COUNTRIES,
    DEMOCRATS_AND_REPUBLICANS,
    FROZEN,
    GENDERS,
    ISLAM_AND_JUDAISM,
    LABOUR_AND_CONSERVATIVES,
    MORE_COUNTRIES,
    MORE_NAMES,
    NAMES,
    NOT_A_NOUN,
    OTHER_PARTIES,
    OTHER_RELIGIONS,
)

# How many random partners a country or person has in one call.
RANDOM_PAIRINGS = 6


class SwapKind(StrEnum):
    """What a counterfactual changes."""

    COUNTRY = "country"
    PARTY = "party"
    PERSON = "person"
    GENDER = "gender"
    RELIGION = "religion"


@dataclass(frozen=True, slots=True)
class Swap:
    """A counterfactual `text` of the sentence at `index`; `original` words gave way to `changed` words."""

    index: int
    kind: SwapKind
    original: str
    changed: str
    text: str


def counterfactuals(texts: Iterable[str]) -> list[Swap]:
    """Apply every swap set that fits to each whole text, in the order of texts and sets."""
    return _applied(texts, _measured_sets)


def random_counterfactuals(texts: Iterable[str], rng: np.random.Generator) -> list[Swap]:
    """Swap each text in `RANDOM_PAIRINGS` ways with partners drawn anew, from longer lists of countries and names.

    Parties, genders and religions, which have no more than one or two partners, are swapped as by `counterfactuals`.
    """
    random_tables = [table for _ in range(RANDOM_PAIRINGS) for table in _random_tables(rng)]
    fixed_tables = [table for table in _measured_tables() if table[0] not in (SwapKind.COUNTRY, SwapKind.PERSON)]

    @cache
    def sets(*, all_caps: bool) -> tuple[_SwapSet, ...]:
        return _swap_sets(random_tables + fixed_tables, all_caps=all_caps)

    return _applied(texts, sets)


def interchangeable_words() -> list[tuple[str, ...]]:
    """Return groups of words that swaps may put in each other's place, such as all countries, or "he" and "she".

    A word may stand in several groups.
    """
    countries = zip(*_countries(), strict=True)
    men, women, surnames = _names()
    pairs = [
        pair
        for table in (
            DEMOCRATS_AND_REPUBLICANS,
            LABOUR_AND_CONSERVATIVES,
            OTHER_PARTIES,
            GENDERS,
            ISLAM_AND_JUDAISM,
            OTHER_RELIGIONS,
            ALIASES,
        )
        for line in _lines(table)
        for pair in line
    ]
    return [*countries, (*men, *women), tuple(surnames), *pairs]


@dataclass(frozen=True, slots=True)
class _ByContext:
    """A replacement that depends on whether a noun phrase goes on after it ("her book", "saw her").

    `after_be` takes the place of `otherwise` after a form of "be" or "become" ("is Muslim"), where it is given.
    """

    before_noun: str
    otherwise: str
    after_be: str = ""


_Word = str | _ByContext
_Words = dict[str, _Word]
_Table = tuple[SwapKind, _Words]
_Item = TypeVar("_Item")

_AFTER = re.compile(r"-(?=\w)|\s+[\"“‘']?(\w+)")
_BE = re.compile(
    r"(?:\b(?:am|be|been|being|became|become|becomes|becoming|(?:is|are|was|were)(?:n['’]t)?)"
    r"|\b(?:he|she|who)['’]s|['’](?:m|re))"
    r"(?:\s+(?:not|also|both|all|now|\w+ly))*\s+$",
    re.IGNORECASE,
)
_OPENING_SINGLE_MARK = re.compile(r"(?<!\w)['‘]")

# What the pairs cannot say, because the right word depends on what stands around it.
_DEMOCRATIC: _Words = {
    "Republican": _ByContext("Democratic", "Democrat"),
    "GOP": _ByContext("Democratic", "Democratic Party"),
}
_CONSERVATIVE: _Words = {"Labour": _ByContext("Conservative", "the Conservative Party")}
_JEWISH: _Words = {"Muslim": _ByContext("Jewish", "Jew", after_be="Jewish"), "Islamic": _ByContext("Jewish", "Jewish")}
_PRONOUNS: _Words = {
    "her": _ByContext("his", "him"),
    "his": _ByContext("her", "hers"),
    "hers": _ByContext("his", "his"),
}


@dataclass(frozen=True, slots=True)
class _SwapSet:
    kind: SwapKind
    words: Mapping[str, _Word]
    pattern: re.Pattern[str]


def _applied(texts: Iterable[str], sets: Callable[..., tuple[_SwapSet, ...]]) -> list[Swap]:
    return [
        Swap(index, swap_set.kind, *_told(changes), swapped)
        for index, text in enumerate(texts)
        for swap_set in sets(all_caps=text.isupper())
        for swapped, changes in [_swapped(text, swap_set)]
        if swapped != text
    ]


@cache
def _measured_sets(*, all_caps: bool) -> tuple[_SwapSet, ...]:
    return _swap_sets(_measured_tables(), all_caps=all_caps)


def _swap_sets(tables: Iterable[_Table], *, all_caps: bool) -> tuple[_SwapSet, ...]:
    return tuple(_swap_set(kind, words, all_caps=all_caps) for kind, words in tables)


def _measured_tables() -> list[_Table]:
    english, *others = _origins(NAMES)
    name_pairs_by_gender = [pair for men, women, _ in (english, *others) for pair in _paired([men], [women])]
    return [
        *((SwapKind.COUNTRY, _both_ways(pairs)) for pairs in _lines(COUNTRIES)),
        *((SwapKind.PARTY, _both_ways(pairs) | _DEMOCRATIC) for pairs in _lines(DEMOCRATS_AND_REPUBLICANS)),
        *((SwapKind.PARTY, _both_ways(pairs) | _CONSERVATIVE) for pairs in _lines(LABOUR_AND_CONSERVATIVES)),
        *((SwapKind.PARTY, _both_ways(pairs)) for pairs in _lines(OTHER_PARTIES)),
        *((SwapKind.PERSON, _both_ways(_paired(english, names))) for names in others),
        *((SwapKind.GENDER, _both_ways(pairs + name_pairs_by_gender) | _PRONOUNS) for pairs in _lines(GENDERS)),
        *((SwapKind.RELIGION, _both_ways(pairs) | _JEWISH) for pairs in _lines(ISLAM_AND_JUDAISM)),
        *((SwapKind.RELIGION, _both_ways(pairs)) for pairs in _lines(OTHER_RELIGIONS)),
    ]


def _random_tables(rng: np.random.Generator) -> list[_Table]:
    countries = [pair for left, right in _drawn_pairs(_countries(), rng) for pair in zip(left, right, strict=True)]
    persons = [pair for names in _names() for pair in _drawn_pairs(names, rng)]
    return [(SwapKind.COUNTRY, _both_ways(countries)), (SwapKind.PERSON, _both_ways(persons))]


def _countries() -> list[tuple[str, ...]]:
    """Return country, adjective, people and capital of each country of both lists."""
    sides = [side for line in _lines(COUNTRIES) for side in zip(*line, strict=True)]
    sides += [tuple(line.split(", ")) for line in MORE_COUNTRIES.strip().splitlines()]
    return list({side[0]: side for side in sides}.values())


def _names() -> list[list[str]]:
    """Return men's names, women's names and surnames of both lists."""
    return [" ".join(lines).split() for lines in zip(*_origins(NAMES), *_origins(MORE_NAMES), strict=True)]


def _drawn_pairs(items: Sequence[_Item], rng: np.random.Generator) -> list[tuple[_Item, _Item]]:
    """Pair the items at random; one of an odd number stays alone."""
    order = [items[i] for i in rng.permutation(len(items))]
    return list(zip(order[::2], order[1::2], strict=False))


def _origins(table: str) -> list[list[str]]:
    return [origin.splitlines() for origin in table.strip().split("\n\n")]


def _lines(table: str) -> list[list[tuple[str, str]]]:
    return [[_pair(entry) for entry in line.split(", ")] for line in table.strip().splitlines()]


def _pair(entry: str) -> tuple[str, str]:
    left, right = entry.split("/")
    return left, right


def _paired(lefts: Iterable[str], rights: Iterable[str]) -> list[tuple[str, str]]:
    """Pair the words of each left line with those of its right line, by position."""
    return [
        pair
        for left, right in zip(lefts, rights, strict=True)
        for pair in zip(left.split(), right.split(), strict=True)
    ]


def _both_ways(pairs: Iterable[tuple[str, str]]) -> _Words:
    words: _Words = {}
    for left, right in pairs:
        words.setdefault(left, right)
        words.setdefault(right, left)
    return words


def _swap_set(kind: SwapKind, words: _Words, *, all_caps: bool) -> _SwapSet:
    (alias_pairs,) = _lines(ALIASES)
    aliases = {alias: words[word] for alias, word in alias_pairs if word in words and alias not in words}
    frozen: _Words = {phrase: phrase for phrase in FROZEN.strip().split(", ") if phrase not in words}
    cased = {
        form: replacement
        for word, new in (frozen | words | aliases).items()
        for form, replacement in _cased(word, new, all_caps=all_caps)
    }
    # The longest alternative comes first, so that "the US" wins over "US" and a frozen phrase over its words.
    alternatives = "|".join(re.escape(form) for form in sorted(cased, key=lambda form: (-len(form), form)))
    pattern = re.compile(
        rf"(?<!\w)(?:(?P<article>[Aa][Nn]?)\s+)?(?P<word>{alternatives})(?![\w$])(?P<mark>['’](?=\s))?"
    )
    return _SwapSet(kind, cased, pattern)


def _cased(word: str, new: _Word, *, all_caps: bool) -> Iterator[tuple[str, _Word]]:
    """Yield the forms in which a word is looked for: as it is and capitalised, or all in capitals."""
    if all_caps:
        yield word.upper(), _mapped(str.upper, new)
        return
    yield word, new
    if word[0].islower():
        yield _capitalised(word), _mapped(_capitalised, new)


def _mapped(change: Callable[[str], str], word: _Word) -> _Word:
    if isinstance(word, str):
        return change(word)
    return _ByContext(change(word.before_noun), change(word.otherwise), change(word.after_be))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _swapped(text: str, swap_set: _SwapSet) -> tuple[str, list[tuple[str, str]]]:
    """Return the text after the swap, and (old, new) for each word that changed."""
    changes = []

    def exchange(match: re.Match[str]) -> str:
        old, before, after = match["word"], text[: match.start("word")], text[match.end("word") :]
        new = _replacement(swap_set.words[old], before, after)
        if new == old:
            return match[0]
        changes.append((old, new))
        ending = _ending(match, new)
        if match["article"]:
            return f"{_article(match['article'], new)} {new}{ending}"
        if not before.strip("\"“‘'([ ") and old[0].isupper():
            new = _capitalised(new)
        # "the U.S." at the end of a sentence carries its full stop.
        ends_sentence = old.endswith(".") and not after.strip("\"”’') ")
        return new + ("." if ends_sentence else "") + ending

    return swap_set.pattern.sub(exchange, text), changes


def _replacement(word: _Word, before: str, after: str) -> str:
    if isinstance(word, str):
        return word
    if _is_before_noun(after):
        return word.before_noun
    return word.after_be if word.after_be and _BE.search(before) else word.otherwise


def _is_before_noun(after: str) -> bool:
    following = _AFTER.match(after)
    return following is not None and (following[1] or "").lower() not in NOT_A_NOUN.split()


def _ending(match: re.Match[str], new: str) -> str:
    """Return the mark after the word, with an "s" where it makes a possessive that only a plural goes without."""
    mark = match["mark"] or ""
    is_possessive = (
        mark != ""
        and match["word"][-1] in "sS"
        and new[-1] not in "sS"
        and _is_before_noun(match.string[match.end() :])
        and not _OPENING_SINGLE_MARK.search(match.string, 0, match.start("word"))
    )
    if not is_possessive:
        return mark
    return mark + ("S" if new.isupper() else "s")


def _article(article: str, noun: str) -> str:
    """Return "a" or "an" in the case of `article`; only "Ukraine" and its kin begin with a sounded y here."""
    is_vowel = noun[0] in "AEIOUaeiou" and not noun.lower().startswith("uk")
    if len(article) == 2:
        return article if is_vowel else article[0]
    if not is_vowel:
        return article
    return article + ("N" if noun.isupper() else "n")


def _told(changes: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Return the old words and the new ones, each pair once, as two lists to read."""
    distinct = dict.fromkeys(changes)
    return ", ".join(old for old, _ in distinct), ", ".join(new for _, new in distinct)
