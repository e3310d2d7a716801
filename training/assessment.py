"""Everything `epistle evaluate` measures, in one JSON-able object, and its tables for a terminal."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table

from serving.classifier import Classifier
from serving.labels import NONE
from training.base import find_base
from training.baselines import compare_baselines
from training.corpus import Article, read_corpus
from training.duplicates import clean, examine
from training.evaluate import evaluate
from training.features import TargetConfig, examples
from training.robustness import flip_report, robustness_report


def assess(
    model: Path, files: Sequence[Path], baseline_data: Sequence[Path], talk: Callable[[str], None]
) -> dict[str, Any]:
    """Measure a model on corpus files; baselines are fitted on `baseline_data`, or left out where it is empty.

    Raises ModelError or CorpusError for a model or files that cannot be used.
    """
    classifier = Classifier.load(model)
    articles = read_corpus(files)
    result = evaluate(classifier, articles, [path.name for path in files])
    rows = examples(articles, TargetConfig())
    sentences, truth = [row.sentence for row in rows], np.array([row.truth for row in rows])
    talk("swapping names, countries, parties and genders; typing errors")
    result["even_handedness"] = flip_report(classifier, sentences).as_json()
    result["robustness"] = robustness_report(classifier, sentences, truth).as_json()
    if baseline_data:
        talk("fitting the baselines")
        corpus = read_corpus(baseline_data)
        train = clean(corpus, examine(corpus, articles)).articles
        result["baselines"] = compare_baselines(
            *_texts_and_labels(train), [sentence.text for sentence in sentences], truth, find_base().folder
        ).as_json()
    return result


def print_assessment(result: dict[str, Any]) -> None:
    """Print the assessment as tables on stdout."""
    console = Console()
    console.print(_headline(result))
    console.print(_per_class(result))
    console.print(_confusion(result))
    console.print(_slices(result))
    _print_flips(result["even_handedness"], console)
    console.print(_robustness(result["robustness"]))


def _texts_and_labels(articles: Iterable[Article]) -> tuple[list[str], list[str]]:
    kept = [one for article in articles for one in article.sentences if one.label != NONE]
    return [one.text for one in kept], [one.label for one in kept]


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left", no_wrap=True)
    return table


def _headline(result: dict[str, Any]) -> Table:
    table = _table(f"{result['model']} on {', '.join(result['files'])}", "", "accuracy", "macro-F1")
    for name, row in result.get("baselines", {}).items():
        table.add_row(name, f"{row['accuracy']:.3f}", f"{row['macro_f1']:.3f}")
    table.add_row("this model", *(_with_interval(result, key) for key in ("accuracy", "macro_f1")))
    table.caption = (
        f"{result['n']} sentences; calibration error {result['ece']:.3f} ({result['calibration']}); "
        f"label sets: coverage {result['coverage']:.3f}, mean size {result['mean_set_size']:.2f}, "
        f"{result['needs_review']:.0%} need review"
    )
    return table


def _with_interval(result: dict[str, Any], key: str) -> str:
    low, high = result["intervals"][key]
    return f"{result[key]:.3f} ({low:.3f}-{high:.3f})"


def _per_class(result: dict[str, Any]) -> Table:
    table = _table("by label", "label", "prec.", "recall", "F1", "95 %", "cover", "set", "n")
    for name, row in result["per_class"].items():
        low, high = row["f1_interval"]
        table.add_row(
            name,
            *(f"{row[key]:.3f}" for key in ("precision", "recall", "f1")),
            f"{low:.3f}-{high:.3f}",
            "–" if row["coverage"] is None else f"{row['coverage']:.3f}",
            "–" if row["mean_set_size"] is None else f"{row['mean_set_size']:.2f}",
            str(row["support"]),
        )
    return table


def _confusion(result: dict[str, Any]) -> Table:
    table = _table("true label by row, predicted by column", "", *result["labels"])
    for name, row in zip(result["labels"], result["confusion"], strict=True):
        table.add_row(name, *map(str, row))
    return table


def _slices(result: dict[str, Any]) -> Table:
    table = _table("slices", "by", "", "n", "accuracy", "macro-F1", "ECE")
    for kind, rows in result["slices"].items():
        for name, row in rows.items():
            numbers = (f"{row[key]:.3f}" for key in ("accuracy", "macro_f1", "ece"))
            table.add_row(kind, name, str(row["n"]), *numbers)
    return table


def _print_flips(even: dict[str, Any], console: Console) -> None:
    table = _table("even-handedness: swaps that change the label", "swap", "variants", "flips", "rate")
    for name, row in even["by_kind"].items():
        table.add_row(name, str(row["variants"]), str(row["flips"]), f"{row['flip_rate']:.1%}")
    table.add_row("all", str(even["variants"]), str(even["flips"]), f"{even['flip_rate']:.1%}")
    console.print(table)
    for flip in even["flipped"]:
        console.print(
            f"  {flip['original']} → {flip['changed']}: {flip['label_before']} {flip['confidence_before']:.0%} → "
            f"{flip['label_after']} {flip['confidence_after']:.0%}: {flip['text']}",
            markup=False,
            highlight=False,
        )


def _robustness(effects: dict[str, Any]) -> Table:
    table = _table("robustness: macro-F1 before and after", "change", "n", "before", "after", "labels changed")
    for name, row in effects.items():
        table.add_row(
            name,
            str(row["n"]),
            f"{row['macro_f1_before']:.3f}",
            f"{row['macro_f1']:.3f}",
            f"{row['labels_changed']:.1%}",
        )
    return table
