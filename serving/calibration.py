"""From logits to probabilities and label sets, with the numbers that a model's manifest carries.

Fitting them is the training side's work; this module only applies them.
"""

import numpy as np
import numpy.typing as npt

from serving.models import Calibration, Conformal

Array = npt.NDArray[np.float64]


def probabilities(logits: npt.ArrayLike, calibration: Calibration) -> Array:
    """Return softmax((logits + bias) / temperature) over the last axis, in float64; rows sum to 1.

    Temperature scaling after Guo et al. 2017, "On Calibration of Modern Neural Networks", with a bias after
    Alexandari et al. 2020, "Maximum Likelihood with Bias-Corrected Calibration is Hard-To-Beat at Label Shift
    Adaptation".
    """
    scaled = (np.asarray(logits, dtype=np.float64) + np.asarray(calibration.bias)) / calibration.temperature
    scaled -= scaled.max(axis=-1, keepdims=True)
    exponentials = np.exp(scaled)
    return np.asarray(exponentials / exponentials.sum(axis=-1, keepdims=True))


def label_sets(scores: Array, conformal: Conformal) -> npt.NDArray[np.bool_]:
    """Return which labels are in each row's conformal set; the most probable label always is.

    Shape (n, labels). A label belongs to the set when its score reaches its own threshold (class-conditional split
    conformal prediction, Angelopoulos and Bates 2021, "A Gentle Introduction to Conformal Prediction", section 3).
    """
    members = scores >= np.asarray(conformal.thresholds)
    members[np.arange(len(scores)), scores.argmax(axis=-1)] = True
    return np.asarray(members)
