"""The network: a pretrained encoder, the mean of a sentence's token vectors, one linear layer.

It knows tensors only; texts become tensors in `training/features.py`.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Self

import transformers
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from serving.errors import ModelError
from serving.labels import LABELS
from training.neutral import neutralise

HEAD_DROPOUT = 0.1


class SharedMaskDropout(nn.Module):
    """Dropout whose mask is shared by all tokens of a sentence.

    Variational dropout after Gal and Ghahramani 2016, "A Theoretically Grounded Application of Dropout in Recurrent
    Neural Networks". Drawing one mask a sentence, not one a token, also takes a fifth off a training step on a CPU,
    where random numbers are expensive.
    """

    def __init__(self, probability: float) -> None:
        super().__init__()
        self.probability = probability

    def forward(self, hidden: Tensor) -> Tensor:
        """Drop the same features of every token; `hidden` is (sentences, tokens, features) or (sentences, features)."""
        if not self.training or self.probability == 0:
            return hidden
        keep = 1 - self.probability
        shape = (hidden.shape[0], *(1 for _ in hidden.shape[1:-1]), hidden.shape[-1])
        return hidden * hidden.new_empty(shape).bernoulli_(keep).div_(keep)


class SentenceNetwork(nn.Module):
    """Token ids in, one logit per label out."""

    def __init__(self, encoder: nn.Module, hidden_size: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = SharedMaskDropout(HEAD_DROPOUT)
        self.head = nn.Linear(hidden_size, len(LABELS))
        # The same start for every seed, so that seeds differ by the order of the data and dropout alone.
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    @classmethod
    def from_base(
        cls, base: Path | str, dropout: float, neutral: Iterable[list[int]] = (), frozen_layers: int = 0
    ) -> Self:
        """Load a pretrained encoder from a folder or hub id, with a fresh head; `neutral` are groups of equal tokens.

        Apart from those, the word embeddings stay as pretrained: a corpus of this size teaches them nothing, and
        leaving them saves a sixth of a training step. So do the lowest `frozen_layers`, of which the last is never one;
        what is below them is frozen with them (Lee, Tang and Lin 2019, "What Would Elsa Do? Freezing Layers During
        Transformer Fine-Tuning"). Leaving the first of six saves another fifth of a step.
        """
        config = AutoConfig.from_pretrained(base, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
        # Its report of the unused pooler is no news.
        transformers.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        encoder = AutoModel.from_pretrained(base, config=config, add_pooling_layer=False)
        _share_dropout_masks(encoder, dropout)
        embeddings = encoder.get_input_embeddings()
        neutralise(embeddings, neutral)
        embeddings.weight.requires_grad = False
        _freeze(encoder, min(frozen_layers, config.num_hidden_layers - 1), config.num_hidden_layers)
        return cls(encoder, config.hidden_size)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Return logits of shape (sentences, labels) for ids and mask of shape (sentences, tokens)."""
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        weights = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weights).sum(dim=1) / weights.sum(dim=1)
        logits: Tensor = self.head(self.dropout(mean))
        return logits


def _share_dropout_masks(encoder: nn.Module, probability: float) -> None:
    """Replace the encoder's dropout on hidden states; dropout on attention weights stays off (it gains nothing)."""
    for module in list(encoder.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.Dropout) and not hasattr(module, "query"):
                setattr(module, name, SharedMaskDropout(probability))


def _freeze(encoder: nn.Module, count: int, layers: int) -> None:
    """Freeze the lowest `count` of the encoder's layers and everything that is registered before them."""
    if count == 0:
        return
    stacks = (module for module in encoder.modules() if isinstance(module, nn.ModuleList) and len(module) == layers)
    stack = next(stacks, None)
    if stack is None:
        raise ModelError(f"{type(encoder).__name__} has no list of {layers} layers to freeze: take another --base")
    first_left = next(stack[count].parameters())
    for parameter in encoder.parameters():
        if parameter is first_left:
            return
        parameter.requires_grad = False
