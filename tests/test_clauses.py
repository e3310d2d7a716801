"""What headings count as full clauses; the examples are made up, in the manner of several news desks."""

import pytest

from serving.clauses import MAX_WORDS, is_full_clause

CLAUSES = [
    "Ferry sinks off Kamba coast",
    "Ministers to meet unions Friday",
    "Three held after raid",
    "Tax the second home",
    "Will the dam hold?",
    "‘We have nowhere to go’",
    "Analysis: the pact was never going to last",
    "FLOODWATER REACHES OLD TOWN",
    "Envoy Walks Out of Peace Talks",
    "Teachers reject two-year pay deal",
    "Baker, 61, crowned chess champion",
    "Hauliers block port over fuel duty",
    "Regulator to publish water bills",
    "Shoppers return as high streets reopen",
    "Two firefighters injured in mill blaze",
    "The glaciers are not coming back",
    "The clinic nobody visits will close",
    "When the mine shut, the choir kept singing",
    "What the survey missed is the cost of childcare",
    "Here comes the levy",
    "Isn't it time to fix the lifts?",
    "Don’t sell the forest",
    "Keep buying local",
    "Rents may rise again, lenders warn",
    "Time's running out: a harbour waits for its bridge",
    "“They never told us,” says widow",
    "The vaccine is working",
    "Council plans to close six libraries",
]

PHRASES = [
    "The Elusive Vendor: Benjamin Chen",
    "China’s Role in the Crisis",
    "Struggles in Enforcement and Cooperation",
    "Living with the river",
    "How the vote was lost",
    "What comes next",
    "The man who sold the bridge",
    "A strike nobody wanted",
    "Trade talks",
    "Port fees, rail cuts and the price of bread",
    "Police report",
    "OTHER NEWS",
    "Early Years and Apprenticeship",
    "Plans to reopen the canal",
    "The village that moved twice",
    "The only map she trusted",
    "Everything we know about the outage",
    "Because winters change",
    "How much does a border cost?",
    "A garden abandoned by its makers",
    "Nothing left to sell",
    "Closing the pit",
    "The long road to recovery",
    "Measures Taken by the Ministry",
    "May 2031: the month in pictures",
    "Seven novels to read before summer",
    "Behind locked doors at the tax office",
    "The drivers' strike, ten days in",
]


@pytest.mark.parametrize("heading", CLAUSES)
def test_a_full_clause_is_recognised(heading: str) -> None:
    assert is_full_clause(heading)


@pytest.mark.parametrize("heading", PHRASES)
def test_a_noun_phrase_is_left_alone(heading: str) -> None:
    assert not is_full_clause(heading)


@pytest.mark.parametrize("heading", ["Ferry sinks off coast", "The ferry disaster", "Will the dam hold?"])
def test_case_does_not_matter(heading: str) -> None:
    assert is_full_clause(heading.upper()) == is_full_clause(heading.title()) == is_full_clause(heading)


@pytest.mark.parametrize(
    "heading", ["", " ", "\n\t", "?", "...", "— – :", "’", "s'", "🙂", "🚢🌊 🔥", "…!?", "'s 's", "42", ", 42,"]
)
def test_a_heading_without_words_is_no_clause(heading: str) -> None:
    assert not is_full_clause(heading)


def test_a_single_word_is_no_clause() -> None:
    assert not is_full_clause("Resign!")


def test_words_past_the_limit_are_not_read() -> None:
    filler = "port " * 40_000
    assert len(filler) == 200_000
    assert not is_full_clause(filler + "will close")
    assert is_full_clause("port " * (MAX_WORDS - 1) + "was closed")
    assert not is_full_clause("port " * MAX_WORDS + "was closed")
    assert not is_full_clause("port," * MAX_WORDS + "was closed")


def test_the_verb_of_a_relative_clause_does_not_make_a_clause_but_the_next_one_does() -> None:
    assert not is_full_clause("The tax nobody pays")
    assert is_full_clause("The tax nobody pays could fix our roads")


def test_a_word_that_is_noun_or_verb_is_read_by_its_neighbours() -> None:
    assert is_full_clause("Council cuts bus routes")
    assert not is_full_clause("Council cuts and bus routes")
