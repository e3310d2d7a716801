"""Makes a base model blind to who a sentence is about: words that may stand for each other get one embedding.

How a sentence speaks does not depend on the country, name, gender, party or religion in it. With one embedding for all
words of a group ("French", "Turkish", "Indian", …; "he" and "she"), no network can tell them apart, whatever it learns
later. Words of several tokens ("North Korea") keep their own.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import torch
from torch import nn

from training.swaps import interchangeable_words

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Written small, as some tokenizers read them, these are other words.
_AMBIGUOUS = frozenset({"US", "Miss"})


def neutral_tokens(tokenizer: "Tokenizer") -> list[list[int]]:
    """Return disjoint groups of token ids, of two or more, that may not make a difference."""
    groups: list[set[int]] = []
    for words in interchangeable_words():
        ids = set(_single_tokens(words, tokenizer))
        touched = [group for group in groups if group & ids]
        groups = [group for group in groups if not group & ids] + [ids.union(*touched)]
    return [sorted(group) for group in groups if len(group) > 1]


def neutralise(embeddings: nn.Embedding, groups: Iterable[list[int]]) -> None:
    """Give the tokens of each group their mean embedding, scaled to their mean length, in place."""
    with torch.no_grad():
        for group in groups:
            own = embeddings.weight[group]
            mean = own.mean(dim=0)
            embeddings.weight[group] = mean * (own.norm(dim=1).mean() / mean.norm())


def _single_tokens(words: Iterable[str], tokenizer: "Tokenizer") -> Iterable[int]:
    for word in words:
        if word in _AMBIGUOUS:
            continue
        encoding = tokenizer.encode(word, add_special_tokens=False)
        if len(encoding.ids) == 1 and encoding.ids[0] != tokenizer.token_to_id("[UNK]"):
            yield encoding.ids[0]
