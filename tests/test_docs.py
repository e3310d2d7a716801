"""The documentation names every command and option, and everything it shows or links to exists."""

import ast
import importlib
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import training.cli  # noqa: F401  # adds its commands to the program
from serving.article import Unit
from serving.classifier import Prediction
from serving.cli import program
from serving.kinds import Kind
from serving.labelling import LabelledUnit
from serving.labels import DEFINITIONS, LABELS, Label

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
# The documents people read here; model cards in models/<version>/ are written by `epistle train`.
DOCUMENTS = sorted(
    path for path in (*ROOT.glob("*.md"), *ROOT.glob("*/*.md")) if not path.relative_to(ROOT).parts[0].startswith(".")
)
_REFERENCES = [README, *sorted((ROOT / "docs").glob("*.md"))]


def _commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from _commands(child, f"{path} {name}")


COMMANDS = dict(_commands(program, "epistle"))


def _code_blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def _shell_lines() -> list[str]:
    blocks = [block for path in _REFERENCES for block in _code_blocks(path, "sh")]
    return [line for block in blocks for line in block.replace("\\\n", " ").splitlines() if line.strip()]


def _epistle_arguments(line: str) -> list[str] | None:
    """Return what follows the program's name in a shell line or its last pipe, None where another program runs."""
    words = shlex.split(line.rpartition(" | ")[2], comments=True)
    if words and words[0] == "epistle":
        return words[1:]
    if "training.cli" in words:
        return words[words.index("training.cli") + 1 :]
    return None


EXAMPLES = [line for line in _shell_lines() if _epistle_arguments(line) is not None]


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_and_option_is_documented(path: str) -> None:
    pages = [page for one in _REFERENCES if path in (page := one.read_text(encoding="utf-8"))]
    assert pages, f"`{path}` is in neither README.md nor docs/"
    names = [
        name
        for parameter in COMMANDS[path].params
        if isinstance(parameter, click.Option)
        for name in (*parameter.opts, *parameter.secondary_opts)
    ]
    missing = [name for name in names if not any(re.search(rf"(?<![\w-]){name}(?![\w-])", page) for page in pages)]
    assert missing == []


@pytest.mark.parametrize("line", EXAMPLES)
def test_example_commands_parse(line: str) -> None:
    words = _epistle_arguments(line)
    assert words
    command: click.Command = program
    while isinstance(command, click.Group):
        name = words.pop(0)
        assert name in command.commands
        command = command.commands[name]
    with command.make_context(line, words):
        pass


def test_the_readme_has_an_example_of_every_command() -> None:
    leaves = [path for path, command in COMMANDS.items() if not isinstance(command, click.Group)]
    assert [path for path in leaves if not any(path in line for line in EXAMPLES)] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_relative_links_lead_to_files(path: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))
    files = [target.partition("#")[0] for target in targets if "://" not in target]
    assert [file for file in files if file and not (path.parent / file).exists()] == []


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    rules = set(re.findall(r"^([a-z-]+):(?!=)", makefile, re.MULTILINE))
    named = {target for page in _REFERENCES for target in _make_targets(page)}
    assert {"demo", "test"} <= named <= rules


def _make_targets(page: Path) -> list[str]:
    """Return the targets after `make` in code, not those in prose ("make sure")."""
    return re.findall(r"(?:^|`)make ([a-z-]+)", page.read_text(encoding="utf-8"), re.MULTILINE)


def test_labels_are_defined_as_in_the_code() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|$", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert {name: rows[name] for name in LABELS} == DEFINITIONS


def test_python_examples_import_what_exists() -> None:
    blocks = _code_blocks(README, "python")
    assert blocks
    for block in blocks:
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.ImportFrom) and node.module:
                module = importlib.import_module(node.module)
                assert [alias.name for alias in node.names if not hasattr(module, alias.name)] == []


def test_the_json_example_has_the_shape_of_real_output() -> None:
    (example,) = map(json.loads, _code_blocks(README, "json"))
    raw = (ROOT / "seeds" / "fentanyl-networks.txt").read_text(encoding="utf-8")
    prediction = Prediction(Label.OPINION, 1.0, dict.fromkeys(LABELS, 0.25), (Label.OPINION,))
    unlabelled, labelled = (
        LabelledUnit(Unit("", 0, 0, Kind.SENTENCE, is_clause=True), one).as_json() for one in (None, prediction)
    )
    for shown in example["sentences"]:
        assert raw[shown["start"] : shown["end"]] == shown["text"]
        assert list(shown) == list(labelled)
        if shown["label"] is None:
            assert {name for name, value in shown.items() if value is None} == {
                name for name, value in unlabelled.items() if value is None
            }
        else:
            assert list(shown["scores"]) == list(LABELS)
            assert sum(shown["scores"].values()) == pytest.approx(1)
            assert shown["scores"][shown["label"]] == shown["confidence"] == max(shown["scores"].values())
            assert shown["needs_review"] == (len(shown["label_set"]) > 1)
    assert list(example["summary"]) == list(LABELS)
