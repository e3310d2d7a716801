"""Writes the model card, in the Hugging Face form, from the manifest and the evaluation: no number is typed by hand."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from huggingface_hub import EvalResult, ModelCard, ModelCardData

from serving.labels import DEFINITIONS
from serving.models import Manifest
from training.seeds import mean_scores

_TEMPLATE = Path(__file__).with_name("card.md.jinja")
# Assumed, not measured: what one busy server core draws.
WATTS_PER_CORE = 15


def write_card(
    path: Path, manifest: Manifest, metrics: dict[str, Any], by_seed: Mapping[str, Mapping[str, float]]
) -> None:
    """Write the card of a model.

    `metrics` is what `training.evaluate.evaluate` returned for its development set, `by_seed` the scores of every seed.
    """
    data = ModelCardData(
        language="en",
        license="apache-2.0",
        library_name="onnxruntime",
        pipeline_tag="text-classification",
        base_model=manifest.base_model.name,
        tags=["news", "journalism", "attribution", "subjectivity", "calibrated"],
        model_name=f"epistle-{manifest.version}",
        eval_results=[
            EvalResult(
                task_type="text-classification",
                dataset_type="epistle-dev",
                dataset_name=", ".join(metrics["files"]),
                metric_type=name,
                metric_value=round(metrics[key], 4),
            )
            for name, key in (("f1", "macro_f1"), ("accuracy", "accuracy"))
        ],
    )
    training = manifest.training
    seconds, cores = float(str(training["seconds"])), int(str(training["cores"]))
    card = ModelCard.from_template(
        data,
        template_path=str(_TEMPLATE),
        manifest=manifest,
        metrics=metrics,
        by_seed=by_seed,
        means=mean_scores(by_seed),
        definitions={str(label): text for label, text in DEFINITIONS.items()},
        energy_kwh=seconds * cores * WATTS_PER_CORE / 3.6e6,
        watts=WATTS_PER_CORE,
        minutes=seconds / 60,
        cores=cores,
    )
    path.write_text(str(card), encoding="utf-8")
