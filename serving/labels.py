"""The four ways a sentence speaks: names, order and one-line definitions.

Everything else (schema, legend, model card, importers) takes them from here. The full rules: `data/GUIDELINES.md`.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Label(StrEnum):
    """How a sentence speaks. Iteration order is the order of every score vector and matrix."""

    FACTUAL_REPORT = "factual_report"
    ATTRIBUTION = "attribution"
    SPECULATION = "speculation"
    OPINION = "opinion"


LABELS: tuple[Label, ...] = tuple(Label)

# Marks, in labelled data only, a unit that is not a sentence; never trained on and never predicted.
NONE = "none"

DEFINITIONS: Mapping[Label, str] = MappingProxyType(
    {
        Label.FACTUAL_REPORT: "stated as settled fact in the article's own voice",
        Label.ATTRIBUTION: "handed to a source: what somebody says, writes, believes, finds, wants or feels",
        Label.SPECULATION: "raised in the article's own voice but not vouched for: hedged, predicted, conditional",
        Label.OPINION: "a judgement in the article's own voice that no look-up would settle",
    }
)
