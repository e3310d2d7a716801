"""Fitting and building on a random base of one layer: reproducible, resumable, and published whole or not at all."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import torch
from sklearn.metrics import f1_score

from serving.classifier import Classifier, Sentence, network_text
from serving.errors import CorpusError, EpistleError
from serving.models import MANIFEST, InputFormat, verify_model
from training.base import Base
from training.build import BuildConfig, build
from training.corpus import read_corpus
from training.export import export
from training.features import Example, TargetConfig, examples
from training.fit import NETWORK, FitConfig, FitResult, fit, load_tokenizer
from training.seeds import averaged

CONFIG = FitConfig(epochs=2, batch_size=8, evaluations_per_epoch=1, patience=10, max_tokens=32)


@pytest.fixture(scope="module")
def train(tiny_corpus: Path) -> list[Example]:
    return examples(read_corpus([tiny_corpus / "train.jsonl"]), TargetConfig())


@pytest.fixture(scope="module")
def dev(tiny_corpus: Path) -> list[Example]:
    return examples(read_corpus([tiny_corpus / "dev.jsonl"]), TargetConfig())


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runs") / "run"


@pytest.fixture(scope="module")
def fitted(train: list[Example], dev: list[Example], tiny_base: Base, run: Path) -> FitResult:
    return fit(train, dev, tiny_base, CONFIG, run)


@pytest.fixture
def interrupted(fitted: FitResult, run: Path, tmp_path: Path) -> Path:
    """Return a run as a kill in its second epoch leaves it: the first checkpoint, no result."""
    assert fitted
    copy = shutil.copytree(run, tmp_path / "run")
    (copy / NETWORK).unlink()
    shutil.rmtree(checkpoints(copy)[-1])
    return copy


@pytest.fixture(scope="module")
def config(tiny_corpus: Path, tiny_base: Base, tmp_path_factory: pytest.TempPathFactory) -> BuildConfig:
    folder = tmp_path_factory.mktemp("build")
    return BuildConfig(
        data=(tiny_corpus / "train.jsonl",),
        dev=(tiny_corpus / "dev.jsonl",),
        base=str(tiny_base.folder),
        store=folder / "store",
        runs=folder / "runs",
        version="tiny",
        fit=CONFIG,
    )


@pytest.fixture(scope="module")
def talk() -> list[str]:
    return []


@pytest.fixture(scope="module")
def built(config: BuildConfig, talk: list[str]) -> Path:
    directory = build(config, talk.append)
    assert directory is not None
    return directory


def checkpoints(run: Path) -> list[Path]:
    return sorted(run.glob("checkpoint-*"), key=lambda path: int(path.name.partition("-")[2]))


def weights_of(result: FitResult) -> dict[str, torch.Tensor]:
    return result.network.state_dict()


def assert_same_weights(one: FitResult, other: FitResult) -> None:
    assert weights_of(one).keys() == weights_of(other).keys()
    for name, value in weights_of(one).items():
        torch.testing.assert_close(value, weights_of(other)[name], msg=name)


def test_the_same_seed_gives_the_same_weights(
    fitted: FitResult, train: list[Example], dev: list[Example], tiny_base: Base, tmp_path: Path
) -> None:
    again = fit(train, dev, tiny_base, CONFIG, tmp_path / "again")

    assert again.dev_macro_f1 == fitted.dev_macro_f1
    assert all(torch.equal(value, weights_of(again)[name]) for name, value in weights_of(fitted).items())


def test_another_seed_gives_other_weights(
    fitted: FitResult, train: list[Example], dev: list[Example], tiny_base: Base, tmp_path: Path
) -> None:
    other = fit(train, dev, tiny_base, replace(CONFIG, seed=1), tmp_path / "other")

    assert not torch.equal(weights_of(other)["head.weight"], weights_of(fitted)["head.weight"])


def test_interchangeable_words_have_one_embedding_after_a_fit(
    train: list[Example], dev: list[Example], tiny_base: Base, tmp_path: Path
) -> None:
    tokenizer_file = tiny_base.folder / "tokenizer.json"
    raw = json.loads(tokenizer_file.read_text(encoding="utf-8"))
    base = replace(tiny_base, folder=shutil.copytree(tiny_base.folder, tmp_path / "base"))
    vocabulary = raw["model"]["vocab"]
    for old, new in zip(list(vocabulary)[5:7], ("he", "she"), strict=True):
        vocabulary[new] = vocabulary.pop(old)
    (base.folder / "tokenizer.json").write_text(json.dumps(raw), encoding="utf-8")

    fitted = fit(train, dev, base, CONFIG, tmp_path / "run")

    embeddings = weights_of(fitted)["encoder.embeddings.word_embeddings.weight"]
    assert torch.equal(embeddings[vocabulary["he"]], embeddings[vocabulary["she"]])


def test_a_run_killed_halfway_goes_on_to_the_very_same_weights(
    fitted: FitResult, train: list[Example], dev: list[Example], tiny_base: Base, interrupted: Path
) -> None:
    started_from = checkpoints(interrupted)

    resumed = fit(train, dev, tiny_base, CONFIG, interrupted, resume=True)

    assert len(started_from) == 1
    assert_same_weights(resumed, fitted)
    assert resumed.dev_macro_f1 == fitted.dev_macro_f1


def test_a_resumed_run_repeats_no_finished_step(
    train: list[Example], dev: list[Example], tiny_base: Base, interrupted: Path
) -> None:
    fit(train, dev, tiny_base, CONFIG, interrupted, resume=True)
    history = json.loads((checkpoints(interrupted)[-1] / "trainer_state.json").read_text(encoding="utf-8"))
    evaluated = [entry["step"] for entry in history["log_history"] if "eval_macro_f1" in entry]

    assert evaluated == sorted(set(evaluated))


@pytest.mark.parametrize("state", [None, "", '{"global_step": 3'])
def test_a_half_written_checkpoint_is_passed_over(
    state: str | None,
    fitted: FitResult,
    train: list[Example],
    dev: list[Example],
    tiny_base: Base,
    interrupted: Path,
) -> None:
    half_written = shutil.copytree(checkpoints(interrupted)[0], interrupted / "checkpoint-5")
    (half_written / "trainer_state.json").unlink()
    if state is not None:
        (half_written / "trainer_state.json").write_text(state, encoding="utf-8")
    (half_written / "model.safetensors").write_bytes(b"half")

    assert_same_weights(fit(train, dev, tiny_base, CONFIG, interrupted, resume=True), fitted)


def test_a_finished_run_is_loaded_and_not_fitted_again(
    fitted: FitResult, train: list[Example], dev: list[Example], tiny_base: Base, run: Path
) -> None:
    before = (run / NETWORK).stat().st_mtime_ns

    loaded = fit(train, dev, tiny_base, CONFIG, run, resume=True)

    assert_same_weights(loaded, fitted)
    assert (loaded.dev_macro_f1, loaded.seconds) == (fitted.dev_macro_f1, fitted.seconds)
    assert (run / NETWORK).stat().st_mtime_ns == before


def test_without_resume_a_run_starts_from_the_beginning(
    fitted: FitResult, train: list[Example], dev: list[Example], tiny_base: Base, interrupted: Path
) -> None:
    assert_same_weights(fit(train, dev, tiny_base, CONFIG, interrupted), fitted)


def test_a_fresh_run_clears_what_a_longer_one_left(
    fitted: FitResult, train: list[Example], dev: list[Example], tiny_base: Base, run: Path, tmp_path: Path
) -> None:
    used = shutil.copytree(run, tmp_path / "used")
    shutil.copytree(checkpoints(used)[-1], used / "checkpoint-600")

    assert_same_weights(fit(train, dev, tiny_base, CONFIG, used), fitted)
    assert [path.name for path in checkpoints(used)] == [path.name for path in checkpoints(run)]


def test_a_run_s_result_comes_last(fitted: FitResult, run: Path) -> None:
    assert fitted
    written = (run / NETWORK).stat().st_mtime_ns
    others = [path for path in run.rglob("*") if path.is_file() and path.name != NETWORK]

    assert others
    assert all(path.stat().st_mtime_ns <= written for path in others)
    assert not list(run.glob(".*"))


def test_a_built_model_verifies_and_predicts(built: Path) -> None:
    manifest = verify_model(built)
    (prediction,) = Classifier.load(built, threads=1).predict([Sentence("The ferry left at noon.")])

    assert built.name == manifest.version == "tiny"
    assert set(manifest.files) == {"model.onnx", "tokenizer.json", "README.md"}
    assert {path.name for path in built.iterdir()} == {*manifest.files, MANIFEST}
    assert sum(prediction.scores.values()) == pytest.approx(1)


def test_an_exported_network_has_int8_weights_and_the_scores_of_the_fitted_one(
    fitted: FitResult, dev: list[Example], tiny_base: Base, tmp_path: Path
) -> None:
    inputs = InputFormat(max_tokens=32, quotation_marker='"')
    exported = export(fitted.network, tiny_base.folder / "tokenizer.json", inputs, dev, tmp_path)
    graph = onnx.load(tmp_path / "model.onnx").graph
    matrices = [tensor.data_type for tensor in graph.initializer if np.prod(tensor.dims) > 1000]
    tokenizer = load_tokenizer(tiny_base, 32)
    rows = [torch.tensor([tokenizer.encode(network_text(one.sentence, '"')).ids]) for one in dev]
    with torch.no_grad():
        logits = torch.cat([fitted.network.eval()(row, torch.ones_like(row)) for row in rows]).numpy()

    assert exported.precision == "int8"
    assert set(matrices) == {onnx.TensorProto.INT8}
    np.testing.assert_allclose(exported.logits, logits, atol=0.05)


def test_the_manifest_tells_where_the_model_came_from(built: Path, tiny_base: Base) -> None:
    manifest = verify_model(built)

    assert manifest.base_model.sha256 == tiny_base.sha256
    assert manifest.seed == CONFIG.seed
    assert manifest.training["epochs"] == CONFIG.epochs
    assert manifest.precision in ("int8", "fp32")
    assert {"torch", "transformers", "onnxruntime"} <= set(manifest.libraries)
    assert manifest.calibration.fitted_on == manifest.conformal.fitted_on != manifest.data_fingerprint
    assert "dev" in manifest.metrics


def test_the_card_names_every_source_licence_and_label(built: Path) -> None:
    card = (built / "README.md").read_text(encoding="utf-8")

    for words in ("epistle", "harbour wire", "CC-BY-4.0", "CC0-1.0", "dev.jsonl", "factual_report", "opinion"):
        assert words in card
    assert "{{" not in card


def test_every_seed_is_measured_as_it_would_be_shipped_and_the_first_is(
    built: Path, config: BuildConfig, tmp_path: Path
) -> None:
    told: list[str] = []

    directory = build(replace(config, seeds=(0, 1), store=tmp_path, version="two", resume=True), told.append)

    assert directory is not None
    metrics: dict[str, Any] = verify_model(directory).metrics
    assert metrics["by_seed"].keys() == {"0", "1"}
    assert metrics["by_seed"]["0"]["macro_f1"] == metrics["dev"]["macro_f1"]
    assert metrics["by_seed"]["0"] == verify_model(built).metrics["by_seed"]["0"]  # type: ignore[index,call-overload]
    assert sum("exported and calibrated: macro_f1" in line for line in told) == 2
    assert "Macro-F1 of 2 seeds" in (directory / "README.md").read_text(encoding="utf-8")


def test_an_average_of_seeds_is_published_and_measured_as_itself(
    built: Path, config: BuildConfig, tmp_path: Path
) -> None:
    assert built
    several = replace(config, seeds=(0, 1), store=tmp_path, version=None, resume=True, average=True)

    directory = build(several, lambda line: None)

    assert directory is not None
    manifest = verify_model(directory)
    metrics: dict[str, Any] = manifest.metrics
    assert directory.name.endswith(f"-{manifest.data_fingerprint[:8]}-mean")
    assert manifest.training["averaged_seeds"] == [0, 1]
    assert metrics["by_seed"].keys() == {"0", "1"}
    assert "the mean of their weights" in (directory / "README.md").read_text(encoding="utf-8")


def test_the_average_is_the_mean_of_all_weights(
    fitted: FitResult, train: list[Example], dev: list[Example], tiny_base: Base, tmp_path: Path
) -> None:
    other = fit(train, dev, tiny_base, replace(CONFIG, seed=1), tmp_path / "other")

    mean = averaged([fitted, other])

    for name, value in weights_of(mean).items():
        torch.testing.assert_close(value, (weights_of(fitted)[name] + weights_of(other)[name]) / 2)
    assert mean.seconds == fitted.seconds + other.seconds


def test_one_development_article_is_too_few_to_calibrate_by(tmp_path: Path, config: BuildConfig) -> None:
    first = config.dev[0].read_text(encoding="utf-8").splitlines()[0]
    (tmp_path / "one.jsonl").write_text(first + "\n", encoding="utf-8")

    with pytest.raises(CorpusError, match="at least 2 development articles: give more --dev files"):
        build(replace(config, dev=(tmp_path / "one.jsonl",), version="one"), lambda line: None)


def test_a_build_tells_how_many_sentences_it_uses(built: Path, talk: list[str]) -> None:
    assert built
    assert any("24 sentences to train on, 12 to choose and calibrate by" in line for line in talk)


@pytest.mark.parametrize("name", ["../elsewhere", "a/b", ".hidden", "", "two words"])
def test_a_version_that_cannot_name_a_folder_of_the_store_is_refused_before_the_fit(
    config: BuildConfig, name: str
) -> None:
    told: list[str] = []

    with pytest.raises(EpistleError, match="cannot name a model: use letters"):
        build(replace(config, version=name), told.append)

    assert not any("fitting" in line for line in told)


def test_a_finished_run_is_not_taken_for_one_with_other_development_articles(
    built: Path, config: BuildConfig, tmp_path: Path
) -> None:
    assert built
    articles = [json.loads(line) for line in config.dev[0].read_text(encoding="utf-8").splitlines()]
    articles[0]["sentences"][0]["text"] += " Corrected."
    (tmp_path / "dev.jsonl").write_text("".join(json.dumps(one) + "\n" for one in articles), encoding="utf-8")
    before = set(config.runs.iterdir())

    build(replace(config, dev=(tmp_path / "dev.jsonl",), store=tmp_path, resume=True), lambda line: None)

    assert len(set(config.runs.iterdir()) - before) == 1


def test_an_existing_version_is_never_overwritten(built: Path, config: BuildConfig) -> None:
    before = (built / MANIFEST).read_bytes()

    told: list[str] = []

    with pytest.raises(EpistleError, match="exists, and models are never changed: choose another --version"):
        build(config, told.append)

    assert (built / MANIFEST).read_bytes() == before
    assert not any("fitting" in line for line in told)


def test_what_a_killed_build_leaves_is_no_model_and_in_nobody_s_way(built: Path, config: BuildConfig) -> None:
    store = built.parent
    left = shutil.copytree(built, store / ".second.partial")
    (left / MANIFEST).unlink()
    assert [path.parent.name for path in store.glob(f"*/{MANIFEST}")] == ["tiny"]

    directory = build(replace(config, version="second", resume=True), lambda line: None)

    assert directory is not None
    assert verify_model(directory).version == "second"
    assert not left.exists()


def test_a_corpus_without_labels_is_refused(tmp_path: Path, config: BuildConfig) -> None:
    sentence = {"text": "By A. Writer", "label": "none", "also": None, "sure": 3}
    article = {"id": "a", "source": "epistle", "licence": "CC0-1.0", "genre": None, "sentences": [sentence]}
    (tmp_path / "none.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")

    with pytest.raises(CorpusError, match="no labelled sentence is left for training: give more --data, or --dev"):
        build(replace(config, data=(tmp_path / "none.jsonl",)), lambda line: None)


@pytest.mark.slow
def test_two_processes_under_torchrun_build_one_model(tiny_corpus: Path, tiny_base: Base, tmp_path: Path) -> None:
    launcher = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    command = ["-m", "training.cli", "train", "--data", str(tiny_corpus / "train.jsonl")]
    options = {"--dev": tiny_corpus / "dev.jsonl", "--base": tiny_base.folder, "--store": tmp_path / "store"}
    options |= {"--runs": tmp_path / "runs"}
    arguments = [str(part) for pair in options.items() for part in pair]
    process = subprocess.run(
        [*launcher, *command, *arguments, "--epochs", "1", "--version", "twin"],
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert process.returncode == 0, process.stderr
    assert process.stdout.splitlines() == [str(tmp_path / "store" / "twin")]
    assert verify_model(tmp_path / "store" / "twin").version == "twin"


def test_the_development_score_is_that_of_the_network_on_the_development_set(
    fitted: FitResult, dev: list[Example], tiny_base: Base
) -> None:
    tokenizer = load_tokenizer(tiny_base, CONFIG.max_tokens)
    network = fitted.network.eval()
    logits = []
    with torch.no_grad():
        for example in dev:
            text = network_text(example.sentence, CONFIG.quotation_marker)
            input_ids = torch.tensor([tokenizer.encode(text).ids])
            logits.append(network(input_ids, torch.ones_like(input_ids))[0].numpy())

    predicted = np.stack(logits).argmax(axis=1)
    truth = [example.truth for example in dev]
    assert fitted.dev_macro_f1 == pytest.approx(f1_score(truth, predicted, average="macro", zero_division=0))
