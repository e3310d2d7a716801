"""Sentences that occur more than once: within the training data, and between it and the evaluation.

`examine` finds and tells, `clean` acts on what was found. Both pass over units labelled `none`, which are
neither trained on nor scored. Nothing here reads files.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import fuzz

from serving.labels import NONE
from training.corpus import Article, Sentence

# Of 100. At 90, one word in ten may differ; lower, unrelated sentences of the same mould begin to match.
NEAR_SIMILARITY = 90.0
# Short sentences ("He declined to comment.") resemble one another by chance, so they count only when exact.
MIN_WORDS_FOR_NEAR = 5
# Jaccard similarity of the two sets of words; it keeps the comparison letter by letter to a few candidates.
_MIN_SHARED_WORDS = 0.6
_DOUBLE_QUOTES = '“”«»„"'
_SHOWN_CHARACTERS = 100


class Kind(StrEnum):
    """What a finding is; also the reason for which `clean` drops a label."""

    OVERLAP = "overlap with evaluation"
    CONFLICT = "conflicting labels"
    EXACT = "exact duplicate"
    NEAR = "near duplicate"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: its article, and its number there, counted from 1."""

    article: str
    origin: str
    number: int
    sentence: Sentence

    def __str__(self) -> str:
        """Return origin, sentence number, label and the beginning of the text."""
        text = self.sentence.text
        shown = text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + "…"
        return f"{self.origin} sentence {self.number} ({self.sentence.label}): {shown}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Places, in reading order, that hold the same sentence or nearly so; `similarity` is 0 to 100.

    An overlap has two places: that of the evaluation, then that of the training data.
    """

    kind: Kind
    places: tuple[Place, ...]
    similarity: float = 100.0

    def lines(self) -> list[str]:
        """Return a line that names the kind and one for each place."""
        return [f"{self.kind} ({self.similarity:.0f} %)", *(f"    {place}" for place in self.places)]


@dataclass(frozen=True, slots=True)
class Findings:
    """All that `examine` found, by kind. A sentence can stand in several findings."""

    overlaps: tuple[Finding, ...]
    conflicts: tuple[Finding, ...]
    exact: tuple[Finding, ...]
    near: tuple[Finding, ...]

    def __iter__(self) -> Iterator[Finding]:
        """Go through the findings, gravest first."""
        yield from (*self.overlaps, *self.conflicts, *self.exact, *self.near)

    def summary(self, shown: int = 3) -> list[str]:
        """Return lines for people: the number of each kind, and the first `shown` of it."""
        lines = []
        for kind, findings in zip(Kind, (self.overlaps, self.conflicts, self.exact, self.near), strict=True):
            lines.append(f"{kind}: {len(findings)}")
            for finding in findings[:shown]:
                lines.extend(f"  {line}" for line in finding.lines())
            if len(findings) > shown:
                lines.append(f"  … and {len(findings) - shown} more")
        return lines


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Articles in which dropped sentences are labelled `none`, and how many were dropped for what reason."""

    articles: tuple[Article, ...]
    dropped: Mapping[Kind, int]


@dataclass(frozen=True, slots=True)
class _Entry:
    place: Place
    folded: str
    is_evaluation: bool


def fold(text: str) -> str:
    """Return the words alone: without case, quotation marks, dashes and other punctuation."""
    lowered = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", re.sub(r"['’‘]", "", lowered)))


def examine(training: Iterable[Article], evaluation: Iterable[Article] = ()) -> Findings:
    """Find sentences that the training data repeats, contradicts, or shares with the evaluation.

    Two sentences are exact when equal after `fold`, near when they share most words and these, sorted, are
    `NEAR_SIMILARITY` alike by the indel ratio. In the training data, near ones of different labels are no
    finding: such a pair teaches what the labels hang on. Nor do equal words conflict where quotation marks
    or a question mark tell them apart.
    """
    evaluated = _entries(evaluation, is_evaluation=True)
    trained = _entries(training, is_evaluation=False)
    near = list(_near_pairs(evaluated + trained))
    return Findings(
        overlaps=(*_exact_overlaps(evaluated, trained), *(one for one in near if one.kind is Kind.OVERLAP)),
        conflicts=tuple(_conflicts(trained)),
        exact=tuple(_exact_duplicates(trained)),
        near=tuple(one for one in near if one.kind is Kind.NEAR),
    )


def clean(articles: Iterable[Article], findings: Findings) -> Cleaned:
    """Set to `none` what must not be trained on, so that it stays as context of its neighbours.

    Dropped are all overlaps with the evaluation; conflicts, save the label whose `sure` is strictly
    highest; and of duplicates all but the first that is left. Examining the result with the same evaluation
    finds nothing.
    """
    reasons: dict[tuple[str, int], Kind] = {}
    for finding in findings:
        for place in _superfluous(finding, reasons):
            reasons[place.article, place.number] = finding.kind
    cleaned = tuple(_without(article, reasons) for article in articles)
    return Cleaned(cleaned, dict(Counter(reasons.values())))


def _entries(articles: Iterable[Article], *, is_evaluation: bool) -> list[_Entry]:
    entries = []
    for article in articles:
        for number, sentence in enumerate(article.sentences, start=1):
            folded = fold(sentence.text)
            if folded and sentence.label != NONE:
                place = Place(article.id, article.origin, number, sentence)
                entries.append(_Entry(place, folded, is_evaluation))
    return entries


def _exact_overlaps(evaluated: Sequence[_Entry], trained: Sequence[_Entry]) -> Iterator[Finding]:
    # Reversed, so that of equal evaluation sentences the first one is named.
    places = {entry.folded: entry.place for entry in reversed(evaluated)}
    for entry in trained:
        if entry.folded in places:
            yield Finding(Kind.OVERLAP, (places[entry.folded], entry.place))


def _conflicts(trained: Sequence[_Entry]) -> Iterator[Finding]:
    for places in _grouped((f"{entry.folded} {_marks(entry.place.sentence)}", entry.place) for entry in trained):
        if len({place.sentence.label for place in places}) > 1:
            yield Finding(Kind.CONFLICT, places)


def _exact_duplicates(trained: Sequence[_Entry]) -> Iterator[Finding]:
    for places in _grouped((f"{entry.folded} {entry.place.sentence.label}", entry.place) for entry in trained):
        if len(places) > 1:
            yield Finding(Kind.EXACT, places)


def _grouped(keyed: Iterable[tuple[str, Place]]) -> Iterator[tuple[Place, ...]]:
    groups: defaultdict[str, list[Place]] = defaultdict(list)
    for key, place in keyed:
        groups[key].append(place)
    yield from map(tuple, groups.values())


def _marks(sentence: Sentence) -> str:
    """Sum up the punctuation that tells who speaks and whether it is asked, which `fold` takes away."""
    is_quoted = sentence.in_quotation or any(mark in sentence.text for mark in _DOUBLE_QUOTES)
    return f"{is_quoted} {'?' in sentence.text}"


def _near_pairs(entries: Sequence[_Entry]) -> Iterator[Finding]:
    """Yield each pair that is near but not exact and matters, in reading order of the later place."""
    words = [set(entry.folded.split()) for entry in entries]
    sorted_words = [" ".join(sorted(entry.folded.split())) for entry in entries]
    long_enough = [entry.folded.count(" ") + 1 >= MIN_WORDS_FOR_NEAR for entry in entries]
    for earlier, later in _candidates(words, long_enough):
        first, second = entries[earlier], entries[later]
        if _matters(first, second):
            ratio = fuzz.ratio(sorted_words[earlier], sorted_words[later], score_cutoff=NEAR_SIMILARITY)
            if ratio and _share_words(words[earlier], words[later]):
                kind = Kind.OVERLAP if first.is_evaluation else Kind.NEAR
                yield Finding(kind, (first.place, second.place), ratio)


def _candidates(words: Sequence[set[str]], included: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of indices that share one of their rarest words, the lower index first.

    No pair is lost by it: two sets of n words whose Jaccard similarity is at least t share one of their
    n - ceil(t n) + 1 rarest (prefix filtering: Chaudhuri, Ganti and Kaushik 2006, "A Primitive Operator for
    Similarity Joins in Data Cleaning").
    """
    frequency = Counter(word for one in words for word in one)
    by_rare_word: defaultdict[str, list[int]] = defaultdict(list)
    for later in (index for index, is_included in enumerate(included) if is_included):
        rare = _rarest(words[later], frequency)
        for earlier in sorted({index for word in rare for index in by_rare_word[word]}):
            yield earlier, later
        for word in rare:
            by_rare_word[word].append(later)


def _share_words(first: set[str], second: set[str]) -> bool:
    return len(first & second) >= _MIN_SHARED_WORDS * len(first | second)


def _rarest(words: set[str], frequency: Mapping[str, int]) -> list[str]:
    ordered = sorted(words, key=lambda word: (frequency[word], word))
    return ordered[: len(words) - math.ceil(_MIN_SHARED_WORDS * len(words)) + 1]


def _matters(earlier: _Entry, later: _Entry) -> bool:
    if later.is_evaluation or earlier.folded == later.folded:
        return False
    return earlier.is_evaluation or earlier.place.sentence.label == later.place.sentence.label


def _superfluous(finding: Finding, dropped: Mapping[tuple[str, int], Kind]) -> Sequence[Place]:
    if finding.kind is Kind.OVERLAP:
        return finding.places[1:]
    # What repeats only a dropped sentence repeats nothing any more.
    left = [place for place in finding.places if (place.article, place.number) not in dropped]
    if finding.kind is Kind.CONFLICT:
        highest = max((place.sentence.sure for place in left), default=0)
        surest = {place.sentence.label for place in left if place.sentence.sure == highest}
        return [place for place in left if len(surest) > 1 or place.sentence.label not in surest]
    return left[1:]


def _without(article: Article, dropped: Mapping[tuple[str, int], Kind]) -> Article:
    sentences = tuple(
        replace(sentence, label=NONE, also=None) if (article.id, number) in dropped else sentence
        for number, sentence in enumerate(article.sentences, start=1)
    )
    return replace(article, sentences=sentences)
