"""An article in, its units with their predictions out: what the command line, the service and the page all show."""

from collections import Counter
from dataclasses import dataclass

from serving.article import Article, Unit
from serving.classifier import Classifier, Prediction, Sentence
from serving.labels import LABELS


@dataclass(frozen=True, slots=True)
class LabelledUnit:
    """A unit of an article; `prediction` is None where there is nothing to label (boilerplate, noun phrases)."""

    unit: Unit
    prediction: Prediction | None

    def as_json(self) -> dict[str, object]:
        """Return the JSON object of a prediction as the HTTP interface and `--json` give it."""
        place = {
            "text": self.unit.text,
            "start": self.unit.start,
            "end": self.unit.end,
            "kind": str(self.unit.kind),
            "in_quotation": self.unit.in_quotation,
        }
        if self.prediction is None:
            return place | dict.fromkeys(("label", "confidence", "scores", "label_set", "needs_review"))
        return place | self.prediction.as_json()


def label_article(article: Article, classifier: Classifier) -> list[LabelledUnit]:
    """Label the sentences of an article in their context, and its headings that are full clauses; the order is kept."""
    clauses = [unit for unit in article.units if unit.is_clause]
    predictions = classifier.predict([Sentence(unit.text, unit.in_quotation) for unit in clauses])
    by_start = dict(zip((unit.start for unit in clauses), predictions, strict=True))
    return [LabelledUnit(unit, by_start.get(unit.start)) for unit in article.units]


def about(article: Article) -> dict[str, object]:
    """Return the JSON members that tell of the whole article; `text` is null where it is the input itself."""
    return {
        "title": article.title,
        "author": article.author,
        "date": article.date,
        "language": article.language,
        "warnings": list(article.warnings),
        "text": article.text if article.is_extracted else None,
    }


def label_counts(labelled: list[LabelledUnit]) -> dict[str, int]:
    """Return how many units carry each label, in label order, zeros included."""
    counts = Counter(str(item.prediction.label) for item in labelled if item.prediction)
    return {str(label): counts[label] for label in LABELS}
