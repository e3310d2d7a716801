"""Sets of words as the lexicons write them: one string, parted by white space."""


def word_set(words: str) -> frozenset[str]:
    """Return the words of a string parted by white space."""
    return frozenset(words.split())
