import numpy as np
import pytest

from training.perturbations import Perturbation, perturb

TEXT = 'The "well-known" firm didn\'t pay $3.5bn — or so it said.'


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Perturbation.NO_FINAL_MARK, TEXT[:-1]),
        (Perturbation.NO_PUNCTUATION, "The well-known firm didn't pay $3.5bn or so it said"),
        (Perturbation.ALL_CAPS, TEXT.upper()),
        (Perturbation.LOWER_CASE, TEXT.lower()),
        (Perturbation.QUOTE_STYLE, "The “well-known” firm didn’t pay $3.5bn — or so it said."),
        (Perturbation.DOUBLE_SPACES, TEXT.replace(" ", "  ")),
    ],
)
def test_perturbs_as_the_name_says(kind: Perturbation, expected: str) -> None:
    assert perturb(kind, TEXT, np.random.default_rng(0)) == expected


def test_quote_style_makes_curly_marks_straight() -> None:
    text = perturb(Perturbation.QUOTE_STYLE, "“It’s ‘fine’,” he said.", np.random.default_rng(0))

    assert text == "\"It's 'fine',\" he said."


def test_final_mark_is_dropped_before_a_closing_quotation_mark() -> None:
    assert perturb(Perturbation.NO_FINAL_MARK, "“Go away!”", np.random.default_rng(0)) == "“Go away”"


def test_dash_style_never_keeps_a_dash_or_a_hyphen() -> None:
    for seed in range(20):
        text = perturb(Perturbation.DASH_STYLE, TEXT, np.random.default_rng(seed))
        assert "$3.5bn — or" not in text
        assert "well\u2011known" in text


def test_typos_alter_one_or_two_words_and_never_their_first_letter() -> None:
    text = "Several ministers quietly discussed something yesterday."
    for seed in range(50):
        typed = perturb(Perturbation.TYPOS, text, np.random.default_rng(seed))
        altered = [(old, new) for old, new in zip(text.split(), typed.split(), strict=True) if old != new]
        assert 1 <= len(altered) <= 2
        assert all(old[0] == new[0] and len(old) - len(new) in {0, 1} for old, new in altered)


@pytest.mark.parametrize("kind", list(Perturbation))
def test_survives_texts_with_nothing_to_perturb(kind: Perturbation) -> None:
    for text in ("", "…", "?!", "a", "“”", " "):
        assert isinstance(perturb(kind, text, np.random.default_rng(0)), str)


@pytest.mark.parametrize("kind", list(Perturbation))
def test_the_same_seed_gives_the_same_perturbation(kind: Perturbation) -> None:
    assert perturb(kind, TEXT, np.random.default_rng(7)) == perturb(kind, TEXT, np.random.default_rng(7))
