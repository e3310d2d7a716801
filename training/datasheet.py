"""The table of counts in `data/README.md`, which `epistle corpus` prints."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.corpus import ANNOTATIONS, Article

SURE_LEVELS = (3, 2, 1)

# A genre is in the first group whose words it has; analysis goes first, so that "news analysis" and
# "analysis column" both are.
_GROUPS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("contrast set", re.compile(r"\bcontrast\b")),
    (
        "analysis and outlook",
        re.compile(
            r"\b(analysis|briefing|curtain-raiser|explainer|forecast|mystery|outlook|preview|rumour|speculation"
            r"|uncertain)\b"
        ),
    ),
    (
        "comment",
        re.compile(
            r"\b(advocacy|blog|column|columnist|comment|commentary|editorial|essay|first-person|idea|leader|letter|op-ed"
            r"|opinion|partisan site|rant|rejoinder|review|sketch|view)\b"
        ),
    ),
)
_OTHER_GROUP = "report and feature"
_NO_GENRE = "not stated"


@dataclass(frozen=True, slots=True)
class Row:
    """Counts of one part of the corpus; `labels` and `sure` count sentences by label and by level."""

    part: str
    name: str
    articles: int
    sentences: int
    labels: Mapping[str, int]
    sure: Mapping[int, int]


def describe(articles: Iterable[Article]) -> list[Row]:
    """Return the counts of each file, then of each genre group, both by name, and of the whole."""
    parts: dict[str, defaultdict[str, list[Article]]] = {
        "file": defaultdict(list),
        "genre": defaultdict(list),
        "all": defaultdict(list),
    }
    for article in articles:
        parts["file"][Path(article.origin.rpartition(":")[0]).name].append(article)
        parts["genre"][genre_group(article.genre)].append(article)
        parts["all"]["all"].append(article)
    return [_row(part, name, groups[name]) for part, groups in parts.items() for name in sorted(groups)]


def genre_group(genre: str | None) -> str:
    """Return the broad kind of writing that a free-form genre belongs to."""
    if genre is None:
        return _NO_GENRE
    return next((group for group, words in _GROUPS if words.search(genre.lower())), _OTHER_GROUP)


def as_markdown(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table, without a line feed at the end."""
    head = ["by", "name", "articles", "sentences", *ANNOTATIONS, *(f"sure {level}" for level in SURE_LEVELS)]
    rule = ["---", "---", *["---:"] * (len(head) - 2)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *map(_cells, rows)))


def _row(part: str, name: str, articles: Sequence[Article]) -> Row:
    sentences = [sentence for article in articles for sentence in article.sentences]
    labels = Counter(sentence.label for sentence in sentences)
    sure = Counter(sentence.sure for sentence in sentences)
    return Row(
        part,
        name,
        len(articles),
        len(sentences),
        {label: labels[label] for label in ANNOTATIONS},
        {level: sure[level] for level in SURE_LEVELS},
    )


def _cells(row: Row) -> list[str]:
    counts = [row.articles, row.sentences, *row.labels.values(), *row.sure.values()]
    return [row.part, row.name, *map(str, counts)]
