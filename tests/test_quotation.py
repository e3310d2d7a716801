import pytest

from serving.quotation import MAX_RUNNING_SENTENCES, running_quotations


def test_no_marks_no_quotation() -> None:
    assert running_quotations(["It rained.", "It's late.", "The boats' crews left."]) == [False, False, False]


def test_no_sentences_no_states() -> None:
    assert running_quotations([]) == []


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"'), ("«", "»"), ("„", "”")])
def test_sentences_between_the_marks_are_inside(opening: str, closing: str) -> None:
    sentences = [f"He said: {opening}It is over.", "Nobody came.", f"We went home.{closing}", "It rained."]

    assert running_quotations(sentences) == [False, True, True, False]


def test_a_quotation_closed_in_its_own_sentence_does_not_run_on() -> None:
    assert running_quotations(['"We won," she said.', "It rained."]) == [False, False]


def test_a_sentence_with_its_own_opening_mark_is_not_inside() -> None:
    assert running_quotations(["“It is over.", "“We went home.”", "It rained."]) == [False, False, False]


def test_an_unclosed_quotation_ends_after_a_while() -> None:
    states = running_quotations(["“It is over.", *["Nobody came."] * (2 * MAX_RUNNING_SENTENCES)])

    assert states[1] is True
    assert sum(states) <= MAX_RUNNING_SENTENCES
    assert not any(states[MAX_RUNNING_SENTENCES + 1 :])


def test_blank_sentences_carry_the_state_on() -> None:
    assert running_quotations(["“It is over.", "", " ", "We left.”", "It rained."]) == [False, True, True, True, False]


def test_a_sentence_that_closes_and_opens_again_leaves_a_quotation_open() -> None:
    assert running_quotations(["“It is over.", "We left,” he said, “and", "we stayed away.”"]) == [False, True, True]
