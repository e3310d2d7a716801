"""Weight-only quantization: what is stored in 8 bits, how far it may be off, and that no sentence feels its batch."""

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from training.quantization import quantize_weights

WORDS, WIDTH, LABELS = 50, 16, 4


@pytest.fixture(scope="module")
def weights() -> dict[str, np.ndarray]:
    draw = np.random.default_rng(0)
    embeddings = draw.normal(size=(WORDS, WIDTH)).astype(np.float32)
    embeddings[7] = embeddings[9]
    embeddings[3] = 0
    matrix = (draw.normal(size=(WIDTH, WIDTH)) * draw.lognormal(sigma=2, size=WIDTH)).astype(np.float32)
    return {"embeddings": embeddings, "matrix": matrix, "head": draw.normal(size=(LABELS, WIDTH)).astype(np.float32)}


@pytest.fixture(scope="module")
def full(weights: dict[str, np.ndarray]) -> onnx.ModelProto:
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["embeddings", "ids"], ["words"]),
            helper.make_node("MatMul", ["words", "matrix"], ["hidden"]),
            helper.make_node("Gemm", ["hidden", "head"], ["logits"], transB=1),
        ],
        "tiny",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["n"])],
        [
            helper.make_tensor_value_info("words", TensorProto.FLOAT, ["n", WIDTH]),
            helper.make_tensor_value_info("hidden", TensorProto.FLOAT, ["n", WIDTH]),
            helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", LABELS]),
        ],
        [numpy_helper.from_array(value, name) for name, value in weights.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)


@pytest.fixture(scope="module")
def small(full: onnx.ModelProto) -> onnx.ModelProto:
    return quantize_weights(full)


def run(model: onnx.ModelProto, ids: list[int]) -> dict[str, np.ndarray]:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    names = ["words", "hidden", "logits"]
    return dict(zip(names, session.run(names, {"ids": np.array(ids)}), strict=True))


def test_embeddings_and_matrices_are_int8_and_the_head_is_not(full: onnx.ModelProto, small: onnx.ModelProto) -> None:
    onnx.checker.check_model(small, full_check=True)
    types = {tensor.name: tensor.data_type for tensor in small.graph.initializer}

    assert types == {
        "head": TensorProto.FLOAT,
        "embeddings.int8": TensorProto.INT8,
        "embeddings.scale": TensorProto.FLOAT,
        "matrix.int8": TensorProto.INT8,
        "matrix.scale": TensorProto.FLOAT,
    }
    assert len(full.graph.initializer) == 3  # the model given is left as it was


def test_a_weight_is_off_by_half_a_step_of_its_channel_at_most(
    full: onnx.ModelProto, small: onnx.ModelProto, weights: dict[str, np.ndarray]
) -> None:
    everything = list(range(WORDS))
    off = np.abs(run(small, everything)["words"] - run(full, everything)["words"])
    step = np.abs(weights["embeddings"]).max(axis=1, keepdims=True) / 127
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in small.graph.initializer}
    matrix_off = np.abs(stored["matrix.int8"] * stored["matrix.scale"] - weights["matrix"])
    matrix_step = np.abs(weights["matrix"]).max(axis=0) / 127

    assert (off <= step * 0.501 + 1e-7).all()
    assert (matrix_off <= matrix_step * 0.501).all()
    assert stored["matrix.int8"].min() >= -127


def test_equal_rows_stay_equal_and_zero_stays_zero(small: onnx.ModelProto) -> None:
    words = run(small, [7, 9, 3])["words"]

    np.testing.assert_array_equal(words[0], words[1])
    np.testing.assert_array_equal(words[2], np.zeros(WIDTH))


def test_scores_do_not_depend_on_the_batch(small: onnx.ModelProto) -> None:
    together = run(small, list(range(WORDS)))["logits"]
    alone = np.concatenate([run(small, [index])["logits"] for index in range(WORDS)])

    np.testing.assert_allclose(together, alone, rtol=1e-5, atol=1e-5)
