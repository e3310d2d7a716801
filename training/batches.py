"""Puts rows of `training/features.py` together to batches of tensors, some rows with a twin in another wording."""

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class Collator:
    """Pads rows to the longest of their batch, and adds to a share of those that have other wordings a twin in one.

    Twins come last. `twin_of` is the position of the row that a row is the twin of, -1 for rows that are no twins.
    Chance comes from torch's generator, whose state the Trainer saves, so that a resumed run draws the same.
    """

    twin_share: float

    def __call__(self, rows: list[dict[str, Any]]) -> dict[str, Tensor]:
        """Return `input_ids` and `attention_mask` (rows, tokens), `targets` (rows, labels), and a value a row each."""
        twin_of = [
            position
            for position, row in enumerate(rows)
            if row["variant_ids"] and float(torch.rand(())) < self.twin_share
        ]
        wordings = [row["input_ids"] for row in rows] + [_drawn(rows[position]["variant_ids"]) for position in twin_of]
        labelled = rows + [rows[position] for position in twin_of]
        input_ids = torch.zeros(len(wordings), max(map(len, wordings)), dtype=torch.long)
        attention_mask = torch.zeros_like(input_ids)
        for position, ids in enumerate(wordings):
            input_ids[position, : len(ids)] = torch.tensor(ids)
            attention_mask[position, : len(ids)] = 1
        return {
            "input_ids": input_ids,
            "attention_mask": attention_mask,
            "targets": torch.tensor([row["targets"] for row in labelled], dtype=torch.float32),
            "weights": torch.tensor([row["weights"] for row in labelled], dtype=torch.float32),
            "twin_of": torch.tensor([-1] * len(rows) + twin_of),
            "labels": torch.tensor([row["labels"] for row in labelled]),
        }


def _drawn(wordings: list[list[int]]) -> list[int]:
    return wordings[int(torch.randint(len(wordings), ()))]
