import hashlib
from pathlib import Path

import numpy as np
import pytest

from serving.labels import LABELS, Label
from training.baselines import (
    Baseline,
    EmbeddingRegression,
    Majority,
    TfidfRegression,
    compare_baselines,
)

PATTERNS = {
    Label.FACTUAL_REPORT: "The {} opened in the harbour on Monday.",
    Label.ATTRIBUTION: "Officials said that the {} was late.",
    Label.SPECULATION: "Perhaps the {} might fail next year.",
    Label.OPINION: "What a shameful {} this is!",
}
NOUNS = ("ferry", "bridge", "market", "council", "station", "school")
TEXTS = [pattern.format(noun) for noun in NOUNS for pattern in PATTERNS.values()]
NAMES = [label for _ in NOUNS for label in PATTERNS]
TRUTH = np.array([LABELS.index(label) for label in NAMES])


@pytest.fixture(scope="module")
def base_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a tiny random encoder whose tokenizer knows the words of `TEXTS`."""
    import torch
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("base")
    words = ["[PAD]", "[UNK]", *sorted({word.strip(".!") for text in TEXTS for word in text.split()})]
    tokenizer = Tokenizer(WordLevel({word: number for number, word in enumerate(words)}, unk_token="[UNK]"))  # noqa: S106
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
    )
    BertModel(config).save_pretrained(folder)
    return folder


def test_majority_always_answers_the_commonest_label() -> None:
    scores = Majority().fit(TEXTS[:3], ["opinion", "attribution", "opinion"]).scores(["a", "b"])

    assert scores.tolist() == [[0, 1 / 3, 0, 2 / 3]] * 2


def test_tfidf_learns_the_words_of_each_label() -> None:
    scores = TfidfRegression().fit(TEXTS, NAMES).scores([p.format("library") for p in PATTERNS.values()])

    assert scores.argmax(axis=1).tolist() == [0, 1, 2, 3]


def test_embeddings_of_a_frozen_network_tell_the_labels_apart(base_model: Path) -> None:
    weights = hashlib.sha256((base_model / "model.safetensors").read_bytes()).digest()

    scores = EmbeddingRegression(base_model).fit(TEXTS, NAMES).scores(TEXTS)

    assert (scores.argmax(axis=1) == TRUTH).mean() > 0.9
    assert hashlib.sha256((base_model / "model.safetensors").read_bytes()).digest() == weights


def test_an_embedding_does_not_depend_on_the_other_texts(base_model: Path) -> None:
    fitted = EmbeddingRegression(base_model).fit(TEXTS, NAMES)

    together = fitted.scores(TEXTS)
    alone = np.concatenate([fitted.scores([text]) for text in TEXTS])

    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_embeds_an_even_share_of_a_large_corpus(base_model: Path) -> None:
    scores = EmbeddingRegression(base_model, max_embedded=2).fit(TEXTS, NAMES).scores(TEXTS)

    seen = (scores > 0).any(axis=0)
    assert seen.tolist() == [True, False, False, True]  # the labels of the first and of the last text


def test_scores_are_probabilities_and_the_same_every_time(base_model: Path) -> None:
    def baselines() -> list[Baseline]:
        return [Majority(), TfidfRegression(), EmbeddingRegression(base_model)]

    for first, second in zip(baselines(), baselines(), strict=True):
        scores = first.fit(TEXTS, NAMES).scores(TEXTS)
        np.testing.assert_allclose(scores.sum(axis=1), 1)
        np.testing.assert_array_equal(scores, second.fit(TEXTS, NAMES).scores(TEXTS))


def test_a_label_that_was_never_seen_gets_no_probability() -> None:
    seen = [index for index, name in enumerate(NAMES) if name != Label.SPECULATION]

    fitted = TfidfRegression().fit([TEXTS[i] for i in seen], [NAMES[i] for i in seen])

    assert (fitted.scores(TEXTS)[:, LABELS.index(Label.SPECULATION)] == 0).all()


def test_compares_all_baselines_on_the_same_sentences(base_model: Path) -> None:
    compared = compare_baselines(TEXTS, NAMES, TEXTS, TRUTH, base_model).as_json()

    assert list(compared) == [
        "majority label",
        "TF-IDF + logistic regression",
        "frozen embeddings + logistic regression",
    ]
    assert compared["majority label"] == {"accuracy": 0.25, "macro_f1": pytest.approx(0.1)}
    assert compared["TF-IDF + logistic regression"] == {"accuracy": 1.0, "macro_f1": 1.0}
