from typing import Any

import pytest
import torch

from training.batches import Collator


def row(label: int, ids: list[int], *wordings: list[int]) -> dict[str, Any]:
    targets = [float(label == index) for index in range(4)]
    return {
        "input_ids": ids,
        "variant_ids": list(wordings),
        "targets": targets,
        "weights": 1.0 + label,
        "labels": label,
    }


def test_rows_are_padded_to_the_longest_and_masked() -> None:
    batch = Collator(0.0)([row(0, [5, 6, 7]), row(1, [8])])

    assert batch["input_ids"].tolist() == [[5, 6, 7], [8, 0, 0]]
    assert batch["attention_mask"].tolist() == [[1, 1, 1], [1, 0, 0]]
    assert batch["twin_of"].tolist() == [-1, -1]


def test_a_twin_has_another_wording_and_everything_else_of_its_original() -> None:
    batch = Collator(1.0)([row(0, [5]), row(2, [6], [7, 8]), row(3, [9], [10])])

    assert batch["twin_of"].tolist() == [-1, -1, -1, 1, 2]
    assert batch["input_ids"][3:].tolist() == [[7, 8], [10, 0]]
    for name in ("targets", "weights", "labels"):
        assert torch.equal(batch[name][3:], batch[name][1:3])


def test_about_the_stated_share_of_rows_gets_a_twin_and_each_wording_has_its_turn() -> None:
    torch.manual_seed(0)
    batch = Collator(0.3)([row(0, [1], [2], [3])] * 1000)
    twins = batch["input_ids"][1000:, 0]

    assert len(twins) == pytest.approx(300, abs=50)
    assert (twins == 2).float().mean() == pytest.approx(0.5, abs=0.1)


def test_the_draw_repeats_with_torch_s_seed() -> None:
    def drawn() -> list[int]:
        torch.manual_seed(3)
        ids: list[int] = Collator(0.5)([row(0, [1], [2], [3])] * 50)["input_ids"][:, 0].tolist()
        return ids

    assert drawn() == drawn()
