"""Joins the sentences of labelled articles the ways copy arrives in, so that where they begin and end is known.

Each way is drawn with a seed and the article's id, so that the same articles always give the same passages.
"""

import json
import random
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.corpus import Article

_SEED = 20261124
_COLUMNS = 72
_ENDS_WITH_MARK = re.compile(r"""[.!?…]["'”’)\]]*\Z""")
_CLOSING_MARKS = re.compile(r"""[.!?…]+["'”’)\]]*\Z""")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and the sentences it is made of, in order; between them lies white space or nothing."""

    text: str
    sentences: tuple[str, ...]


def passages_of(articles: Iterable[Article]) -> dict[str, list[Passage]]:
    """Join the sentences of each article in every way of `JOININGS`; headings stand in paragraphs of their own."""
    joined: dict[str, list[Passage]] = {name: [] for name in JOININGS}
    for article in articles:
        sentences = [sentence.text for sentence in article.sentences]
        if len(sentences) < 2:
            continue
        for name, joining in JOININGS.items():
            joined[name].append(joining(sentences, _chance(name, article)))
    return joined


def join_in_paragraphs(article: Article) -> Passage:
    """Join the sentences of an article in paragraphs, headings apart, as plain text mostly comes."""
    return _join([sentence.text for sentence in article.sentences], _chance("paragraphs", article))


def _chance(name: str, article: Article) -> random.Random:
    return random.Random(f"{_SEED} {name} {article.id}")  # noqa: S311  # no secret


def read_passages(path: Path) -> list[Passage]:
    """Read a JSONL file of `{"text", "sentences"}`."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Passage(row["text"], tuple(row["sentences"])) for row in rows]


def _paragraphs(sentences: Sequence[str], chance: random.Random, longest: int = 5) -> list[list[str]]:
    """Group sentences into paragraphs of 1 to `longest`; what has no closing mark (a heading) stands alone."""
    groups: list[list[str]] = []
    room = 0
    for sentence in sentences:
        is_heading = _ENDS_WITH_MARK.search(sentence) is None
        if is_heading or room == 0:
            groups.append([sentence])
            room = 0 if is_heading else chance.randrange(longest)
        else:
            groups[-1].append(sentence)
            room -= 1
    return groups


def _join(
    sentences: Sequence[str], chance: random.Random, *, space: str = " ", gap: str = "\n\n", longest: int = 5
) -> Passage:
    groups = _paragraphs(sentences, chance, longest)
    return Passage(gap.join(space.join(group) for group in groups), tuple(sentences))


def _join_in_one_paragraph(sentences: Sequence[str], chance: random.Random) -> Passage:
    return _join(sentences, chance, longest=10**6)


def _join_one_paragraph_a_line(sentences: Sequence[str], chance: random.Random) -> Passage:
    return _join(sentences, chance, gap="\n")


def _join_wrapped(sentences: Sequence[str], chance: random.Random) -> Passage:
    groups = _paragraphs(sentences, chance)
    filled = (
        textwrap.fill(" ".join(group), _COLUMNS, break_long_words=False, break_on_hyphens=False) for group in groups
    )
    return Passage("\n\n".join(filled), tuple(sentences))


def _join_in_curly_quotes(sentences: Sequence[str], chance: random.Random) -> Passage:
    return _join([_with_curly_quotes(sentence) for sentence in sentences], chance)


def _join_in_straight_quotes(sentences: Sequence[str], chance: random.Random) -> Passage:
    straight = str.maketrans("“”„‘’", '"""\'\'')
    return _join([sentence.translate(straight) for sentence in sentences], chance)


def _join_in_single_quotes(sentences: Sequence[str], chance: random.Random) -> Passage:
    single = str.maketrans("“”", "‘’")
    return _join([_with_curly_quotes(sentence).translate(single) for sentence in sentences], chance)


def _join_with_odd_spaces(sentences: Sequence[str], chance: random.Random) -> Passage:
    """No-break spaces after figures and titles and between some sentences, soft hyphens in some long words."""
    odd = [re.sub(r"\b(\d+|Mr\.|Mrs\.|Dr\.) ", "\\1\u00a0", sentence) for sentence in sentences]
    odd = [re.sub(r"\b([a-z]{5})([a-z]{5,})\b", "\\1\u00ad\\2", sentence) for sentence in odd]
    return _join(odd, chance, space=chance.choice((" ", "  ", "\u00a0", "\u2009")))


def _join_glued(sentences: Sequence[str], chance: random.Random) -> Passage:
    """One space in ten after a lower-case word and a full stop is missing."""
    groups = _paragraphs(sentences, chance)
    text = ""
    for group in groups:
        text += "\n\n" if text else ""
        for position, sentence in enumerate(group):
            can_glue = position > 0 and re.search(r"[a-z]{3}[.?!][\"”]?\Z", text) and re.match("[A-Z][a-z]", sentence)
            text += ("" if position == 0 or (can_glue and chance.random() < 0.1) else " ") + sentence
    return Passage(text, tuple(sentences))


def _join_without_marks(sentences: Sequence[str], chance: random.Random) -> Passage:
    """One sentence a line, its closing marks lost, as in a transcript."""
    del chance
    bare = [_CLOSING_MARKS.sub("", sentence) or sentence for sentence in sentences]
    return Passage("\n".join(bare), tuple(bare))


def _with_curly_quotes(sentence: str) -> str:
    sentence = re.sub(r"""(^|[\s(\[—–-])"(?=\S)""", "\\1“", sentence).replace('"', "”")
    return re.sub(r"""(^|[\s(\[“])'(?=\S)""", "\\1‘", sentence).replace("'", "’")


JOININGS: dict[str, Callable[[Sequence[str], random.Random], Passage]] = {
    "paragraphs": _join,
    "one paragraph": _join_in_one_paragraph,
    "one a line": _join_one_paragraph_a_line,
    "wrapped": _join_wrapped,
    "curly quotes": _join_in_curly_quotes,
    "straight quotes": _join_in_straight_quotes,
    "single quotes": _join_in_single_quotes,
    "odd spaces": _join_with_odd_spaces,
    "missing spaces": _join_glued,
    "no marks": _join_without_marks,
}
