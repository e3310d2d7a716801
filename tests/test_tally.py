import pytest

from training.tally import Tally


def test_shares_are_of_what_was_found_and_of_what_was_wanted() -> None:
    tally = Tally(hits=1, found=2, wanted=4)

    assert (tally.precision, tally.recall) == (0.5, 0.25)
    assert tally.f1 == pytest.approx(1 / 3)


def test_nothing_found_or_wanted_is_no_fault() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (1.0, 1.0, 1.0)


def test_counts_pool() -> None:
    assert Tally(1, 2, 3) + Tally(4, 5, 6) == Tally(5, 7, 9)
