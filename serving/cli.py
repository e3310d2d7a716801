"""The command line of the runtime: `epistle label`; the training side adds its commands to the same program.

Data goes to stdout, talk to stderr. Errors meant for the user become one line and exit status 1.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from serving.errors import EpistleError
from serving.models import DEFAULT_STORE, find_model


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
def label(file: str, model: str | None, store: Path, as_json: bool) -> None:
    """Print a text file (or stdin) sentence by sentence with label and confidence."""
    # Imported here so that `epistle --help` and errors do not wait for the inference engine.
    from rich.console import Console

    from serving.classifier import Classifier
    from serving.console import print_labelled
    from serving.document import read_document
    from serving.labelling import label_article, label_counts

    raw = read_document(file)
    classifier = Classifier.load(find_model(model, store))
    labelled = label_article(raw, classifier)
    if not as_json:
        print_labelled(labelled, classifier.version, Console())
        return
    answer = {
        "model": classifier.version,
        "sentences": [item.as_json() for item in labelled],
        "summary": label_counts(labelled),
    }
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def main() -> None:
    """Run the program with the runtime's commands only."""
    program()
