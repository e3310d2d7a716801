"""From labelled articles to the rows a network is trained on: token ids, soft target, weight.

It reads the same `Sentence` as the runtime's classifier and uses its `network_text`, so that training sees exactly what
serving will send.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from serving.classifier import Sentence, network_text
from serving.labels import LABELS, NONE
from training.corpus import Article

if TYPE_CHECKING:
    from datasets import Dataset
    from tokenizers import Tokenizer

_INDEX = {str(label): index for index, label in enumerate(LABELS)}


@dataclass(frozen=True, slots=True)
class TargetConfig:
    """How annotations become targets.

    A toss-up (`sure` 1) hands `toss_up_share` of the target to the second label, a doubtful one (`sure` 2)
    `doubt_share`; a plain one nothing. `balance` is the power of the inverse label frequency by which sentences are
    weighted: 0 leaves the corpus as it is, 1 gives every label the same total weight.
    """

    doubt_share: float = 0.2
    toss_up_share: float = 0.4
    balance: float = 0.3


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled sentence with its place: the position of its article in the list it came from."""

    sentence: Sentence
    truth: int
    target: tuple[float, ...]
    article: int


def examples(articles: Iterable[Article], config: TargetConfig) -> list[Example]:
    """Return every sentence that carries a label; those marked `none` only shape the quotation state of others."""
    return [
        Example(
            Sentence(sentence.text, sentence.in_quotation),
            _INDEX[sentence.label],
            _target(sentence.label, sentence.also, sentence.sure, config),
            number,
        )
        for number, article in enumerate(articles)
        for sentence in article.sentences
        if sentence.label != NONE
    ]


def label_weights(rows: Sequence[Example], balance: float) -> npt.NDArray[np.float64]:
    """Return one weight per label: (1 / (labels x frequency)) ** balance, over the soft targets."""
    frequency = np.mean([row.target for row in rows], axis=0)
    return np.asarray((1 / (len(LABELS) * np.maximum(frequency, 1e-6))) ** balance)


def to_features(
    rows: Sequence[Example],
    tokenizer: "Tokenizer",
    marker: str,
    weights: npt.NDArray[np.float64],
    variants: Sequence[Sequence[str]] = (),
    neutral: Iterable[Sequence[int]] = (),
) -> "Dataset":
    """Return one row an example: `input_ids`, `length`, `targets` (a share per label), `weights`, `labels`.

    `variants`, if given, holds other texts of the same meaning for each example; they become `variant_ids`, without
    those that differ only in tokens of one group of `neutral`, which are the same to the network.
    """
    from datasets import Dataset

    encoded = [encoding.ids for encoding in tokenizer.encode_batch(_texts(rows, marker))]
    first_of_group = {token: group[0] for group in neutral for token in group}

    def seen(ids: Sequence[int]) -> list[int]:
        return [first_of_group.get(token, token) for token in ids]

    others = [
        [encoding.ids for encoding in tokenizer.encode_batch([_marked(row, text, marker) for text in texts])]
        for row, texts in zip(rows, variants or [()] * len(rows), strict=True)
    ]
    return Dataset.from_list(
        [
            {
                "input_ids": ids,
                "variant_ids": [other for other in variant_ids if seen(other) != seen(ids)],
                "length": len(ids),
                "targets": row.target,
                "weights": float(np.dot(row.target, weights)),
                "labels": row.truth,
            }
            for row, ids, variant_ids in zip(rows, encoded, others, strict=True)
        ]
    )


def _texts(rows: Sequence[Example], marker: str) -> list[str]:
    return [network_text(row.sentence, marker) for row in rows]


def _marked(row: Example, text: str, marker: str) -> str:
    return network_text(Sentence(text, row.sentence.in_quotation), marker)


def _target(label: str, also: str | None, sure: int, config: TargetConfig) -> tuple[float, ...]:
    share = {1: config.toss_up_share, 2: config.doubt_share}.get(sure, 0.0) if also in _INDEX else 0.0
    target = [0.0] * len(LABELS)
    target[_INDEX[label]] = 1.0 - share
    if also in _INDEX:
        target[_INDEX[also]] += share
    return tuple(target)
