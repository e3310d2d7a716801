import pytest
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace
from torch import nn

from training.neutral import neutral_tokens, neutralise
from training.swaps import SwapKind, counterfactuals

WORDS = ["[UNK]", "french", "turkish", "france", "turkey", "he", "she", "his", "her", "him", "us", "american", "miss"]
WORDS += ["mr", "ms", "north", "korea", "james", "priya", "smith", "patel", "rajesh", "said", "bridge"]


def a_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(WordLevel({word: index for index, word in enumerate(WORDS)}, unk_token="[UNK]"))  # noqa: S106
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    return tokenizer


def groups() -> list[set[str]]:
    return [{WORDS[token] for token in group} for group in neutral_tokens(a_tokenizer())]


def test_words_that_swaps_exchange_stand_in_one_group() -> None:
    assert {"french", "turkish", "american"} in groups()
    assert {"he", "she"} in groups()
    assert {"his", "her", "him"} in groups()
    assert {"james", "priya", "rajesh"} in groups()
    assert {"smith", "patel"} in groups()


def test_every_token_stands_in_one_group_at_most() -> None:
    words = [word for group in groups() for word in group]

    assert len(words) == len(set(words))


def test_words_of_several_tokens_unknown_and_ambiguous_ones_are_left_alone() -> None:
    words = {word for group in groups() for word in group}

    assert not words & {"north", "korea", "[UNK]", "us", "miss", "said", "bridge"}


def test_neutral_tokens_share_one_embedding_of_their_usual_length_and_others_keep_theirs() -> None:
    torch.manual_seed(0)
    embeddings = nn.Embedding(6, 8)
    before = embeddings.weight.detach().clone()

    neutralise(embeddings, [[1, 2, 5]])

    after = embeddings.weight.detach()
    assert torch.equal(after[1], after[2])
    assert torch.equal(after[1], after[5])
    torch.testing.assert_close(after[1].norm(), before[[1, 2, 5]].norm(dim=1).mean())
    assert torch.equal(after[[0, 3, 4]], before[[0, 3, 4]])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Turkey said", SwapKind.COUNTRY),
        ("her french bridge", SwapKind.GENDER),
        ("Priya Patel said", SwapKind.GENDER),
        ("Mr Smith said", SwapKind.GENDER),
    ],
)
def test_a_swap_of_single_tokens_leaves_the_network_s_input_as_it_was(text: str, kind: SwapKind) -> None:
    tokenizer = a_tokenizer()
    embeddings = nn.Embedding(len(WORDS), 8)
    neutralise(embeddings, neutral_tokens(tokenizer))

    (swapped,) = (swap.text for swap in counterfactuals([text]) if swap.kind is kind)

    one, other = (embeddings(torch.tensor(tokenizer.encode(words).ids)) for words in (text, swapped))
    assert swapped != text
    assert torch.equal(one, other)
