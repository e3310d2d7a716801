"""The whole command line: the runtime's commands and those of the training side, whose heavy imports wait for use."""

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from serving.cli import model_option, program, store_option
from serving.errors import MissingExtraError
from serving.models import champion_version, find_model, model_versions, read_manifest, set_champion

DEFAULT_DATA = Path(__file__).resolve().parent.parent / "data"
_path = click.Path(path_type=Path)


@program.command()
@click.option("--data", type=_path, multiple=True, help="Corpus file or folder; repeatable. Default: data/.")
@click.option("--dev", type=_path, multiple=True, help="Files that choose the epoch and fit the calibration.")
@click.option("--base", help="Base model: folder or hub id. Default: all-MiniLM-L6-v2, offline.")
@click.option("--seed", "seeds", type=int, multiple=True, default=(0,), show_default=True, help="Repeatable.")
@click.option("--epochs", type=click.FloatRange(min=0, min_open=True), help="Passes over the data.")
@click.option("--runs", type=_path, default=Path("runs"), show_default=True, help="Folder of checkpoints.")
@click.option("--version", "name", help="Name of the new model. Default: date, data fingerprint, seed or `mean`.")
@click.option(
    "--resume", is_flag=True, help="Go on from the last whole checkpoint of the same data, base, seed and settings."
)
@click.option("--average", is_flag=True, help="Publish the mean of the seeds' weights, not the first seed.")
@click.option("--promote", is_flag=True, help="Make the new model the champion.")
@store_option
def train(
    data: tuple[Path, ...],
    dev: tuple[Path, ...],
    base: str | None,
    seeds: tuple[int, ...],
    epochs: float | None,
    runs: Path,
    name: str | None,
    resume: bool,
    average: bool,
    promote: bool,
    store: Path,
) -> None:
    """Fine-tune a model on labelled articles, calibrate, export and measure it, and put it into the store."""
    _require_train_extra()
    from training.build import BuildConfig, build
    from training.fit import FitConfig

    fit_config = FitConfig() if epochs is None else FitConfig(epochs=epochs)
    config = BuildConfig(
        data=data or (DEFAULT_DATA,),
        dev=dev,
        base=base,
        seeds=seeds,
        store=store,
        runs=runs,
        version=name,
        resume=resume,
        average=average,
        fit=fit_config,
    )
    directory = build(config, _talk)
    if directory is None:
        return
    if promote:
        set_champion(directory.name, "epistle train --promote", {}, store)
    click.echo(directory)


@program.command()
@click.argument("files", nargs=-1, required=True, type=_path)
@model_option
@store_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of tables.")
@click.option("--report", type=_path, default=Path("reports/evaluation.html"), show_default=True)
@click.option("--baselines/--no-baselines", default=True, help="Fit the baselines on --data and measure them too.")
@click.option("--data", type=_path, multiple=True, help="What the baselines are fitted on. Default: data/.")
def evaluate(
    files: tuple[Path, ...],
    model: str | None,
    store: Path,
    as_json: bool,
    report: Path,
    baselines: bool,
    data: tuple[Path, ...],
) -> None:
    """Measure a model on labelled articles: quality, calibration, slices, even-handedness, robustness, baselines."""
    _require_train_extra()
    from training.assessment import assess, print_assessment
    from training.report import write_report

    result = assess(find_model(model, store), files, (data or (DEFAULT_DATA,)) if baselines else (), _talk)
    report.parent.mkdir(parents=True, exist_ok=True)
    write_report(report, result)
    _talk(f"report: {report}")
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False))
    else:
        print_assessment(result)


@program.command()
@click.argument("paths", nargs=-1, required=True, type=_path)
@click.option("--against", type=_path, multiple=True, help="Evaluation files that must share no sentence.")
@click.option("--passes", type=_path, help="Print how far two annotation passes agree instead of checks and counts.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a Markdown table.")
def corpus(paths: tuple[Path, ...], against: tuple[Path, ...], passes: Path | None, as_json: bool) -> None:
    """Check corpus files and count what they hold; repeats, conflicts and overlaps are told on stderr."""
    _require_train_extra()
    from dataclasses import asdict

    from training import agreement
    from training.corpus import read_corpus
    from training.datasheet import as_markdown, describe
    from training.duplicates import examine

    if passes is not None and against:
        raise click.UsageError(
            "--passes prints the agreement of passes and --against checks for overlap: one at a time"
        )
    articles = read_corpus(paths)
    if passes is not None:
        measured = agreement.agreement(articles, agreement.read_passes(passes))
        click.echo(json.dumps([asdict(row) for row in measured]) if as_json else agreement.as_markdown(measured))
        return
    for line in examine(articles, read_corpus(against) if against else ()).summary():
        _talk(line)
    rows = describe(articles)
    click.echo(json.dumps([asdict(row) for row in rows]) if as_json else as_markdown(rows))


@program.group()
def models() -> None:
    """List the models of the store and choose the champion."""


@models.command("list")
@store_option
def list_models(store: Path) -> None:
    """Print version, precision and development macro-F1 of each model; * marks the champion."""
    champion = champion_version(store) if (store / "champion").exists() else None
    for version in model_versions(store):
        manifest = read_manifest(store / version)
        dev: Any = manifest.metrics.get("dev") or {}
        mark = "*" if manifest.version == champion else " "
        macro_f1 = f"{dev['macro_f1']:.4f}" if "macro_f1" in dev else "–"
        click.echo(f"{mark} {manifest.version}\t{manifest.precision}\tmacro-F1 {macro_f1}")


@models.command()
@click.argument("version")
@click.option("--reason", required=True, help="Why; kept in the history.")
@store_option
def promote(version: str, reason: str, store: Path) -> None:
    """Make a version the champion, after checking every one of its files."""
    set_champion(find_model(version, store).name, reason, {}, store)
    _talk(f"{version} is the champion")


def main() -> None:
    """Run the whole program."""
    program()


def _require_train_extra() -> None:
    missing = [name for name in ("torch", "transformers", "datasets", "sklearn") if find_spec(name) is None]
    if missing:
        raise MissingExtraError(f"this command needs {', '.join(missing)}: pip install 'epistle[train]'")


def _talk(line: str) -> None:
    click.echo(line, err=True)
    sys.stderr.flush()


if __name__ == "__main__":
    main()
