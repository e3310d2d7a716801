import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import training.cli  # noqa: F401  # adds its commands to the program
from serving.classifier import NETWORK
from serving.cli import program
from serving.labels import DEFINITIONS, LABELS
from serving.models import champion_version

ARTICLE = (
    "Storm over the Bay\n\nThe ferry left at noon. “It was closed,” the mayor said.\n\nIt may be shut. Shameful!\n"
)

# The import system's own hook, with four packages taken out of its sight.
WITHOUT_TRAIN_EXTRA = """
import importlib.machinery
import sys

class Finder(importlib.machinery.PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name.split(".")[0] in {"torch", "transformers", "datasets", "sklearn"}:
            return None
        return super().find_spec(name, path, target)

sys.meta_path[sys.meta_path.index(importlib.machinery.PathFinder)] = Finder
from training.cli import main
main()
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    return file


@pytest.fixture
def store(make_model: Callable[[Path], Path], tmp_path: Path) -> Path:
    for version in ("first", "second"):
        make_model(tmp_path / "store" / version)
    return tmp_path / "store"


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(program, [str(argument) for argument in arguments], input=stdin)


def assert_one_line_error(result: Result, *parts: str) -> None:
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    assert result.stderr.endswith("\n")
    for part in parts:
        assert part in result.stderr


def test_help_lists_every_command() -> None:
    result = run("--help")

    assert result.exit_code == 0
    listed = {line.split()[0] for line in result.stdout.partition("Commands:")[2].splitlines() if line.strip()}
    assert listed >= {"label", "train", "evaluate", "corpus", "models"}
    assert listed == set(program.commands)


@pytest.mark.parametrize("name", sorted(program.commands))
def test_every_command_explains_itself(name: str) -> None:
    result = run(name, "--help")

    assert result.exit_code == 0
    assert program.commands[name].help


def test_version_is_told() -> None:
    assert "0.1.0" in run("--version").stdout


def test_json_gives_every_unit_with_its_place_and_prediction(article: Path, tiny_model: Path) -> None:
    result = run("label", article, "--model", tiny_model, "--json")
    answer = json.loads(result.stdout)

    assert result.exit_code == 0
    assert result.stderr == ""
    assert list(answer) == [
        "model", "title", "author", "date", "language", "warnings", "text", "sentences", "summary",
    ]  # fmt: skip
    assert answer["model"] == "tiny"
    assert [unit["label"] for unit in answer["sentences"]] == [None, *(str(label) for label in LABELS)]
    assert [unit["kind"] for unit in answer["sentences"]] == ["heading", *["sentence"] * 4]
    assert answer["summary"] == {str(label): 1 for label in LABELS}
    for unit in answer["sentences"]:
        assert ARTICLE[unit["start"] : unit["end"]] == unit["text"]
        assert list(unit) == [
            "text", "start", "end", "kind", "in_quotation",
            "label", "confidence", "scores", "label_set", "needs_review",
        ]  # fmt: skip


def test_text_form_shows_each_sentence_with_its_label_and_the_legend(article: Path, tiny_model: Path) -> None:
    lines = run("label", article, "--model", tiny_model).stdout.splitlines()

    assert [line.split()[0] for line in lines[:5]] == ["heading", *(str(label) for label in LABELS)]
    assert "The ferry left at noon." in lines[1]
    assert "%" in lines[1]
    legend = "\n".join(lines[5:])
    assert all(str(label) in legend and DEFINITIONS[label][:30] in legend for label in LABELS)
    assert "model tiny" in legend


WEB_PAGE = """<!DOCTYPE html><html><head><title>Ferry sinks</title></head><body><article><h1>Ferry sinks</h1>
<p>The ferry left at noon.</p><p>Shameful!</p></article></body></html>"""


@pytest.mark.parametrize("name", ["page.html", "page.txt"])
def test_a_web_page_is_labelled_with_the_text_found_in_it(tmp_path: Path, tiny_model: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text(WEB_PAGE, encoding="utf-8")

    answer = json.loads(run("label", file, "--model", tiny_model, "--json").stdout)

    assert answer["title"] == "Ferry sinks"
    assert [unit["text"] for unit in answer["sentences"]] == ["Ferry sinks", "The ferry left at noon.", "Shameful!"]
    for unit in answer["sentences"]:
        assert answer["text"][unit["start"] : unit["end"]] == unit["text"]


def test_a_heading_that_is_a_clause_is_labelled(tmp_path: Path, tiny_model: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(WEB_PAGE, encoding="utf-8")

    heading = json.loads(run("label", file, "--model", tiny_model, "--json").stdout)["sentences"][0]

    assert heading["kind"] == "heading"
    assert heading["label"] is not None


def test_html_is_read_as_text_on_request(tmp_path: Path, tiny_model: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("It <b>rained</b>.", encoding="utf-8")

    as_text = json.loads(run("label", file, "--text", "--model", tiny_model, "--json").stdout)
    as_html = json.loads(run("label", file, "--html", "--model", tiny_model, "--json").stdout)

    assert [one["sentences"][0]["text"] for one in (as_text, as_html)] == ["It <b>rained</b>.", "It rained."]


GERMAN = "Die Fähre verließ den Hafen am Mittag mit vierzig Menschen an Bord, wie der Hafenmeister am Abend sagte."


def test_another_language_is_warned_of_or_refused(tmp_path: Path, tiny_model: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(GERMAN, encoding="utf-8")

    warned = run("label", file, "--model", tiny_model, "--json")
    assert (warned.exit_code, json.loads(warned.stdout)["language"]) == (0, "de")
    assert warned.stderr.startswith("Warning: the text does not seem to be English")
    assert_one_line_error(run("label", file, "--only-english", "--model", tiny_model), "not seem to be English")


def test_input_over_the_limit_is_refused(article: Path, tiny_model: Path) -> None:
    result = run("label", article, "--max-characters", "10", "--model", tiny_model)

    assert_one_line_error(result, "at most 10 are read")


def test_a_dash_labels_standard_input(tiny_model: Path) -> None:
    result = run("label", "-", "--model", tiny_model, "--json", stdin=ARTICLE.encode())

    assert json.loads(result.stdout)["summary"]["opinion"] == 1


def test_the_champion_labels_when_no_model_is_named(article: Path, store: Path) -> None:
    assert run("models", "promote", "second", "--reason", "better", "--store", store).exit_code == 0

    assert json.loads(run("label", article, "--store", store, "--json").stdout)["model"] == "second"


def test_a_version_can_be_named(article: Path, store: Path) -> None:
    result = run("label", article, "--store", store, "--model", "first", "--json")

    assert json.loads(result.stdout)["model"] == "first"


def test_a_missing_file_is_one_line(tmp_path: Path, tiny_model: Path) -> None:
    result = run("label", tmp_path / "absent.txt", "--model", tiny_model)

    assert_one_line_error(result, "absent.txt", "No such file")


@pytest.mark.parametrize(
    ("data", "part"),
    [(b"", "is empty"), (b" \n", "is empty"), ("Café.".encode("latin-1"), "iconv"), (b"a\x00b", "NUL characters")],
)
def test_an_unreadable_file_is_one_line(tmp_path: Path, tiny_model: Path, data: bytes, part: str) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(data)

    assert_one_line_error(run("label", file, "--model", tiny_model), "article.txt", part)


def test_empty_standard_input_is_one_line(tiny_model: Path) -> None:
    assert_one_line_error(run("label", "-", "--model", tiny_model, stdin=b""), "standard input is empty")


def test_a_missing_model_is_one_line(article: Path, tmp_path: Path) -> None:
    result = run("label", article, "--store", tmp_path / "empty", "--model", "nothing")

    assert_one_line_error(result, "no model 'nothing'")


def test_a_store_without_champion_is_one_line(article: Path, store: Path) -> None:
    assert_one_line_error(run("label", article, "--store", store), "no champion", "epistle train")


def test_a_damaged_model_is_one_line(article: Path, tiny_model: Path, tmp_path: Path) -> None:
    model = shutil.copytree(tiny_model, tmp_path / "damaged")
    (model / NETWORK).write_bytes(b"damaged")

    assert_one_line_error(run("label", article, "--model", model), NETWORK, "damaged", "Copy the model again")


@pytest.mark.parametrize(
    ("line", "part"),
    [("{", "not JSON"), ('{"id": "a"}', "missing key"), ("[]", "bad.jsonl:1")],
)
def test_a_malformed_corpus_is_told_by_file_and_line(tmp_path: Path, line: str, part: str) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(line + "\n", encoding="utf-8")
    result = run("corpus", file)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"Error: {file}:1: ")
    assert part in result.stderr
    assert "Traceback" not in result.stderr


def test_one_corpus_fault_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text("not json\n", encoding="utf-8")

    assert_one_line_error(run("corpus", file), "bad.jsonl:1: not JSON")


def test_a_good_corpus_is_counted(tiny_corpus: Path) -> None:
    result = run("corpus", tiny_corpus / "train.jsonl", "--against", tiny_corpus / "dev.jsonl", "--json")

    assert result.exit_code == 0
    assert json.loads(result.stdout)


@pytest.mark.parametrize("arguments", [["nonsense"], ["label"], ["models", "promote", "x"], ["train", "--epochs", "0"]])
def test_a_wrong_call_says_how_to_call(arguments: list[str]) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: ")


def test_models_are_listed_with_the_champion_marked(store: Path) -> None:
    run("models", "promote", "second", "--reason", "better", "--store", store)
    lines = run("models", "list", "--store", store).stdout.splitlines()

    assert [line.split("\t")[0] for line in lines] == ["  first", "* second"]


def test_an_empty_store_lists_nothing(tmp_path: Path) -> None:
    result = run("models", "list", "--store", tmp_path / "nowhere")

    assert (result.exit_code, result.stdout) == (0, "")


def test_promotion_talks_on_stderr_only(store: Path) -> None:
    result = run("models", "promote", "first", "--reason", "the first", "--store", store)

    assert (result.exit_code, result.stdout) == (0, "")
    assert "first is the champion" in result.stderr
    assert champion_version(store) == "first"


def test_a_damaged_model_is_not_promoted(store: Path) -> None:
    (store / "second" / NETWORK).write_bytes(b"damaged")
    result = run("models", "promote", "second", "--reason", "broken", "--store", store)

    assert_one_line_error(result, "damaged")
    assert not (store / "champion").exists()


@pytest.mark.parametrize("arguments", [["train"], ["evaluate", "dev.jsonl"], ["corpus", "dev.jsonl"]])
def test_without_the_train_extra_a_command_says_how_to_install_it(arguments: list[str]) -> None:
    process = subprocess.run(
        [sys.executable, "-c", WITHOUT_TRAIN_EXTRA, *arguments], capture_output=True, text=True, check=False
    )

    assert process.returncode == 1
    assert process.stdout == ""
    assert process.stderr == (
        "Error: this command needs torch, transformers, datasets, sklearn: pip install 'epistle[train]'\n"
    )


def test_without_the_train_extra_labelling_works(article: Path, tiny_model: Path) -> None:
    process = subprocess.run(
        [sys.executable, "-c", WITHOUT_TRAIN_EXTRA, "label", str(article), "--model", str(tiny_model), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(process.stdout)["summary"]["opinion"] == 1


def test_a_reader_that_has_gone_away_leaves_no_traceback(article: Path, tiny_model: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        process = subprocess.run(
            [sys.executable, "-m", "training.cli", "label", str(article), "--model", str(tiny_model), "--json"],
            stdout=writer,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(writer)

    assert (process.returncode, process.stderr) == (1, "")
