"""How far two annotation passes over the corpus agree, as `epistle corpus --passes` prints it.

A file of passes has the columns `id`, `first` and `second`, separated by tabs: an article's id and, for each pass, one
letter a sentence, the initial of its label.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from serving.errors import CorpusError
from training.corpus import ANNOTATIONS, Article

_COLUMNS = ["id", "first", "second"]
_INITIALS = frozenset(label[0].upper() for label in ANNOTATIONS)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Cohen's kappa over the labels and `none`; of `sentences` labelled twice, `differing` got two labels."""

    name: str
    sentences: int
    differing: int
    kappa: float


def read_passes(path: Path) -> dict[str, tuple[str, str]]:
    """Return the two strings of initials by article id; raises CorpusError for a file of another form."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read: {error}") from error
    rows = list(csv.reader(lines, delimiter="\t"))
    if not rows or rows[0] != _COLUMNS:
        raise CorpusError(f"{path}:1: the columns must be {', '.join(_COLUMNS)}, separated by tabs")
    passes: dict[str, tuple[str, str]] = {}
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(_COLUMNS) or not 0 < len(row[1]) == len(row[2]) or not set(row[1] + row[2]) <= _INITIALS:
            raise CorpusError(
                f"{path}:{number}: an id and two strings of equal length are needed, one of the letters "
                f"{', '.join(sorted(_INITIALS))} for each sentence"
            )
        if row[0] in passes:
            raise CorpusError(f"{path}:{number}: article {row[0]} stands here a second time")
        passes[row[0]] = (row[1], row[2])
    if not passes:
        raise CorpusError(f"{path} holds no passes")
    return passes


def agreement(articles: Iterable[Article], passes: Mapping[str, tuple[str, str]]) -> list[Agreement]:
    """Return the agreement in each corpus file that was labelled twice, by name, and in all of them.

    Raises CorpusError where an article of the passes is not in the corpus or has another number of sentences.
    """
    by_file: dict[str, list[tuple[str, str]]] = defaultdict(list)
    known = {article.id: article for article in articles}
    for id_, letters in passes.items():
        if id_ not in known or len(known[id_].sentences) != len(letters[0]):
            raise CorpusError(
                f"article {id_} of the passes is not in the corpus, or not with {len(letters[0])} sentences"
            )
        by_file[Path(known[id_].origin.rpartition(":")[0]).name].append(letters)
    parts = [(name, by_file[name]) for name in sorted(by_file)]
    return [_measured(name, rows) for name, rows in [*parts, ("all", [row for _, rows in parts for row in rows])]]


def as_markdown(rows: Sequence[Agreement]) -> str:
    """Return the rows as a Markdown table, without a line feed at the end."""
    head = ["| file | sentences | labelled differently | kappa |", "| --- | ---: | ---: | ---: |"]
    return "\n".join(head + [f"| {row.name} | {row.sentences} | {row.differing} | {row.kappa:.3f} |" for row in rows])


def _measured(name: str, rows: Sequence[tuple[str, str]]) -> Agreement:
    from sklearn.metrics import cohen_kappa_score

    first, second = ("".join(letters) for letters in zip(*rows, strict=True))
    differing = sum(one != other for one, other in zip(first, second, strict=True))
    # Where both passes give one and the same label throughout, kappa is not defined; they agree.
    kappa = float(cohen_kappa_score(list(first), list(second))) if differing or len(set(first)) > 1 else 1.0
    return Agreement(name, len(first), differing, kappa)
