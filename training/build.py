"""From corpus files to a model directory: validate, fit, calibrate, export, evaluate, describe, and only then publish.

The directory is put together under a temporary name and renamed when it is whole, so that a run killed at any moment
leaves no half-written model in the store.
"""

import hashlib
import importlib.metadata
import json
import os
import platform
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import numpy as np
from pydantic import JsonValue

from serving.calibration import probabilities
from serving.classifier import NETWORK, TOKENIZER, Classifier, Scorer
from serving.errors import CorpusError, EpistleError
from serving.labels import LABELS
from serving.models import (
    FORMAT_VERSION,
    BaseModelSource,
    InputFormat,
    Manifest,
    file_sha256,
    write_manifest,
)
from training.base import Base, find_base
from training.calibrate import fit_calibration, fit_conformal
from training.card import write_card
from training.corpus import Article, fingerprint, read_corpus, split_by_article
from training.duplicates import clean, examine
from training.evaluate import evaluate
from training.export import export
from training.features import Example, examples
from training.fit import FitConfig, FitResult, fit
from training.seeds import averaged, scores_of, seed_scores
from training.swaps import interchangeable_words

CARD = "README.md"
HELD_OUT_SHARE = 0.1
_VERSION = r"[A-Za-z0-9][A-Za-z0-9._+-]*"
_LIBRARIES = (
    "torch",
    "transformers",
    "datasets",
    "tokenizers",
    "onnx",
    "onnxruntime",
    "numpy",
    "scikit-learn",
)


@dataclass(frozen=True, slots=True)
class BuildConfig:
    """What to train on and where to put it; `dev` empty means a tenth of the articles is held out for it."""

    data: tuple[Path, ...]
    store: Path
    runs: Path
    dev: tuple[Path, ...] = ()
    base: str | None = None
    seeds: tuple[int, ...] = (0,)
    version: str | None = None
    resume: bool = False
    average: bool = False
    fit: FitConfig = field(default_factory=FitConfig)


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is trained on, what chooses and calibrates, and what was left out and why."""

    train: tuple[Article, ...]
    dev: tuple[Article, ...]
    dropped: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is settled before anything is fitted; `dev` are the examples of the corpus's development articles."""

    config: BuildConfig
    corpus: Corpus
    base: Base
    train: Sequence[Example]
    dev: Sequence[Example]
    data_fingerprint: str
    dev_fingerprint: str
    version: str


def read_data(config: BuildConfig, talk: Callable[[str], None]) -> Corpus:
    """Read, check and clean the corpus; everything found is told through `talk`.

    Raises CorpusError for faults in the files or too little data.
    """
    articles: Sequence[Article] = read_corpus(config.data)
    if config.dev:
        dev: Sequence[Article] = read_corpus(config.dev)
    else:
        split = split_by_article(articles, HELD_OUT_SHARE, seed=0)
        articles, dev = split.train, split.held_out
    findings = examine(articles, dev)
    for line in findings.summary():
        talk(line)
    cleaned = clean(articles, findings)
    corpus = Corpus(cleaned.articles, tuple(dev), {str(kind): count for kind, count in cleaned.dropped.items()})
    for name, part in (("training", corpus.train), ("development", corpus.dev)):
        if not any(sentence.label in LABELS for article in part for sentence in article.sentences):
            raise CorpusError(f"no labelled sentence is left for {name}: give more --data, or --dev files")
    if sum(any(sentence.label in LABELS for sentence in article.sentences) for article in corpus.dev) < 2:
        raise CorpusError(
            "calibration needs labelled sentences of at least 2 development articles: give more --dev files"
        )
    return corpus


def build(config: BuildConfig, talk: Callable[[str], None]) -> Path | None:
    """Fit one network a seed, publish the first seed's and return its directory (None in all but the first process).

    With several seeds all are measured on the development set and reported. With `average` the mean of their weights is
    published, otherwise the first, not the best of them: choosing by the development set would flatter it.
    """
    plan = _plan(config, talk)
    talk(f"{len(plan.train)} sentences to train on, {len(plan.dev)} to choose and calibrate by, base {plan.base.name}")
    results: list[FitResult] = []
    for seed in config.seeds:
        settings = replace(config.fit, seed=seed)
        run = config.runs / _run_name(plan, settings)
        talk(f"seed {seed}: fitting in {run}")
        results.append(fit(plan.train, plan.dev, plan.base, settings, run, resume=config.resume))
        talk(f"seed {seed}: development macro-F1 {results[-1].dev_macro_f1:.4f}, {results[-1].seconds:.0f} s")
    if os.environ.get("RANK", "0") != "0":
        return None
    return _publish(plan, results, talk)


def _plan(config: BuildConfig, talk: Callable[[str], None]) -> _Plan:
    corpus = read_data(config, talk)
    data_fingerprint = fingerprint(corpus.train)
    return _Plan(
        config,
        corpus,
        base=find_base(config.base),
        train=examples(corpus.train, config.fit.targets),
        dev=examples(corpus.dev, config.fit.targets),
        data_fingerprint=data_fingerprint,
        dev_fingerprint=fingerprint(corpus.dev),
        version=_new_version(config, data_fingerprint),
    )


def _run_name(plan: _Plan, config: FitConfig) -> str:
    """Name a run after all that decides its outcome, so that `--resume` never goes on with other data or settings."""
    decisive = [
        plan.data_fingerprint,
        plan.dev_fingerprint,
        plan.base.sha256,
        asdict(config),
        interchangeable_words(),
        os.environ.get("WORLD_SIZE", "1"),
    ]
    return f"{hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()[:12]}-seed{config.seed}"


def _new_version(config: BuildConfig, data_fingerprint: str) -> str:
    """Return the name of the model to come; raises EpistleError, before anything is fitted, if it cannot be had."""
    which = "mean" if config.average else f"s{config.seeds[0]}"
    version = f"{datetime.now(UTC):%Y%m%d}-{data_fingerprint[:8]}-{which}" if config.version is None else config.version
    if not re.fullmatch(_VERSION, version):
        raise EpistleError(
            f"{version!r} cannot name a model: use letters, digits, '.', '_', '+' and '-', the first a letter or digit"
        )
    if (config.store / version).exists():
        raise EpistleError(f"{config.store / version} exists, and models are never changed: choose another --version")
    return version


def _publish(plan: _Plan, results: list[FitResult], talk: Callable[[str], None]) -> Path:
    config = plan.config
    target = config.store / plan.version
    directory = config.store / f".{plan.version}.partial"
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    published = averaged(results) if config.average else results[0]
    manifest = _manifest(plan, published, directory)
    classifier = Classifier(manifest, Scorer.load(directory, manifest.inputs))
    metrics = evaluate(classifier, plan.corpus.dev, [path.name for path in config.dev] or ["held out"])
    by_seed = {
        str(seed): scores_of(metrics)
        if result is published
        else seed_scores(result.network, plan.base.folder / TOKENIZER, manifest.inputs, plan.dev)
        for seed, result in zip(config.seeds, results, strict=True)
    }
    for seed, scores in by_seed.items():
        talk(f"seed {seed}, exported and calibrated: " + ", ".join(f"{name} {f1:.4f}" for name, f1 in scores.items()))
    manifest = manifest.model_copy(
        update={"metrics": manifest.metrics | {"dev": _kept(metrics), "by_seed": cast(JsonValue, by_seed)}}
    )
    write_card(directory / CARD, manifest, metrics, by_seed)
    _write_model(directory, manifest)
    try:
        directory.rename(target)
    except OSError as error:  # another run has taken the name in the meantime
        raise EpistleError(f"{directory} cannot become {target}: {error}") from error
    return target


def _manifest(plan: _Plan, published: FitResult, directory: Path) -> Manifest:
    """Export `published` into `directory`, calibrate it, and return the manifest without checksums and evaluation."""
    config, corpus, dev = plan.config, plan.corpus, plan.dev
    inputs = InputFormat(max_tokens=config.fit.max_tokens, quotation_marker=config.fit.quotation_marker)
    exported = export(published.network, plan.base.folder / TOKENIZER, inputs, dev, directory)
    logits = exported.logits.astype(np.float64)
    truth = np.array([example.truth for example in dev])
    calibration = fit_calibration(logits, truth, np.array([example.article for example in dev]), plan.dev_fingerprint)
    conformal = fit_conformal(probabilities(logits, calibration), truth, plan.dev_fingerprint)
    return Manifest(
        format_version=FORMAT_VERSION,
        version=plan.version,
        created=datetime.now(UTC),
        labels=tuple(str(label) for label in LABELS),
        base_model=BaseModelSource(name=plan.base.name, sha256=plan.base.sha256),
        precision=exported.precision,
        seed=config.seeds[0],
        data_fingerprint=plan.data_fingerprint,
        data={
            "sources": _sources(corpus.train),
            "dev_sources": _sources(corpus.dev),
            "dropped": dict(corpus.dropped),
        },
        training={
            **asdict(replace(config.fit, seed=config.seeds[0])),
            "averaged_seeds": list(config.seeds) if config.average else [],
            "seconds": round(published.seconds, 1),
            "is_resumed": published.is_resumed,
            "cores": os.cpu_count(),
            "machine": platform.machine(),
        },
        libraries={name: importlib.metadata.version(name) for name in _LIBRARIES},
        inputs=inputs,
        calibration=calibration,
        conformal=conformal,
        metrics={"precision_gate": dict(exported.gate)},
        files={},
    )


def _write_model(directory: Path, manifest: Manifest) -> None:
    names = [name for name in (NETWORK, TOKENIZER, CARD) if (directory / name).exists()]
    files = {name: file_sha256(directory / name) for name in names}
    write_manifest(directory, manifest.model_copy(update={"files": files}))


def _sources(articles: Sequence[Article]) -> dict[str, Any]:
    sources: dict[str, Any] = {}
    for article in articles:
        entry = sources.setdefault(article.source, {"articles": 0, "sentences": 0, "licences": []})
        entry["articles"] += 1
        entry["sentences"] += sum(sentence.label in LABELS for sentence in article.sentences)
        if article.licence not in entry["licences"]:
            entry["licences"].append(article.licence)
    return dict(sorted(sources.items()))


def _kept(metrics: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in metrics.items() if name not in ("reliability", "risk_coverage")}
