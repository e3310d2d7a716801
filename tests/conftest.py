"""What most tests share: a whole model made in milliseconds, a handful of labelled articles, and a tiny base model."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

from serving.classifier import NETWORK, TOKENIZER
from serving.labels import LABELS, Label
from serving.models import (
    FORMAT_VERSION,
    BaseModelSource,
    Calibration,
    Conformal,
    InputFormat,
    Manifest,
    file_sha256,
    write_manifest,
)

if TYPE_CHECKING:
    from training.base import Base

# Words that decide the tiny model's answer, so that a test can be read without knowing its weights.
CUES = {
    "said": Label.ATTRIBUTION,
    '"': Label.ATTRIBUTION,
    "may": Label.SPECULATION,
    "shameful": Label.OPINION,
}
PLAIN_WORDS = """
the a of in on at and to it was were is minister ferry harbour bridge council vote storm boats left noon closed opened
tuesday police road market price rain people new old be this that mayor not , . ? ! : ( )
"""

ARTICLES = {
    "train": [
        [
            ("The ferry left Port Allard at noon with 212 people on board.", Label.FACTUAL_REPORT),
            ("Its captain told the coastguard that the engines had been checked twice.", Label.ATTRIBUTION),
            ("Fog may have hidden the sandbank from the crew.", Label.SPECULATION),
            ("Nobody should have to cross the bay on such a wreck.", Label.OPINION),
        ],
        [
            ("Parliament passed the fisheries bill on Thursday by 61 votes to 40.", Label.FACTUAL_REPORT),
            ("Trawler owners said the quotas would ruin them.", Label.ATTRIBUTION),
            ("A second vote in the upper house is likely before Easter.", Label.SPECULATION),
            ("It is a cowardly law, and a foolish one.", Label.OPINION),
        ],
        [
            ("The old bridge at Tarn was closed to lorries in 2011.", Label.FACTUAL_REPORT),
            ("According to the county engineer, two of its piers are cracked.", Label.ATTRIBUTION),
            ("Repairs could take four years if the river stays high.", Label.SPECULATION),
            ("Leaving a town cut off like this is disgraceful.", Label.OPINION),
        ],
        [
            ("Wheat prices rose by 3 percent in Larn during August.", Label.FACTUAL_REPORT),
            ("Millers complained that the harvest reports came too late.", Label.ATTRIBUTION),
            ("Bread will probably cost more by the winter.", Label.SPECULATION),
            ("The ministry has once again shown how little it cares.", Label.OPINION),
        ],
        [
            ("Firefighters put out the blaze at the paper mill shortly after dawn.", Label.FACTUAL_REPORT),
            ("A night watchman claimed he had smelled petrol.", Label.ATTRIBUTION),
            ("Perhaps a faulty heater started it.", Label.SPECULATION),
            ("What a splendid old building it was!", Label.OPINION),
        ],
        [
            ("The museum has 14 rooms and opens at ten.", Label.FACTUAL_REPORT),
            ("Visitors praised the new wing in a survey last month.", Label.ATTRIBUTION),
            ("More loans from abroad might follow next spring.", Label.SPECULATION),
            ("No honest critic can call the facade anything but ugly.", Label.OPINION),
        ],
    ],
    "dev": [
        [
            ("Two lifeboats searched the strait until midnight.", Label.FACTUAL_REPORT),
            ("The islanders believe that the lighthouse was dark.", Label.ATTRIBUTION),
            ("The wreck might never be found.", Label.SPECULATION),
            ("Such neglect is unforgivable.", Label.OPINION),
        ],
        [
            ("The court sits again on Monday.", Label.FACTUAL_REPORT),
            ("Prosecutors argued that the ledgers were forged.", Label.ATTRIBUTION),
            ("An appeal seems likely.", Label.SPECULATION),
            ("Justice deserves better than this farce.", Label.OPINION),
        ],
        [
            ("Snow fell on the passes above Verrin overnight.", Label.FACTUAL_REPORT),
            ("Forecasters warned drivers of ice.", Label.ATTRIBUTION),
            ("The tunnel could stay shut for days.", Label.SPECULATION),
            ("Winter is the finest season in these hills.", Label.OPINION),
        ],
    ],
}


@pytest.fixture(scope="session")
def make_model() -> Callable[[Path], Path]:
    """Return a function that makes a whole tiny model in a folder; its version is the folder's name."""
    return _write_model


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a model directory that answers by the words in `CUES`; tests that change it must copy it."""
    return _write_model(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="session")
def tiny_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with `train.jsonl` (two sources) and `dev.jsonl`, every label in every article."""
    folder = tmp_path_factory.mktemp("corpus")
    for name, articles in ARTICLES.items():
        lines = [
            json.dumps(
                {
                    "id": f"{name}-{number}",
                    "source": ("epistle", "harbour wire")[number % 2],
                    "licence": ("CC-BY-4.0", "CC0-1.0")[number % 2],
                    "genre": "report",
                    "sentences": [
                        {"text": text, "label": str(label), "also": None, "sure": 3} for text, label in sentences
                    ],
                }
            )
            for number, sentences in enumerate(articles)
        ]
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def tiny_base(tmp_path_factory: pytest.TempPathFactory) -> "Base":
    """Return a random BERT of one layer and 16 features, on disk as a base model."""
    import torch
    from transformers import BertConfig, BertModel

    from training.base import find_base

    folder = tmp_path_factory.mktemp("base")
    words = {
        word for articles in ARTICLES.values() for article in articles for text, _ in article for word in text.split()
    }
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", '"', *sorted({word.strip(".,!").lower() for word in words})]
    tokenizer = _word_tokenizer(vocabulary)
    tokenizer.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=128,
    )
    BertModel(config).save_pretrained(folder)
    return find_base(str(folder))


def _write_model(directory: Path) -> Path:
    directory.mkdir(parents=True)
    vocabulary = ["[PAD]", "[UNK]", *CUES, *PLAIN_WORDS.split()]
    _word_tokenizer(vocabulary).save(str(directory / TOKENIZER))
    onnx.save(_mean_of_word_scores(_word_scores(vocabulary)), directory / NETWORK)
    files = {name: file_sha256(directory / name) for name in (NETWORK, TOKENIZER)}
    write_manifest(directory, _manifest(directory.name, files))
    return directory


def _word_tokenizer(vocabulary: list[str]) -> Tokenizer:
    tokenizer = Tokenizer(WordLevel({word: index for index, word in enumerate(vocabulary)}, unk_token="[UNK]"))  # noqa: S106
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    return tokenizer


def _word_scores(vocabulary: list[str]) -> npt.NDArray[np.float32]:
    scores = np.random.default_rng(0).normal(scale=0.1, size=(len(vocabulary), len(LABELS)))
    scores[:, LABELS.index(Label.FACTUAL_REPORT)] += 1
    for word, label in CUES.items():
        scores[vocabulary.index(word), LABELS.index(label)] += 20
    return scores.astype(np.float32)


def _mean_of_word_scores(scores: npt.NDArray[np.float32]) -> onnx.ModelProto:
    """Return the network: logits are the mean of the scores of a sentence's words."""
    constants = {
        "scores": scores,
        "last_axis": np.array([2]),
        "token_axis": np.array([1]),
        "one": np.ones(1, dtype=np.float32),
    }
    nodes = [
        helper.make_node("Gather", ["scores", "input_ids"], ["words"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last_axis"], ["weights"]),
        helper.make_node("Mul", ["words", "weights"], ["weighted"]),
        helper.make_node("ReduceSum", ["weighted", "token_axis"], ["total"], keepdims=0),
        helper.make_node("ReduceSum", ["mask", "token_axis"], ["tokens_or_none"], keepdims=1),
        helper.make_node("Max", ["tokens_or_none", "one"], ["tokens"]),
        helper.make_node("Div", ["total", "tokens"], ["logits"]),
    ]
    shape = ["sentences", "tokens"]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in ("input_ids", "attention_mask")],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["sentences", len(LABELS)])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)


def _manifest(version: str, files: dict[str, str]) -> Manifest:
    return Manifest(
        format_version=FORMAT_VERSION,
        version=version,
        created=datetime(2024, 1, 1, tzinfo=UTC),
        labels=tuple(str(label) for label in LABELS),
        base_model=BaseModelSource(name="none", sha256="0" * 64),
        precision="fp32",
        seed=0,
        data_fingerprint="0" * 64,
        data={},
        training={},
        libraries={},
        inputs=InputFormat(max_tokens=64, quotation_marker='"'),
        calibration=Calibration(temperature=1.0, bias=(0.0,) * len(LABELS), fitted_on="nothing"),
        conformal=Conformal(coverage=0.9, thresholds=(0.2,) * len(LABELS), fitted_on="nothing"),
        metrics={},
        files=files,
    )
