"""Makes a base model blind to who a sentence is about: words that may stand for each other get one embedding.

How a sentence speaks does not depend on the country, name, gender, party or religion in it. With one embedding for all
words of a group ("French", "Turkish", "Indian", …; "he" and "she"), no network can tell them apart, whatever it learns
later. Words of several tokens ("North Korea") keep their own. Other senses of a word ("Bush", "bush") and words that
begin with its token ("men" in "mended") share its embedding; they are rare. Of a tokenizer that keeps case or marks the
starts of words, one form of each word is in its group, not all.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import torch
from torch import nn

from training.swaps import interchangeable_words

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Written small, as some tokenizers read them, these are other words, or beginnings of many, and common ones.
_AMBIGUOUS = frozenset({"us", "miss", "labour", "li"})


def neutral_tokens(tokenizer: "Tokenizer") -> list[list[int]]:
    """Return disjoint groups of token ids, of two or more, that may not make a difference.

    Groups that share a token are joined: "his" and "him" meet in "her", "American" and "Americans" in "Chinese".
    """
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
        encoding = tokenizer.encode(word, add_special_tokens=False)
        is_known = len(encoding.ids) == 1 and encoding.tokens[0] != getattr(tokenizer.model, "unk_token", None)
        if is_known and word.lower() not in _AMBIGUOUS:
            yield encoding.ids[0]
