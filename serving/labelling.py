"""An article in, its units with their predictions out: what the command line, the service and the page all show."""

from collections import Counter
from dataclasses import dataclass

from serving.article import Kind, Unit, split_article
from serving.classifier import Classifier, Prediction, Sentence
from serving.labels import LABELS


@dataclass(frozen=True, slots=True)
class LabelledUnit:
    """A unit of an article; `prediction` is None where nothing is labelled (headings, boilerplate)."""

    unit: Unit
    prediction: Prediction | None

    def as_json(self) -> dict[str, object]:
        """Return the JSON object of a prediction as the HTTP interface and `--json` give it."""
        place = {
            "text": self.unit.text,
            "start": self.unit.start,
            "end": self.unit.end,
            "kind": str(self.unit.kind),
        }
        if self.prediction is None:
            return place | dict.fromkeys(("label", "confidence", "scores", "label_set", "needs_review"))
        return place | self.prediction.as_json()


def label_article(raw: str, classifier: Classifier) -> list[LabelledUnit]:
    """Split plain text into units and label its sentences in their context; order and offsets are kept."""
    units = split_article(raw)
    sentences = [unit for unit in units if unit.kind is Kind.SENTENCE]
    predictions = classifier.predict([Sentence(unit.text, unit.in_quotation) for unit in sentences])
    by_start = dict(zip((unit.start for unit in sentences), predictions, strict=True))
    return [LabelledUnit(unit, by_start.get(unit.start)) for unit in units]


def label_counts(labelled: list[LabelledUnit]) -> dict[str, int]:
    """Return how many units carry each label, in label order, zeros included."""
    counts = Counter(str(item.prediction.label) for item in labelled if item.prediction)
    return {str(label): counts[label] for label in LABELS}
