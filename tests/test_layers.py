import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RUNTIME_MODULES = sorted((ROOT / "serving").glob("*.py"))
TRAINING_MODULES = sorted((ROOT / "training").glob("*.py"))
TRAINING_PACKAGES = {"torch", "transformers", "datasets", "sklearn", "scipy", "onnx", "huggingface_hub", "rapidfuzz"}

LABEL_A_SENTENCE = """
import json, sys
from pathlib import Path
import serving.cli
from serving.classifier import Classifier, Sentence
(prediction,) = Classifier.load(Path(sys.argv[1])).predict([Sentence("Shameful!")])
print(json.dumps([prediction.label, sorted(sys.modules)]))
"""
SHOW_HELP = """
import json, sys
from click.testing import CliRunner
from training.cli import program
result = CliRunner().invoke(program, sys.argv[1:])
print(json.dumps([result.exit_code, sorted(sys.modules)]))
"""


def imports_of(path: Path) -> set[str]:
    """Return the top names of all absolute imports of a file, those inside functions included."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            names.add(str(node.module).partition(".")[0])
    return names


def run_python(code: str, *arguments: str) -> list[object]:
    process = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    answer: list[object] = json.loads(process.stdout)
    return answer


def top_names(modules: object) -> set[str]:
    assert isinstance(modules, list)
    return {str(name).partition(".")[0] for name in modules}


@pytest.mark.parametrize("path", RUNTIME_MODULES, ids=lambda path: path.stem)
def test_the_runtime_imports_nothing_of_the_training_side(path: Path) -> None:
    assert imports_of(path).isdisjoint({"training", *TRAINING_PACKAGES})


def test_there_are_modules_to_look_at() -> None:
    assert len(RUNTIME_MODULES) > 5
    assert len(TRAINING_MODULES) > 5


@pytest.mark.parametrize("path", RUNTIME_MODULES + TRAINING_MODULES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_nothing_imports_pickle(path: Path) -> None:
    assert imports_of(path).isdisjoint({"pickle", "joblib", "dill", "shelve", "marshal"})


def test_labelling_loads_no_training_package(tiny_model: Path) -> None:
    label, modules = run_python(LABEL_A_SENTENCE, str(tiny_model))

    assert label == "opinion"
    assert top_names(modules).isdisjoint({"training", *TRAINING_PACKAGES})


@pytest.mark.parametrize(
    "arguments", [["--help"], ["label", "--help"], ["train", "--help"], ["models", "list", "--help"]]
)
def test_help_waits_for_no_engine(arguments: list[str]) -> None:
    exit_code, modules = run_python(SHOW_HELP, *arguments)

    assert exit_code == 0
    assert top_names(modules).isdisjoint({"onnxruntime", "tokenizers", "numpy", *TRAINING_PACKAGES})
