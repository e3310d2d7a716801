"""Fine-tunes the network on labelled articles with the Hugging Face `Trainer`.

A run lives in its own folder: checkpoints while it goes on, `network.safetensors` when it is done, written last and at
once, so that nothing half-written is ever taken for a result. It refuses to know about calibration and export.
"""

import contextlib
import json
import os
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from sklearn.metrics import f1_score
from torch import Tensor, nn
from transformers import (
    EarlyStoppingCallback,
    EvalPrediction,
    Trainer,
    TrainingArguments,
    set_seed,
)
from transformers.trainer_utils import PREFIX_CHECKPOINT_DIR, SaveStrategy

from training.augmentation import variants
from training.base import Base
from training.features import Example, TargetConfig, label_weights, to_features
from training.network import SentenceNetwork
from training.neutral import neutral_tokens

if TYPE_CHECKING:
    from tokenizers import Tokenizer

NETWORK = "network.safetensors"
_TRAINER_STATE = "trainer_state.json"


@dataclass(frozen=True, slots=True)
class FitConfig:
    """The settings of a fit; the reasons for the values are in `docs/experiments.md`."""

    seed: int = 0
    epochs: float = 1.6
    learning_rate: float = 1e-4
    # The head starts from nothing, the encoder does not.
    head_learning_rate: float = 5e-4
    warmup_share: float = 0.1
    weight_decay: float = 0.01
    dropout: float = 0.1
    # Encoder layers, from below, that stay as pretrained: a fifth less time a step.
    frozen_layers: int = 1
    # Sentences a step, over all processes.
    batch_size: int = 32
    max_tokens: int = 128
    # One token that a sentence cut out of a running quotation would have begun with.
    quotation_marker: str = '"'
    # The share of sentences shown in another wording (swapped names, typos, other quotation marks) at each pass.
    augmented_share: float = 0.3
    evaluations_per_epoch: int = 2
    # Evaluations without a better development macro-F1 before the run stops.
    patience: int = 3
    targets: TargetConfig = field(default_factory=TargetConfig)


@dataclass(frozen=True, slots=True)
class FitResult:
    """A fitted network, the development macro-F1 that chose it, and the seconds it took.

    Of a resumed run, `seconds` counts the last stretch only.
    """

    network: SentenceNetwork
    dev_macro_f1: float
    seconds: float
    is_resumed: bool


def fit(
    train: Sequence[Example],
    dev: Sequence[Example],
    base: Base,
    config: FitConfig,
    run: Path,
    *,
    resume: bool = False,
) -> FitResult:
    """Fit on `train`, keep the weights with the best macro-F1 on `dev`.

    With `resume`, go on from the last whole checkpoint in `run` if there is one; a finished run is just loaded.
    Deterministic for a given seed on one machine and number of processes.
    """
    if not resume and os.environ.get("RANK", "0") == "0":
        shutil.rmtree(run, ignore_errors=True)  # stale checkpoints must not be taken for this run's
    set_seed(config.seed)
    tokenizer = load_tokenizer(base, config.max_tokens)
    neutral = neutral_tokens(tokenizer)
    network = SentenceNetwork.from_base(base.folder, config.dropout, neutral, config.frozen_layers)
    if resume and (run / NETWORK).exists():
        return _finished(network, run)
    weights = label_weights(train, config.targets.balance)
    trainer = _SoftTargetTrainer(
        model=network,
        args=_arguments(config, run, len(train)),
        data_collator=_Collator(config.augmented_share),
        train_dataset=to_features(
            train,
            tokenizer,
            config.quotation_marker,
            weights,
            variants([example.sentence.text for example in train], config.seed),
            neutral,
        ),
        eval_dataset=to_features(dev, tokenizer, config.quotation_marker, np.ones_like(weights)),
        compute_metrics=_dev_metrics,
        callbacks=[EarlyStoppingCallback(config.patience)],
        optimizers=(_optimizer(network, config), None),
    )
    checkpoint = _last_whole_checkpoint(run) if resume else None
    # Stdout is for data; the Trainer's own lines are talk.
    with contextlib.redirect_stdout(sys.stderr):
        outcome = trainer.train(resume_from_checkpoint=checkpoint)
    result = FitResult(
        network.cpu(),  # where it is exported from
        dev_macro_f1=float(trainer.state.best_metric or 0.0),
        seconds=float(outcome.metrics["train_runtime"]),
        is_resumed=checkpoint is not None,
    )
    if trainer.is_world_process_zero():
        _save(result, run, config)
    return result


def load_tokenizer(base: Base, max_tokens: int) -> "Tokenizer":
    """Return the base model's tokenizer, cutting at `max_tokens` and adding no padding."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(base.folder / "tokenizer.json"))
    tokenizer.enable_truncation(max_length=max_tokens)
    tokenizer.no_padding()
    return tokenizer


@dataclass(frozen=True, slots=True)
class _Collator:
    """Pads rows to the longest of their batch, showing some in another wording.

    Chance comes from torch's generator, whose state the Trainer saves, so that a resumed run draws the same.
    """

    augmented_share: float

    def __call__(self, rows: list[dict[str, Any]]) -> dict[str, Tensor]:
        wordings = [self._wording(row) for row in rows]
        longest = max(map(len, wordings))
        input_ids = torch.zeros(len(rows), longest, dtype=torch.long)
        attention_mask = torch.zeros_like(input_ids)
        for position, ids in enumerate(wordings):
            input_ids[position, : len(ids)] = torch.tensor(ids)
            attention_mask[position, : len(ids)] = 1
        return {
            "input_ids": input_ids,
            "attention_mask": attention_mask,
            "targets": torch.tensor([row["targets"] for row in rows], dtype=torch.float32),
            "weights": torch.tensor([row["weights"] for row in rows], dtype=torch.float32),
            "labels": torch.tensor([row["labels"] for row in rows]),
        }

    def _wording(self, row: dict[str, Any]) -> list[int]:
        choices: list[list[int]] = row["variant_ids"]
        if not choices or float(torch.rand(())) >= self.augmented_share:
            return list(row["input_ids"])
        return choices[int(torch.randint(len(choices), ()))]


class _SoftTargetTrainer(Trainer):
    """Minimises the weighted cross-entropy against soft targets."""

    def compute_loss(
        self,
        model: nn.Module,
        inputs: dict[str, Tensor | Any],
        return_outputs: bool = False,
        num_items_in_batch: Tensor | int | None = None,
    ) -> Any:
        """Return the loss and, on request, the outputs; the number of items is not needed for a weighted mean."""
        logits = model(inputs["input_ids"], inputs["attention_mask"])
        losses = -(inputs["targets"] * logits.log_softmax(dim=-1)).sum(dim=-1)
        loss = (losses * inputs["weights"]).sum() / inputs["weights"].sum()
        return (loss, {"loss": loss, "logits": logits}) if return_outputs else loss


def _dev_metrics(prediction: EvalPrediction) -> dict[str, float]:
    """Compare with the labels that came along: the Trainer sorts the development set by length, too."""
    predicted = np.asarray(prediction.predictions).argmax(axis=-1)
    return {"macro_f1": float(f1_score(prediction.label_ids, predicted, average="macro", zero_division=0))}


def _arguments(config: FitConfig, run: Path, rows: int) -> TrainingArguments:
    processes = int(os.environ.get("WORLD_SIZE", "1"))  # set by torchrun
    per_process = max(1, config.batch_size // processes)
    steps_per_epoch = max(1, -(-rows // (per_process * processes)))
    evaluate_every = max(1, steps_per_epoch // config.evaluations_per_epoch)
    return TrainingArguments(
        output_dir=str(run),
        num_train_epochs=config.epochs,
        per_device_train_batch_size=per_process,
        per_device_eval_batch_size=64,
        warmup_steps=config.warmup_share,
        lr_scheduler_type="linear",
        max_grad_norm=1.0,
        train_sampling_strategy="group_by_length",
        label_names=["labels"],
        remove_unused_columns=False,
        eval_strategy="steps",
        eval_steps=evaluate_every,
        save_strategy=SaveStrategy.STEPS,
        save_steps=evaluate_every,
        save_total_limit=2,
        load_best_model_at_end=True,
        metric_for_best_model="macro_f1",
        greater_is_better=True,
        logging_steps=max(1, steps_per_epoch // 10),
        report_to=[],
        disable_tqdm=not sys.stderr.isatty(),
        seed=config.seed,
        use_cpu=not torch.cuda.is_available(),
        ddp_find_unused_parameters=False,
        ddp_backend="gloo" if processes > 1 and not torch.cuda.is_available() else None,
        dataloader_pin_memory=torch.cuda.is_available(),
    )


def _optimizer(network: SentenceNetwork, config: FitConfig) -> torch.optim.Optimizer:
    """Return AdamW; biases and layer norms are not decayed."""
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        rate = config.head_learning_rate if name.startswith("head.") else config.learning_rate
        decay = 0.0 if parameter.ndim == 1 else config.weight_decay
        groups.setdefault((rate, decay), []).append(parameter)
    return torch.optim.AdamW(
        [{"params": params, "lr": rate, "weight_decay": decay} for (rate, decay), params in groups.items()],
        fused=True,
    )


def _last_whole_checkpoint(run: Path) -> str | None:
    """Return the newest checkpoint whose state file, which the Trainer writes last, is whole JSON."""
    numbered = [
        (int(match[1]), path)
        for path in run.glob(f"{PREFIX_CHECKPOINT_DIR}-*")
        if (match := re.fullmatch(rf"{PREFIX_CHECKPOINT_DIR}-(\d+)", path.name))
    ]
    for _, path in sorted(numbered, reverse=True):
        try:
            json.loads((path / _TRAINER_STATE).read_bytes())
        except (OSError, ValueError):
            continue
        return str(path)
    return None


def _save(result: FitResult, run: Path, config: FitConfig) -> None:
    outcome = {
        "dev_macro_f1": result.dev_macro_f1,
        "seconds": result.seconds,
        "is_resumed": result.is_resumed,
        "config": asdict(config),
    }
    temporary = run / f".{NETWORK}.tmp"
    save_file(result.network.state_dict(), temporary, metadata={"outcome": json.dumps(outcome)})
    temporary.replace(run / NETWORK)


def _finished(network: SentenceNetwork, run: Path) -> FitResult:
    from safetensors import safe_open

    network.load_state_dict(load_file(run / NETWORK))
    with safe_open(run / NETWORK, framework="pt") as file:
        outcome = json.loads(file.metadata()["outcome"])
    return FitResult(network, outcome["dev_macro_f1"], outcome["seconds"], outcome["is_resumed"])
