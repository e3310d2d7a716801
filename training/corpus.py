"""Labelled articles: read from corpus files, checked, fingerprinted, split, and handed to `datasets`.

A corpus file is UTF-8 JSONL, one article a line (`data/README.md` gives the format). What is wrong with a
file is told by file and line, all at once. This module knows nothing of repeated sentences
(`training/duplicates.py`) or of networks.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from serving.errors import CorpusError
from serving.labels import LABELS, NONE
from serving.quotation import running_quotations

if TYPE_CHECKING:
    from datasets import Dataset

ANNOTATIONS: tuple[str, ...] = (*LABELS, NONE)
# A file of another format is wrong in every line; the first ones tell as much as all of them.
MAX_FAULTS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Sentence:
    """A unit of an article with its label, one of `ANNOTATIONS`.

    `also` is a second label present or plausible; `sure` is 3 (plain), 2 (a second reading exists) or
    1 (a toss-up).
    """

    text: str
    label: str
    also: str | None
    sure: int
    in_quotation: bool


@dataclass(frozen=True, slots=True)
class Article:
    """The sentences of one article in reading order; `origin` is "file:line"."""

    id: str
    source: str
    licence: str
    genre: str | None
    sentences: tuple[Sentence, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class Split:
    """Articles for training, and articles held out of it."""

    train: tuple[Article, ...]
    held_out: tuple[Article, ...]


def read_corpus(paths: Sequence[Path]) -> list[Article]:
    """Read corpus files in the order given; a folder stands for its `*.jsonl` files, sorted by name.

    Raises CorpusError with a line "file:line: what is wrong" for each of the first `MAX_FAULTS_SHOWN` faults.
    """
    faults: list[str] = []
    articles = [
        article for path in paths for file in _corpus_files(path, faults) for article in _read_file(file, faults)
    ]
    faults.extend(_repeated_ids(articles))
    if faults:
        hidden = len(faults) - MAX_FAULTS_SHOWN
        shown = faults[:MAX_FAULTS_SHOWN] + ([f"… and {hidden} more"] if hidden > 0 else [])
        raise CorpusError("\n".join(shown))
    return articles


def fingerprint(articles: Iterable[Article]) -> str:
    """Return the sha256 over ids (they decide the split), texts and annotations, in any order of articles."""
    digests = sorted(hashlib.sha256(_content(article)).hexdigest() for article in articles)
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def split_by_article(articles: Iterable[Article], share: float, seed: int) -> Split:
    """Hold out about `share` (0 to 1) of the articles, whole, by a hash of each id with the seed.

    An article's side depends on nothing else, so it stays there when articles are added.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"share is {share}, but must lie between 0 and 1")
    train: list[Article] = []
    held_out: list[Article] = []
    for article in articles:
        (held_out if _lot(article.id, seed) < share else train).append(article)
    return Split(tuple(train), tuple(held_out))


def to_dataset(articles: Iterable[Article]) -> "Dataset":
    """Return one row per article, its sentences as a list, so that shuffling rows never cuts an article."""
    from datasets import Dataset, Features, List, Value

    text, flag, level = Value("string"), Value("bool"), Value("int8")
    sentence = {"text": text, "label": text, "also": text, "sure": level, "in_quotation": flag}
    article = {"id": text, "source": text, "licence": text, "genre": text}
    features = Features({**article, "sentences": List(sentence), "origin": text})
    return Dataset.from_list([asdict(one) for one in articles], features=features)


def from_dataset(dataset: "Dataset") -> list[Article]:
    """Return the articles that `to_dataset` wrote."""
    return [
        Article(**{**row, "sentences": tuple(Sentence(**sentence) for sentence in row["sentences"])}) for row in dataset
    ]


def _known_label(label: str) -> str:
    if label not in ANNOTATIONS:
        raise PydanticCustomError(
            "unknown_label",
            "unknown label {label}: use {known}",
            {"label": repr(label), "known": ", ".join(ANNOTATIONS)},
        )
    return label


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "empty")
    return text


_Label = Annotated[str, AfterValidator(_known_label)]
_Text = Annotated[str, AfterValidator(_not_blank)]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _SentenceRecord(_Record):
    text: _Text
    label: _Label
    also: _Label | None
    sure: int = Field(ge=1, le=3)

    @model_validator(mode="after")
    def _also_differs(self) -> Self:
        if self.also == self.label:
            raise PydanticCustomError(
                "repeated_label",
                "also repeats the label {label}: use null when there is no second label",
                {"label": repr(self.label)},
            )
        return self


class _ArticleRecord(_Record):
    id: _Text
    source: _Text
    licence: _Text
    genre: str | None
    topic: str | None = None
    style: str | None = None
    sentences: list[_SentenceRecord] = Field(min_length=1)


def _corpus_files(path: Path, faults: list[str]) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(path.glob("*.jsonl"))
    if not files:
        faults.append(f"{path}: no *.jsonl file in this folder")
    return files


def _read_file(path: Path, faults: list[str]) -> Iterator[Article]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        faults.append(f"{path}: cannot be read ({error.strerror})")
        return
    if not raw.strip():
        faults.append(f"{path}: empty file")
    # Split at line feeds only: U+2028 and its like are legal inside a JSON string.
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if line.strip():
            try:
                yield _parse(line, origin=f"{path}:{number}")
            except UnicodeDecodeError as error:
                faults.append(f"{path}:{number}: not UTF-8 (byte {error.start + 1} of the line)")
            except ValidationError as error:
                faults.extend(f"{path}:{number}: {_fault(details)}" for details in error.errors())


def _parse(line: bytes, origin: str) -> Article:
    record = _ArticleRecord.model_validate_json(line.decode("utf-8"))
    states = running_quotations(sentence.text for sentence in record.sentences)
    sentences = tuple(
        Sentence(sentence.text, sentence.label, sentence.also, sentence.sure, in_quotation)
        for sentence, in_quotation in zip(record.sentences, states, strict=True)
    )
    return Article(record.id, record.source, record.licence, record.genre, sentences, origin)


def _fault(details: ErrorDetails) -> str:
    """Say in one line what pydantic found, counting sentences from 1 as people do."""
    place = [f"sentence {part + 1}" if isinstance(part, int) else part for part in details["loc"]]
    if len(place) > 1 and place[0] == "sentences":
        place = place[1:]
    match details["type"]:
        case "json_invalid":
            reason = str(details["ctx"]["error"])
            return f"not JSON: {reason.replace(' at line 1 column', ' at column')}"
        case "missing":
            what = f"missing key {place.pop()!r}"
        case "extra_forbidden":
            what = f"unknown key {place.pop()!r}"
        case "unknown_label" | "repeated_label":
            what = details["msg"]
        case _:
            what = details["msg"][:1].lower() + details["msg"][1:]
    return ": ".join([*place, what])


def _repeated_ids(articles: Iterable[Article]) -> Iterator[str]:
    first_origins: dict[str, str] = {}
    for article in articles:
        if article.id in first_origins:
            first = first_origins[article.id]
            yield f"{article.origin}: article id {article.id!r} is already used at {first}"
        first_origins.setdefault(article.id, article.origin)


def _content(article: Article) -> bytes:
    sentences = [[one.text, one.label, one.also, one.sure] for one in article.sentences]
    return json.dumps([article.id, sentences]).encode("ascii")


def _lot(article_id: str, seed: int) -> float:
    """Draw a number in [0, 1) that is fixed by the id and the seed."""
    digest = hashlib.sha256(f"{seed}:{article_id}".encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48
