"""Shows a labelled article on a terminal: each unit in its label's colour with the confidence beside it."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from serving.classifier import Prediction
from serving.kinds import Kind
from serving.labelling import LabelledUnit, label_counts
from serving.labels import DEFINITIONS, LABELS, Label

STYLES = {
    Label.FACTUAL_REPORT: "cyan",
    Label.ATTRIBUTION: "green",
    Label.SPECULATION: "yellow",
    Label.OPINION: "magenta",
}
_QUIET = "dim"


def print_labelled(labelled: list[LabelledUnit], model_version: str, console: Console) -> None:
    """Print the article unit by unit, then the legend with counts; "?" marks sentences that need a person's look."""
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True, width=1)
    table.add_column(overflow="fold")
    for item in labelled:
        table.add_row(*_row(item))
    console.print(table)
    console.print()
    console.print(_legend(labelled))
    console.print(Text(f"model {model_version}; ? = more than one label is plausible", style=_QUIET))


def _row(item: LabelledUnit) -> tuple[Text, Text, Text, Text]:
    if item.prediction is None:
        style = "bold" if item.unit.kind is Kind.HEADING else _QUIET
        return Text(str(item.unit.kind), style=_QUIET), Text(""), Text(""), Text(item.unit.text, style=style)
    style = STYLES[item.prediction.label]
    return (
        Text(str(item.prediction.label), style=style),
        Text(f"{item.prediction.confidence:.0%}", style=style),
        Text(_review_mark(item.prediction), style="bold"),
        Text(item.unit.text, style=style),
    )


def _review_mark(prediction: Prediction) -> str:
    return "?" if prediction.needs_review else ""


def _legend(labelled: list[LabelledUnit]) -> Table:
    counts = label_counts(labelled)
    legend = Table.grid(padding=(0, 1))
    legend.add_column(no_wrap=True)
    legend.add_column(justify="right", no_wrap=True)
    legend.add_column()
    for label in LABELS:
        legend.add_row(
            Text(str(label), style=STYLES[label]), str(counts[label]), Text(DEFINITIONS[label], style=_QUIET)
        )
    return legend
