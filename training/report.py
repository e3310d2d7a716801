"""One self-contained HTML page for an evaluation: numbers, plots and the sentences behind them.

It knows neither models nor corpora: everything comes from the evaluation, a JSON object. Sentences in it are
hostile until escaped, so the template escapes everything, only the plots go in as they are, and those hold
numbers alone; the page also forbids scripts and any outside asset by its own policy.
"""

import re
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from serving.labels import DEFINITIONS
from serving.models import replace_file
from training.calibrate import COVERAGE

TEMPLATE = "report.html"
# A slice of fewer sentences is shown in grey: its numbers are mostly chance.
SMALL_SLICE = 30

# Matplotlib paints in these stand-ins; each becomes a CSS variable, so that a plot follows light and dark.
_INK, _MUTED, _GRID, _ACCENT = "#010101", "#020202", "#030303", "#040404"
_VARIABLES = {_INK: "var(--ink)", _MUTED: "var(--muted)", _GRID: "var(--line)", _ACCENT: "var(--accent)"}
# Any: matplotlib types the keys as a literal of several hundred names.
_PLOT_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "font.size": 11,
    "text.color": _MUTED,
    "axes.labelcolor": _MUTED,
    "axes.edgecolor": _GRID,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": _GRID,
    "grid.linewidth": 0.6,
    "xtick.color": _GRID,
    "ytick.color": _GRID,
    "xtick.labelcolor": _MUTED,
    "ytick.labelcolor": _MUTED,
}
_PLOT_INCHES = (5.0, 4.0)
_MAX_CURVE_POINTS = 200
# The error rate of the first few answers is chance; the curve begins where it means something.
_MIN_COVERAGE_SHOWN = 0.05


def write_report(path: Path, evaluation: Mapping[str, Any]) -> None:
    """Write the page for an evaluation; the same evaluation gives the same bytes.

    Required keys: model, files, n, accuracy, macro_f1, intervals, ece, coverage, mean_set_size, per_class,
    confusion, labels, reliability, risk_coverage, slices. Optional: even_handedness, robustness, baselines.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, render_report(evaluation))


def render_report(evaluation: Mapping[str, Any]) -> str:
    """Return the HTML of the page."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "percent": _percent,
        "decimal": _decimal,
        "integer": _integer,
        "points": _points,
        "words": _words,
    }
    return environment.get_template(TEMPLATE).render(
        evaluation=evaluation,
        definitions=DEFINITIONS,
        stated_coverage=COVERAGE,
        small_slice=SMALL_SLICE,
        reliability_plot=_reliability_plot(evaluation["reliability"]),
        risk_coverage_plot=_risk_coverage_plot(evaluation["risk_coverage"]),
    )


def _percent(share: float | None, digits: int = 1) -> str:
    return "–" if share is None else f"{100 * share:.{digits}f}%"


def _decimal(value: float | None, digits: int = 3) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _integer(count: int) -> str:
    return f"{count:,}"


def _points(difference: float, digits: int = 1) -> str:
    """Return a signed difference of two shares in percentage points."""
    rounded = round(100 * difference, digits)
    return "±0" if rounded == 0 else f"{rounded:+.{digits}f}".replace("-", "−")


def _words(name: str) -> str:
    return str(name).replace("_", " ")


def _reliability_plot(bins: Sequence[Mapping[str, float]]) -> Markup:
    with mpl.rc_context(_PLOT_STYLE):
        figure, axes = _plot("confidence", "share that is right")
        confidence = [one["confidence"] for one in bins]
        accuracy = [one["accuracy"] for one in bins]
        low = max(0.0, min([*confidence, *accuracy, 0.9]) - 0.05)
        axes.plot([low, 1], [low, 1], color=_MUTED, linewidth=1, linestyle=(0, (4, 3)))
        axes.vlines(confidence, confidence, accuracy, color=_ACCENT, linewidth=1.2, alpha=0.5)
        axes.plot(confidence, accuracy, color=_ACCENT, linewidth=0, marker="o", markersize=6)
        axes.set(xlim=(low, 1.01), ylim=(low, 1.01))
        return _svg(figure, "Reliability diagram: share of right labels against confidence")


def _risk_coverage_plot(curve: Mapping[str, Sequence[float]]) -> Markup:
    with mpl.rc_context(_PLOT_STYLE):
        figure, axes = _plot("share of sentences answered", "share of answers that are wrong")
        shown = [
            (coverage, risk)
            for coverage, risk in zip(curve["coverage"], curve["risk"], strict=True)
            if coverage >= _MIN_COVERAGE_SHOWN
        ]
        step = max(1, len(shown) // _MAX_CURVE_POINTS)
        # Thinned from the end: the last point is the error rate when everything is answered.
        coverage, risk = zip(*shown[::-1][::step][::-1], strict=True)
        axes.fill_between(coverage, risk, color=_ACCENT, alpha=0.12, linewidth=0)
        axes.plot(coverage, risk, color=_ACCENT, linewidth=2)
        axes.set(xlim=(0, 1.01), ylim=(0, max(0.02, *risk) * 1.15))
        return _svg(figure, "Risk-coverage curve: error rate when only the most confident share is answered")


def _plot(x_label: str, y_label: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=_PLOT_INCHES, layout="constrained")
    axes = figure.add_subplot()
    axes.set(xlabel=x_label, ylabel=y_label)
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.tick_params(length=0, pad=6)
    figure.patch.set_visible(False)
    axes.patch.set_visible(False)
    return figure, axes


def _svg(figure: Figure, description: str) -> Markup:
    """Return an `<svg>` element in the page's own colours and fonts, the same for the same figure."""
    buffer = StringIO()
    no_metadata = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    with mpl.rc_context({"svg.hashsalt": description}):
        figure.savefig(buffer, format="svg", metadata=no_metadata)
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    # Ids that nothing refers to would repeat from one plot of the page to the next.
    svg = re.sub(r' id="(?![mp][0-9a-f]{10}")[^"]*"', "", svg)
    for stand_in, variable in _VARIABLES.items():
        svg = svg.replace(stand_in, variable)
    return Markup(svg.replace("<svg ", f'<svg role="img" aria-label="{description}" ', 1))  # noqa: S704 numbers only
