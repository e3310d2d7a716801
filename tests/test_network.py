import pytest
import torch

from training.base import Base
from training.network import SentenceNetwork


@pytest.fixture(scope="module")
def deep_base(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a random BERT of three layers on disk."""
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("deep")
    torch.manual_seed(0)
    config = BertConfig(vocab_size=20, hidden_size=16, num_hidden_layers=3, num_attention_heads=2, intermediate_size=32)
    BertModel(config).save_pretrained(folder)
    return str(folder)


def trained_names(network: SentenceNetwork) -> list[str]:
    return [name for name, parameter in network.named_parameters() if parameter.requires_grad]


def test_word_embeddings_are_never_trained(deep_base: str) -> None:
    names = trained_names(SentenceNetwork.from_base(deep_base, dropout=0.1))

    assert not any("word_embeddings" in name for name in names)
    assert any("position_embeddings" in name for name in names)
    assert any("layer.0." in name for name in names)


def test_frozen_layers_and_all_below_them_are_not_trained(deep_base: str) -> None:
    names = trained_names(SentenceNetwork.from_base(deep_base, dropout=0.1, frozen_layers=2))

    assert not any("embeddings" in name or "layer.0." in name or "layer.1." in name for name in names)
    assert any("layer.2." in name for name in names)
    assert {"head.weight", "head.bias"} <= set(names)


def test_the_last_layer_is_always_trained(tiny_base: Base) -> None:
    names = trained_names(SentenceNetwork.from_base(tiny_base.folder, dropout=0.1, frozen_layers=5))

    assert any("layer.0." in name for name in names)


def test_networks_of_one_base_start_alike_whatever_the_seed(deep_base: str) -> None:
    torch.manual_seed(1)
    one = SentenceNetwork.from_base(deep_base, dropout=0.1).state_dict()
    torch.manual_seed(2)
    other = SentenceNetwork.from_base(deep_base, dropout=0.1).state_dict()

    assert all(torch.equal(value, other[name]) for name, value in one.items())


def test_padding_does_not_change_the_logits(deep_base: str) -> None:
    network = SentenceNetwork.from_base(deep_base, dropout=0.1).eval()
    torch.nn.init.normal_(network.head.weight)

    alone = network(torch.tensor([[3, 4, 5]]), torch.ones(1, 3, dtype=torch.long))
    padded = network(torch.tensor([[3, 4, 5, 0, 0]]), torch.tensor([[1, 1, 1, 0, 0]]))

    torch.testing.assert_close(alone, padded)
