import pytest
import torch
from torch import Tensor

from training.loss import soft_target_loss

TARGETS = torch.tensor([[1.0, 0, 0, 0], [0, 0.8, 0.2, 0], [1.0, 0, 0, 0]])
LOGITS = torch.tensor([[2.0, 1, 0, 0], [0, 1, 1, 0], [1.0, 2, 0, 0]])
ALONE = torch.tensor([-1, -1, -1])
THIRD_IS_TWIN_OF_FIRST = torch.tensor([-1, -1, 0])


def loss(logits: Tensor, twin_of: Tensor, consistency: float, weights: tuple[float, ...] = (1, 1, 1)) -> float:
    return float(soft_target_loss(logits, TARGETS, torch.tensor(weights), twin_of, consistency))


def test_is_the_cross_entropy_against_soft_targets() -> None:
    expected = torch.nn.functional.cross_entropy(LOGITS, TARGETS)

    assert loss(LOGITS, ALONE, 5.0) == pytest.approx(float(expected))


def test_a_weight_counts_a_row_as_often() -> None:
    doubled = torch.nn.functional.cross_entropy(LOGITS[[0, 0, 1, 2]], TARGETS[[0, 0, 1, 2]])

    assert loss(LOGITS, ALONE, 0.0, weights=(2, 1, 1)) == pytest.approx(float(doubled))


def test_twins_that_agree_cost_nothing_more() -> None:
    agreeing = LOGITS[[0, 1, 0]]

    assert loss(agreeing, THIRD_IS_TWIN_OF_FIRST, 5.0) == pytest.approx(loss(agreeing, ALONE, 0.0))


def test_twins_that_disagree_cost_their_symmetric_divergence() -> None:
    first, third = (LOGITS[row].log_softmax(dim=0) for row in (0, 2))
    divergence = (first.exp() * (first - third)).sum() / 2 + (third.exp() * (third - first)).sum() / 2

    extra = loss(LOGITS, THIRD_IS_TWIN_OF_FIRST, 5.0) - loss(LOGITS, ALONE, 0.0)

    assert extra == pytest.approx(5 * float(divergence) / 3, rel=1e-5)


def test_the_pull_between_twins_goes_both_ways() -> None:
    logits = LOGITS.clone().requires_grad_()
    gap = soft_target_loss(logits, TARGETS, torch.ones(3), THIRD_IS_TWIN_OF_FIRST, 1.0)
    plain = soft_target_loss(logits, TARGETS, torch.ones(3), ALONE, 1.0)

    (pull,) = torch.autograd.grad(gap - plain, logits)

    assert pull[0].abs().sum() > 0
    assert pull[2].abs().sum() > 0
    assert pull[1].abs().sum() == 0
