"""The command line of the runtime: `epistle label`; the training side adds its commands to the same program.

Data goes to stdout, talk to stderr. Errors meant for the user become one line and exit status 1.
"""

import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

import click

from serving.errors import EpistleError
from serving.models import DEFAULT_STORE, find_model
from serving.options import MAX_CHARACTERS, ArticleOptions


class _Program(click.Group):
    """A command group that maps Epistle's errors to one line on stderr, in one place."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except EpistleError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            # The reader (`| head`) has gone; keep the interpreter from complaining about it at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(1)


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="epistle")
def program() -> None:
    """Tell how each sentence of a news article speaks: fact, attribution, speculation or opinion."""


model_option = click.option(
    "--model", metavar="NAME", help="A model folder or a version in the store; the champion if not given."
)
store_option = click.option(
    "--store",
    type=click.Path(file_okay=False, path_type=Path),
    default=DEFAULT_STORE,
    help="Folder of model versions.",
)


@program.command()
@click.argument("file", metavar="FILE|-")
@model_option
@store_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of coloured text.")
@click.option(
    "--html/--text", "is_html", default=None, help="What the input is, where its name and beginning do not tell."
)
@click.option("--only-english", is_flag=True, help="Refuse text in another language instead of warning.")
@click.option(
    "--max-characters",
    type=click.IntRange(min=1),
    default=MAX_CHARACTERS,
    show_default=True,
    help="Refuse longer input.",
)
def label(
    file: str,
    model: str | None,
    store: Path,
    as_json: bool,
    is_html: bool | None,
    only_english: bool,
    max_characters: int,
) -> None:
    """Print a text or HTML file (or stdin) sentence by sentence with label and confidence."""
    # The library says on stderr what is told here better, or does not matter.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    # Imported here so that `epistle --help` and errors do not wait for the inference engine.
    from rich.console import Console

    from serving.classifier import Classifier
    from serving.console import print_labelled
    from serving.document import read_article
    from serving.labelling import about, label_article, label_counts

    article = read_article(file, is_html=is_html, options=ArticleOptions(max_characters, only_english))
    classifier = Classifier.load(find_model(model, store))
    labelled = label_article(article, classifier)
    for warning in article.warnings:
        click.echo(f"Warning: {warning}", err=True)
    if not as_json:
        print_labelled(labelled, classifier.version, Console())
        return
    answer = {
        "model": classifier.version,
        **about(article),
        "sentences": [item.as_json() for item in labelled],
        "summary": label_counts(labelled),
    }
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def main() -> None:
    """Run the program with the runtime's commands only."""
    program()
