"""Whether labels hold when what must not matter changes: who a sentence is about, and how it is typed.

Even-handedness swaps countries, parties, persons, genders and religions and counts the labels that flip (the
counterfactual test of Garg et al. 2019, "Counterfactual Fairness in Text Classification"). Robustness
perturbs letters, case and marks (Ribeiro et al. 2020, "Beyond Accuracy: Behavioral Testing of NLP Models with
CheckList"). Swaps are made by word lists, so some variants are clumsy or name the wrong thing; every flip is
therefore kept for a person to read.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from serving.classifier import Prediction, Sentence
from serving.labels import LABELS
from training.metrics import accuracy, macro_f1
from training.perturbations import Perturbation, perturb
from training.swaps import Swap, SwapKind, counterfactuals

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FLIP_TARGET = 0.01


class Scorer(Protocol):
    """What is tested: `serving.classifier.Classifier`, or anything with its two halves of a prediction."""

    def logits(self, sentences: Sequence[Sentence], /) -> npt.NDArray[np.float32]:
        """Return raw scores of shape (len(sentences), 4)."""

    def predictions(self, logits: npt.NDArray[np.float32], /) -> list[Prediction]:
        """Turn raw scores into calibrated predictions."""


@dataclass(frozen=True, slots=True)
class Flip:
    """A swap that changed the label; `text` is the sentence before the swap, `swapped_text` after it."""

    kind: SwapKind
    text: str
    original: str
    changed: str
    swapped_text: str
    label_before: str
    label_after: str
    confidence_before: float
    confidence_after: float


@dataclass(frozen=True, slots=True)
class FlipRate:
    """How many counterfactual variants were scored and how many of them changed the label."""

    variants: int
    flips: int

    @property
    def rate(self) -> float:
        """The share of variants that flipped; 0 without variants."""
        return self.flips / self.variants if self.variants else 0.0


@dataclass(frozen=True, slots=True)
class EvenHandedness:
    """Flip rates by kind, and every flip in the order of the sentences."""

    by_kind: dict[SwapKind, FlipRate]
    flips: tuple[Flip, ...]

    @property
    def overall(self) -> FlipRate:
        """All kinds taken together, each variant counting once."""
        return FlipRate(sum(kind.variants for kind in self.by_kind.values()), len(self.flips))

    def as_json(self) -> dict[str, object]:
        """Return what the report shows; rates are shares from 0 to 1."""
        return {
            "target": FLIP_TARGET,
            **_rate_json(self.overall),
            "by_kind": {str(kind): _rate_json(rate) for kind, rate in self.by_kind.items()},
            "flipped": [asdict(flip) | {"kind": str(flip.kind)} for flip in self.flips],
        }


@dataclass(frozen=True, slots=True)
class PerturbationEffect:
    """Quality on the `n` sentences that a perturbation altered, and the share of labels that changed."""

    n: int
    accuracy_before: float
    accuracy: float
    macro_f1_before: float
    macro_f1: float
    labels_changed: float


@dataclass(frozen=True, slots=True)
class Robustness:
    """The effect of each perturbation that altered at least one sentence."""

    effects: dict[Perturbation, PerturbationEffect]

    def as_json(self) -> dict[str, object]:
        """Return the effects by name; shares are from 0 to 1."""
        return {str(kind): asdict(effect) for kind, effect in self.effects.items()}


def flip_report(classifier: Scorer, sentences: Sequence[Sentence]) -> EvenHandedness:
    """Label every counterfactual in the context of its sentence and compare with the sentence's own label."""
    before = _predicted(classifier, sentences)
    swaps = counterfactuals(sentence.text for sentence in sentences)
    by_kind: dict[SwapKind, FlipRate] = {}
    found: list[tuple[int, Flip]] = []
    for kind in SwapKind:
        own = [swap for swap in swaps if swap.kind is kind]
        after = _predicted(classifier, [replace(sentences[swap.index], text=swap.text) for swap in own])
        flips = [
            (swap.index, _flip(swap, sentences[swap.index].text, before[swap.index], new))
            for swap, new in zip(own, after, strict=True)
            if new.label != before[swap.index].label
        ]
        by_kind[kind] = FlipRate(len(own), len(flips))
        found.extend(flips)
    return EvenHandedness(by_kind, tuple(flip for _, flip in sorted(found, key=lambda item: item[0])))


def robustness_report(classifier: Scorer, sentences: Sequence[Sentence], truth: Ints, seed: int = 0) -> Robustness:
    """Measure each perturbation on the sentences it alters, against the same sentences as they were.

    `truth` (n,) holds label indices in the order of `LABELS`.
    """
    before = _score_matrix(_predicted(classifier, sentences))
    effects = {}
    for number, kind in enumerate(Perturbation):
        rng = np.random.default_rng([seed, number])
        texts = [perturb(kind, sentence.text, rng) for sentence in sentences]
        altered = [i for i, text in enumerate(texts) if text != sentences[i].text]
        if altered:
            variants = [replace(sentences[i], text=texts[i]) for i in altered]
            after = _score_matrix(_predicted(classifier, variants))
            effects[kind] = _effect(before[altered], after, truth[altered])
    return Robustness(effects)


def _predicted(classifier: Scorer, sentences: Sequence[Sentence]) -> list[Prediction]:
    return classifier.predictions(classifier.logits(sentences)) if sentences else []


def _score_matrix(predictions: Sequence[Prediction]) -> Floats:
    return np.array([[one.scores[label] for label in LABELS] for one in predictions], dtype=np.float64)


def _effect(before: Floats, after: Floats, truth: Ints) -> PerturbationEffect:
    return PerturbationEffect(
        n=len(truth),
        accuracy_before=accuracy(before, truth),
        accuracy=accuracy(after, truth),
        macro_f1_before=macro_f1(before, truth),
        macro_f1=macro_f1(after, truth),
        labels_changed=float((before.argmax(axis=1) != after.argmax(axis=1)).mean()),
    )


def _flip(swap: Swap, text: str, before: Prediction, after: Prediction) -> Flip:
    return Flip(
        kind=swap.kind,
        text=text,
        original=swap.original,
        changed=swap.changed,
        swapped_text=swap.text,
        label_before=str(before.label),
        label_after=str(after.label),
        confidence_before=before.confidence,
        confidence_after=after.confidence,
    )


def _rate_json(rate: FlipRate) -> dict[str, object]:
    return {"variants": rate.variants, "flips": rate.flips, "flip_rate": rate.rate}
