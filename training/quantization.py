"""Stores a network's weights in 8 bits while its arithmetic stays in full precision (weight-only quantization).

Int8 arithmetic is refused here: it rounds activations as well, by a scale that depends on the other sentences of a
batch or is too coarse for some of them, and products of signed 8-bit numbers overflow on processors without VNNI. A
network with 8-bit weights alone gives a sentence the same scores in any batch, but for the order of sums.
"""

import numpy as np
import numpy.typing as npt
import onnx
from onnx import helper, numpy_helper

# Which input holds the weights, and the axis along which they get a scale each: a token's row or an output channel.
_WEIGHTS = {"Gather": (0, 0), "MatMul": (1, 1)}
_LARGEST = 127


def quantize_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return a copy whose embeddings and matrices are int8 with one scale a channel; biases, norms and head stay.

    Symmetric and per channel: a channel's largest absolute weight becomes 127. Every weight is followed by a standard
    `DequantizeLinear` (opset 13 and later), which an engine can run once, when it loads the model.
    """
    stored = {tensor.name: tensor for tensor in model.graph.initializer}
    dequantizers = []
    for node in model.graph.node:
        if node.op_type not in _WEIGHTS:
            continue
        position, axis = _WEIGHTS[node.op_type]
        name = node.input[position]
        tensor = stored.get(name)
        if tensor is None or len(tensor.dims) != 2 or tensor.data_type != onnx.TensorProto.FLOAT:
            continue
        values, scales = _quantized(numpy_helper.to_array(tensor), axis)
        inputs = [f"{name}.int8", f"{name}.scale"]
        del stored[name]
        stored[inputs[0]] = numpy_helper.from_array(values, inputs[0])
        stored[inputs[1]] = numpy_helper.from_array(scales, inputs[1])
        dequantizers.append(helper.make_node("DequantizeLinear", inputs, [name], axis=axis, name=f"{name}.dequantize"))
    small = onnx.ModelProto()
    small.CopyFrom(model)
    del small.graph.node[:], small.graph.initializer[:]
    small.graph.node.extend([*dequantizers, *model.graph.node])
    small.graph.initializer.extend(stored.values())
    return small


def _quantized(weights: npt.NDArray[np.float32], axis: int) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    largest = np.abs(weights).max(axis=1 - axis)
    scales = np.where(largest > 0, largest / _LARGEST, 1).astype(np.float32)
    return np.rint(weights / np.expand_dims(scales, 1 - axis)).astype(np.int8), scales
