"""What a fit minimises: cross-entropy against soft targets, and the divergence between twins."""

from torch import Tensor


def soft_target_loss(
    logits: Tensor, targets: Tensor, weights: Tensor, twin_of: Tensor, consistency: float = 0.0
) -> Tensor:
    """Return the weighted mean cross-entropy of all rows plus `consistency` times what twins disagree.

    `logits` and `targets` are (rows, labels), `weights` and `twin_of` (rows,); `twin_of` is a row's original, -1 where
    it is none. Both have one label, so they should get the same scores, whatever names they carry: counterfactual logit
    pairing (Garg et al. 2019, "Counterfactual Fairness in Text Classification"), with the symmetric Kullback-Leibler
    divergence of R-Drop (Wu et al. 2021, "R-Drop: Regularized Dropout for Neural Networks"), summed over twins and
    divided by the number of rows.
    """
    log_scores = logits.log_softmax(dim=-1)
    losses = -(targets * log_scores).sum(dim=-1)
    is_twin = twin_of >= 0
    twins, originals = log_scores[is_twin], log_scores[twin_of[is_twin]]
    divergence = ((twins.exp() - originals.exp()) * (twins - originals)).sum() / 2
    return (losses * weights).sum() / weights.sum() + consistency * divergence / len(logits)
