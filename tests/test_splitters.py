import pytest

from training.joinings import Passage
from training.splitters import SPLITTERS, Outcome, boundaries, compare, measure


def test_boundaries_are_counted_without_white_space() -> None:
    assert boundaries(["It rained.", " It\n snowed. "]) == boundaries(["It  rained.", "It snowed."]) == {9}


def test_a_passage_has_no_boundary_at_its_ends() -> None:
    assert boundaries(["One."]) == boundaries(["", "One.", ""]) == set()


def test_what_is_found_wrongly_lowers_precision_and_what_is_missed_recall() -> None:
    passage = Passage("One. Two. Three.", ("One.", "Two.", "Three."))

    assert measure(lambda text: [text], [passage]).recall == 0
    too_many = measure(lambda text: list(text), [passage])
    assert too_many.recall == 1
    assert too_many.precision == pytest.approx(2 / 13)
    assert measure(lambda _: ["One.", "Two.", "Three."], [passage]).f1 == 1


def test_outcomes_pool() -> None:
    pooled = Outcome(1, 2, 3, 4, 5.0) + Outcome(1, 2, 3, 4, 5.0)

    assert (pooled.hits, pooled.found, pooled.wanted, pooled.sentences, pooled.seconds) == (2, 4, 6, 8, 10.0)
    assert pooled.f1 == pytest.approx(0.4)


def test_a_splitter_that_cannot_run_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ImportError("no weights")

    monkeypatch.setitem(SPLITTERS, "broken", fail)
    (row,) = compare({"one": [Passage("One. Two.", ("One.", "Two."))]}, ["broken"])

    assert row.as_json() == {"splitter": "broken", "fault": "ImportError: no weights"}


def test_our_splitter_is_among_those_compared() -> None:
    (row,) = compare({"one": [Passage("One. Two.", ("One.", "Two."))]}, ["epistle"])

    assert row.as_json()["f1"] == {"one": 1.0}
