"""Measures how well articles are read, before any label: `make reading`.

Four sets in `data/reading/`: pages as text with the kind of every unit, web pages with the units to find in them,
headings that are clauses or not, and passages in several languages. It knows nothing of models.
"""

import html
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from rich.console import Console
from rich.table import Table

from serving.article import Article as Read
from serving.article import read_html, read_text, split_article
from serving.clauses import is_full_clause
from serving.kinds import Kind
from serving.labels import NONE
from serving.language import ENGLISH, detect_language
from training.corpus import Article, read_corpus
from training.joinings import join_in_paragraphs
from training.tally import Tally

DATA = Path(__file__).resolve().parent.parent / "data" / "reading"

_LENGTHS = (1_250_000, 2_500_000, 5_000_000)
_LINE_CHARACTERS = 200_000
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class ExpectedUnit:
    """A unit of a page as a reader sees it."""

    kind: Kind
    text: str


def read_units(file: Path) -> list[ExpectedUnit]:
    r"""Read a file of `kind<TAB>text` lines; `\n` stands for a line break within a unit."""
    lines = (line.partition("\t") for line in file.read_text(encoding="utf-8").split("\n") if line)
    return [ExpectedUnit(Kind(kind), text.replace("\\n", "\n")) for kind, _, text in lines]


def measure_pages(folder: Path) -> dict[str, Tally]:
    """Compare the units of all pages of a folder with their `.units.tsv`, by exact place and kind.

    A unit that is split otherwise counts as missed, and each of its parts as found wrongly.
    """
    counts: dict[str, Tally] = {}
    pairs = [_places_of_page(file) for file in sorted(folder.glob("*.units.tsv"))]
    for kind in Kind:
        hits = sum(len(wanted[kind] & found[kind]) for wanted, found in pairs)
        sizes = [sum(len(side[kind]) for side in sides) for sides in zip(*pairs, strict=True)]
        counts[str(kind)] = Tally(hits, found=sizes[1], wanted=sizes[0])
    return counts


def measure_html(folder: Path) -> dict[str, Tally]:
    """Compare sentences and headings found in the web pages of a folder with their `.truth.json`, by their words."""
    totals = {kind: Counter[str]() for kind in (Kind.SENTENCE, Kind.HEADING)}
    for file in sorted(folder.glob("*.truth.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))["units"]
        units = read_html(file.with_name(file.name.replace(".truth.json", ".html")).read_bytes()).units
        for kind, total in totals.items():
            wanted = {_words(unit["text"]) for unit in truth if unit["kind"] == kind}
            found = {_words(unit.text) for unit in units if unit.kind is kind}
            total.update(hits=len(wanted & found), found=len(found), wanted=len(wanted))
    return {str(kind): Tally(total["hits"], total["found"], total["wanted"]) for kind, total in totals.items()}


def measure_headings(file: Path) -> Tally:
    """Compare `is_full_clause` with a file of `clause|phrase<TAB>heading` lines; clauses are the items."""
    rows = [line.partition("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    return _found((is_full_clause(heading), label == "clause") for label, _, heading in rows)


def measure_languages(file: Path) -> Tally:
    """Compare the detected languages with those of a JSONL file; the items are texts that are not English."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return _found((detect_language([row["text"]]) not in (None, ENGLISH), row["language"] != ENGLISH) for row in rows)


def measure_kept(articles: Sequence[Article]) -> Tally:
    """Join each article in paragraphs and count the sentences with a label that are read as something to label."""
    kept = wanted = 0
    for article in articles:
        text = join_in_paragraphs(article).text
        clauses = [False] * len(text)
        for unit in split_article(text):
            if unit.is_clause:
                clauses[unit.start : unit.end] = [True] * len(unit.text)
        position = 0
        for sentence in article.sentences:
            start = text.index(sentence.text, position)
            position = start + len(sentence.text)
            wanted += sentence.label != NONE
            kept += sentence.label != NONE and clauses[start]
    return Tally(hits=kept, found=kept, wanted=wanted)


def _found(pairs: Iterable[tuple[bool, bool]]) -> Tally:
    counts = Counter(pairs)
    return Tally(counts[True, True], counts[True, True] + counts[True, False], counts[True, True] + counts[False, True])


@dataclass(frozen=True, slots=True)
class Timing:
    """How long reading an input of some length took; units are what came out."""

    what: str
    characters: int
    units: int
    seconds: float


def measure_speed(articles: Sequence[Article]) -> Iterator[Timing]:
    """Time the reading of text and of pages of growing length, made of the articles, and of one long line.

    Every sentence is numbered, since an article that repeats itself is cut short.
    """
    texts = [sentence.text for article in articles for sentence in article.sentences]
    for length in _LENGTHS:
        paragraphs = _paragraphs(texts, length)
        yield _timed("text", "\n\n".join(paragraphs), read_text)
        body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
        yield _timed("web page", f"<html><body><article>{body}</article></body></html>", read_html)
    yield _timed("one line", " ".join(texts)[:_LINE_CHARACTERS], read_text)


def _paragraphs(texts: Sequence[str], length: int) -> list[str]:
    paragraphs: list[str] = []
    total = number = 0
    while total < length:
        paragraphs.append(
            " ".join(f"No. {number + place}: {texts[(number + place) % len(texts)]}" for place in range(4))
        )
        number, total = number + 4, total + len(paragraphs[-1]) + 2
    return paragraphs


def _timed(what: str, raw: str, read: Callable[[str], Read]) -> Timing:
    started = time.perf_counter()
    units = read(raw).units
    return Timing(what, len(raw), len(units), time.perf_counter() - started)


_Places = dict[Kind, set[tuple[int, int]]]


def _places_of_page(file: Path) -> tuple[_Places, _Places]:
    """Return the places of the units wanted and found, by kind."""
    raw = file.with_name(file.name.replace(".units.tsv", ".txt")).read_bytes().decode()
    wanted: _Places = {kind: set() for kind in Kind}
    position = 0
    for unit in read_units(file):
        start = raw.index(unit.text, position)
        position = start + len(unit.text)
        wanted[unit.kind].add((start, position))
    found: _Places = {kind: set() for kind in Kind}
    for one in split_article(raw):
        found[one.kind].add((one.start, one.end))
    return wanted, found


def _words(text: str) -> str:
    return " ".join(_UNSEEN.sub("", text).split())


@cache
def _articles() -> list[Article]:
    return read_corpus([DATA.parent])


_MEASURES: dict[str, Callable[[], dict[str, Tally]]] = {
    "pages, dev": lambda: measure_pages(DATA / "pages" / "dev"),
    "pages, test": lambda: measure_pages(DATA / "pages" / "test"),
    "web pages": lambda: measure_html(DATA / "html"),
    "headings, dev": lambda: {"clause": measure_headings(DATA / "headings_dev.tsv")},
    "headings, test": lambda: {"clause": measure_headings(DATA / "headings_test.tsv")},
    "articles of data/": lambda: {"labelled sentence": measure_kept(_articles())},
    "languages": lambda: {"not English": measure_languages(DATA / "languages.jsonl")},
}


def _rows() -> Iterator[dict[str, object]]:
    for name, measure in _MEASURES.items():
        for item, found in measure().items():
            yield {
                "set": name,
                "item": item,
                "wanted": found.wanted,
                "precision": round(found.precision, 3),
                "recall": round(found.recall, 3),
            }


def main() -> None:
    """Print the tables of quality and of speed, then the same as one JSON line."""
    console = Console()
    rows = list(_rows())
    table = Table(*rows[0])
    for row in rows:
        table.add_row(*map(str, row.values()))
    console.print(table)
    timings = list(measure_speed(_articles()))
    speeds = Table("read", "characters", "units", "seconds", "units/s", title="one core")
    for one in timings:
        rate = f"{one.units / one.seconds:,.0f}"
        speeds.add_row(one.what, f"{one.characters:,}", f"{one.units:,}", f"{one.seconds:.2f}", rate)
    console.print(speeds)
    print(json.dumps({"quality": rows, "speed": [asdict(one) for one in timings]}))


if __name__ == "__main__":
    main()
