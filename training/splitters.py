"""Compares sentence splitters on articles whose sentences are known, joined the way copy arrives: `make splitters`.

A splitter's answer is compared by its inner boundaries, each counted in characters other than white space before it, so
that a splitter that changes spaces is not punished for it. The comparison knows nothing of how a splitter works.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from serving.paragraphs import paragraph_spans
from serving.sentences import sentence_spans
from training.corpus import read_corpus
from training.joinings import JOININGS, Passage, passages_of, read_passages
from training.tally import Tally

Splitter = Callable[[str], Sequence[str]]

HALVES = ("dev", "test")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The inner boundaries of some passages, how many sentences they have, and the seconds it took to split them."""

    boundaries: Tally
    sentences: int
    seconds: float


def boundaries(sentences: Iterable[str]) -> set[int]:
    """Return the inner boundaries of a split text, each as the number of non-space characters before it."""
    counts: list[int] = []
    total = 0
    for sentence in sentences:
        total += len("".join(sentence.split()))
        counts.append(total)
    return {count for count in counts if 0 < count < total}


def measure(splitter: Splitter, passages: Iterable[Passage]) -> Outcome:
    """Split every passage and compare the boundaries; only the splitter itself is timed."""
    tally = Tally()
    sentences = 0
    seconds = 0.0
    for passage in passages:
        started = time.perf_counter()
        answer = splitter(passage.text)
        seconds += time.perf_counter() - started
        found, wanted = boundaries(answer), boundaries(passage.sentences)
        tally += Tally(len(found & wanted), len(found), len(wanted))
        sentences += len(passage.sentences)
    return Outcome(tally, sentences, seconds)


def _epistle(text: str) -> list[str]:
    return [
        text[span.start + one.start : span.start + one.end]
        for span in paragraph_spans(text)
        for one in sentence_spans(text[span.start : span.end])
    ]


def _sentencex(text: str) -> list[str]:
    import sentencex

    return [str(sentence) for sentence in sentencex.segment("en", text)]


def _pysbd() -> Splitter:
    from pysbd import Segmenter

    segmenter = Segmenter(language="en", clean=False)
    return lambda text: [str(sentence) for sentence in segmenter.segment(text)]


def _syntok() -> Splitter:
    from syntok.segmenter import analyze

    def split(text: str) -> list[str]:
        return [
            "".join(token.spacing + token.value for token in sentence) for part in analyze(text) for sentence in part
        ]

    return split


def _sentence_splitter() -> Splitter:
    from sentence_splitter import SentenceSplitter

    splitter = SentenceSplitter("en")
    return lambda text: [str(sentence) for sentence in splitter.split(text)]


def _nupunkt() -> Splitter:
    from nupunkt import sent_tokenize

    return lambda text: [str(sentence) for sentence in sent_tokenize(text)]


def _blingfire() -> Splitter:
    from blingfire import text_to_sentences

    return lambda text: text_to_sentences(text).split("\n")


def _segtok() -> Splitter:
    from segtok.segmenter import split_multi

    return lambda text: list(split_multi(text))


def _wtpsplit() -> Splitter:
    from wtpsplit_lite import SaT

    model = SaT("sat-3l-sm")
    return lambda text: [str(sentence) for sentence in model.split(text)]


# What the corrections are worth shows against "sentencex"; the others were tried in its place.
SPLITTERS: dict[str, Callable[[], Splitter]] = {
    "epistle": lambda: _epistle,
    "sentencex": lambda: _sentencex,
    "pysbd": _pysbd,
    "syntok": _syntok,
    "sentence-splitter": _sentence_splitter,
    "nupunkt": _nupunkt,
    "blingfire": _blingfire,
    "segtok": _segtok,
    "wtpsplit-lite": _wtpsplit,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A splitter's outcomes by name of the set, or why it could not run."""

    splitter: str
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    fault: str | None = None

    def as_json(self) -> dict[str, object]:
        """Return F1 of each set and the speed over all, or the fault."""
        if self.fault is not None:
            return {"splitter": self.splitter, "fault": self.fault}
        return {
            "splitter": self.splitter,
            "f1": {name: round(outcome.boundaries.f1, 4) for name, outcome in self.outcomes.items()},
            "sentences_per_second": round(self.speed),
        }

    @property
    def speed(self) -> float:
        """Sentences a second over all sets."""
        return sum(one.sentences for one in self.outcomes.values()) / sum(one.seconds for one in self.outcomes.values())


def compare(sets: dict[str, list[Passage]], names: Iterable[str] = tuple(SPLITTERS)) -> Iterator[Row]:
    """Yield a row for each splitter; one that is not installed, or lacks its weights, says so in its row."""
    for name in names:
        try:
            splitter = SPLITTERS[name]()
        except Exception as error:  # whatever a library raises without its data
            yield Row(name, fault=f"{type(error).__name__}: {error}".splitlines()[0])
            continue
        yield Row(name, {set_name: measure(splitter, passages) for set_name, passages in sets.items()})


def main() -> None:
    """Print a table of F1 by set and splitter, then the same as one JSON line."""
    data = Path(__file__).resolve().parent.parent / "data"
    sets = passages_of(read_corpus([data]))
    sets |= {f"hard passages, {half}": read_passages(data / "reading" / f"passages_{half}.jsonl") for half in HALVES}
    rows = list(compare(sets))
    console = Console(width=140)
    console.print(_table([row for row in rows if row.fault is None], sets))
    for row in rows:
        if row.fault is not None:
            console.print(f"{row.splitter} did not run: {row.fault}")
    print(json.dumps([row.as_json() for row in rows]))


def _table(rows: Sequence[Row], sets: Iterable[str]) -> Table:
    table = Table("boundary F1", *(row.splitter for row in rows))
    for name in sets:
        table.add_row(name, *(f"{row.outcomes[name].boundaries.f1:.4f}" for row in rows))
    pooled = [sum((row.outcomes[name].boundaries for name in JOININGS), Tally()) for row in rows]
    table.add_section()
    table.add_row("all joinings", *(f"{tally.f1:.4f}" for tally in pooled))
    table.add_row("sentences/s", *(f"{row.speed:,.0f}" for row in rows))
    return table


if __name__ == "__main__":
    main()
