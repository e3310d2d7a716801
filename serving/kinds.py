"""A paragraph of a page, what can be seen of it alone, and the kinds that a unit can have."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

# A paragraph that long, with a closing mark, is certainly text.
SOLID_WORDS = 12

_CLOSING_MARK = re.compile(r"""[.!?…:]['"”’»)\]*†‡\u009d]*(?:\s*[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f]+)?\s*\Z""")
_ENDS_IN_INITIALS = re.compile(r"(?:\b[A-Z]\.){2,}\Z")
_CUT_OFF = re.compile(r"(?:…|\.\.\.)\Z")
# What of the end is looked at: enough for the marks there.
_TAIL_CHARACTERS = 20


class Kind(StrEnum):
    """What a unit is; sentences are labelled, and headings that are full clauses."""

    SENTENCE = "sentence"
    HEADING = "heading"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph and the sentences in it; `kind` is what the markup says it is, None where nothing does."""

    text: str
    sentences: tuple[str, ...]
    kind: Kind | None = None

    @cached_property
    def words(self) -> int:
        """Number of words."""
        return len(self.text.split())

    @cached_property
    def is_closed(self) -> bool:
        """Whether it ends as sentences do; a heading may end in "U.S."."""
        tail = self.text[-_TAIL_CHARACTERS:]
        return _CLOSING_MARK.search(tail) is not None and _ENDS_IN_INITIALS.search(tail) is None

    @property
    def is_open_line(self) -> bool:
        """Whether it ends without a closing mark, and no markup says what it is."""
        return self.kind is None and not self.is_closed

    @property
    def is_solid(self) -> bool:
        """Whether it is text beyond doubt."""
        return self.is_closed and self.words >= SOLID_WORDS

    @property
    def is_cut_off(self) -> bool:
        """Whether it ends in an ellipsis, as teasers do that were cut off."""
        return _CUT_OFF.search(self.text[-_TAIL_CHARACTERS:]) is not None

    @property
    def is_whole_text(self) -> bool:
        """Whether it is text beyond doubt, and all of it is there."""
        return self.is_solid and not self.is_cut_off
