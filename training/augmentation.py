"""Other wordings of a training sentence under which its label must hold: swapped names, typing and quotation styles.

They are those that `training/robustness.py` measures with, applied to training sentences only.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from training.perturbations import Perturbation, perturb
from training.swaps import counterfactuals

# Lower and upper case make no difference to an uncased base; the others do.
PERTURBATIONS = (
    Perturbation.TYPOS,
    Perturbation.NO_FINAL_MARK,
    Perturbation.NO_PUNCTUATION,
    Perturbation.QUOTE_STYLE,
    Perturbation.DASH_STYLE,
)
MAX_SWAPS = 4


def variants(texts: Sequence[str], seed: int) -> list[list[str]]:
    """Return for each text up to `MAX_SWAPS` counterfactuals and one perturbed form; deterministic for a seed."""
    rng = np.random.default_rng(seed)
    found: dict[int, list[str]] = defaultdict(list)
    for swap in counterfactuals(texts):
        found[swap.index].append(swap.text)
    result = []
    for index, text in enumerate(texts):
        swapped = found[index]
        chosen = [swapped[i] for i in sorted(rng.permutation(len(swapped))[:MAX_SWAPS])]
        changed = perturb(PERTURBATIONS[rng.integers(len(PERTURBATIONS))], text, rng)
        result.append(chosen + ([changed] if changed != text else []))
    return result
