"""Changes of typing that leave a sentence readable: letters, case, spaces and marks."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from enum import StrEnum

import numpy as np

_MIN_TYPO_LETTERS = 4
_DASH = re.compile(r"\s*(?:—|–|--|(?<=\s)-(?=\s))\s*")
_DASHES = ("—", " – ", " - ", "--")
_CURLY_TO_STRAIGHT = str.maketrans("“”„«»‘’", '"""""\'\'')


class Perturbation(StrEnum):
    """A change of typing that leaves the sentence readable and its label true."""

    TYPOS = "typos"
    NO_FINAL_MARK = "no final mark"
    NO_PUNCTUATION = "no punctuation"
    ALL_CAPS = "all caps"
    LOWER_CASE = "lower case"
    QUOTE_STYLE = "quote style"
    DOUBLE_SPACES = "double spaces"
    DASH_STYLE = "dash style"


def perturb(kind: Perturbation, text: str, rng: np.random.Generator) -> str:
    """Return the text with one kind of perturbation; unchanged where there is nothing to perturb."""
    return _PERTURBATIONS[kind](text, rng)


def _with_typos(text: str, rng: np.random.Generator) -> str:
    """Swap two neighbouring letters or drop one, inside one or two words; first letters stay."""
    words = [match.span() for match in re.finditer(rf"[^\W\d_]{{{_MIN_TYPO_LETTERS},}}", text)]
    chosen = rng.permutation(len(words))[: rng.integers(1, 3)]
    for start, end in sorted((words[i] for i in chosen), reverse=True):
        text = text[:start] + _mistyped(text[start:end], rng) + text[end:]
    return text


def _mistyped(word: str, rng: np.random.Generator) -> str:
    at = int(rng.integers(1, len(word) - 1))
    is_swap = word[at] != word[at + 1] and rng.random() < 0.5
    return word[:at] + (word[at + 1] + word[at] if is_swap else word[at + 1]) + word[at + 2 :]


def _without_final_mark(text: str, _: np.random.Generator) -> str:
    return re.sub(r"[.!?…]+([\"”’')\]]*)\s*$", r"\1", text) or text


def _without_punctuation(text: str, _: np.random.Generator) -> str:
    """Drop every mark that does not stand inside a word or a number ("don't", "3.5", "well-known")."""
    padded = f" {text} "
    kept = [
        " " if _is_mark(now) and not (before.isalnum() and after.isalnum() and now in ".,:'’-") else now
        for before, now, after in zip(padded, text, padded[2:], strict=False)
    ]
    return " ".join("".join(kept).split()) or text


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("P") and character not in "%&#@"


def _with_other_quotes(text: str, _: np.random.Generator) -> str:
    straight = text.translate(_CURLY_TO_STRAIGHT)
    if straight != text:
        return straight
    opened = re.sub(r"(?<![^\s(\[—–-])\"(?=\S)", "“", text)
    opened = re.sub(r"(?<![^\s(\[—–“-])'(?=[^\W\d])", "‘", opened)
    return opened.replace('"', "”").replace("'", "’")


def _with_double_spaces(text: str, _: np.random.Generator) -> str:
    return text.replace(" ", "  ")


def _with_other_dashes(text: str, rng: np.random.Generator) -> str:
    """Give each dash another of the usual forms, and each hyphen inside a word its non-breaking form."""

    def other(match: re.Match[str]) -> str:
        return str(rng.choice([dash for dash in _DASHES if dash != match[0]]))

    return re.sub(r"(?<=\w)-(?=\w)", "\u2011", _DASH.sub(other, text))


_PERTURBATIONS: Mapping[Perturbation, Callable[[str, np.random.Generator], str]] = {
    Perturbation.TYPOS: _with_typos,
    Perturbation.NO_FINAL_MARK: _without_final_mark,
    Perturbation.NO_PUNCTUATION: _without_punctuation,
    Perturbation.ALL_CAPS: lambda text, _: text.upper(),
    Perturbation.LOWER_CASE: lambda text, _: text.lower(),
    Perturbation.QUOTE_STYLE: _with_other_quotes,
    Perturbation.DOUBLE_SPACES: _with_double_spaces,
    Perturbation.DASH_STYLE: _with_other_dashes,
}
