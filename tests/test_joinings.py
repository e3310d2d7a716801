import random

import pytest

from training.corpus import Article, Sentence
from training.joinings import JOININGS, passages_of

SENTENCES = ['"It is over," she said.', "Storm over the Bay", "Mr. Orr left in 2019.", "Nobody came."]


def article(texts: list[str]) -> Article:
    sentences = tuple(Sentence(text, "factual_report", None, 3, in_quotation=False) for text in texts)
    return Article("a", "own", "CC-BY-4.0", None, sentences, "file:1")


@pytest.mark.parametrize("name", JOININGS)
def test_every_joining_holds_all_sentences_in_order(name: str) -> None:
    passage = JOININGS[name](SENTENCES, random.Random(1))  # noqa: S311  # a test's chance needs no secrecy

    assert "".join(passage.text.split()) == "".join("".join(passage.sentences).split())
    assert len(passage.sentences) == len(SENTENCES)


def test_the_same_articles_are_joined_in_the_same_way() -> None:
    articles = [article(SENTENCES)]

    assert passages_of(articles) == passages_of(articles)
