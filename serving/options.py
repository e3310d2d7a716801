"""What is accepted as an article; the command line and the service set it."""

from dataclasses import dataclass

# The longest novels have some five million characters; articles and the pages around them have far fewer.
MAX_CHARACTERS = 10_000_000


@dataclass(frozen=True, slots=True)
class ArticleOptions:
    """At most `max_characters` of text or markup are read; with `only_english`, other languages are refused."""

    max_characters: int = MAX_CHARACTERS
    only_english: bool = False
