import pytest

from training.joinings import Passage
from training.splitters import SPLITTERS, boundaries, compare, measure
from training.tally import Tally


def test_boundaries_are_counted_without_white_space() -> None:
    assert boundaries(["It rained.", " It\n snowed. "]) == boundaries(["It  rained.", "It snowed."]) == {9}


def test_a_passage_has_no_boundary_at_its_ends() -> None:
    assert boundaries(["One."]) == boundaries(["", "One.", ""]) == set()


def test_what_is_found_wrongly_lowers_precision_and_what_is_missed_recall() -> None:
    passage = Passage("One. Two. Three.", ("One.", "Two.", "Three."))

    assert measure(lambda text: [text], [passage]).boundaries == Tally(hits=0, found=0, wanted=2)
    assert measure(lambda text: list(text), [passage]).boundaries == Tally(hits=2, found=13, wanted=2)
    assert measure(lambda _: ["One.", "Two.", "Three."], [passage]).boundaries.f1 == 1


def test_a_splitter_that_cannot_run_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ImportError("no weights")

    monkeypatch.setitem(SPLITTERS, "broken", fail)
    (row,) = compare({"one": [Passage("One. Two.", ("One.", "Two."))]}, ["broken"])

    assert row.as_json() == {"splitter": "broken", "fault": "ImportError: no weights"}


def test_our_splitter_is_among_those_compared() -> None:
    (row,) = compare({"one": [Passage("One. Two.", ("One.", "Two."))]}, ["epistle"])

    assert row.as_json()["f1"] == {"one": 1.0}
