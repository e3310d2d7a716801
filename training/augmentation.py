"""Other wordings of a training sentence under which its label must hold: swapped names, typing and quotation styles.

Typing is changed as `training/robustness.py` changes it to measure; names and countries get partners drawn at random
from longer lists than even-handedness is measured with.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from training.perturbations import Perturbation, perturb
from training.swaps import SwapKind, random_counterfactuals

# Lower and upper case make no difference to an uncased base; the others do.
PERTURBATIONS = (
    Perturbation.TYPOS,
    Perturbation.NO_FINAL_MARK,
    Perturbation.NO_PUNCTUATION,
    Perturbation.QUOTE_STYLE,
    Perturbation.DASH_STYLE,
)
MAX_SWAPS_A_KIND = 2


def variants(texts: Sequence[str], seed: int) -> list[list[str]]:
    """Return for each text up to `MAX_SWAPS_A_KIND` counterfactuals of each kind and one perturbed form.

    Deterministic for a seed.
    """
    rng = np.random.default_rng(seed)
    found: dict[int, dict[SwapKind, list[str]]] = defaultdict(lambda: defaultdict(list))
    for swap in random_counterfactuals(texts, rng):
        found[swap.index][swap.kind].append(swap.text)
    result = []
    for index, text in enumerate(texts):
        swapped = [
            own[i] for own in found[index].values() for i in sorted(rng.permutation(len(own))[:MAX_SWAPS_A_KIND])
        ]
        changed = perturb(PERTURBATIONS[rng.integers(len(PERTURBATIONS))], text, rng)
        result.append(swapped + ([changed] if changed != text else []))
    return result
