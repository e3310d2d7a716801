from pathlib import Path

from serving.labels import DEFINITIONS, LABELS, NONE, Label

GUIDELINES = Path(__file__).resolve().parent.parent / "data" / "GUIDELINES.md"


def test_the_order_of_labels_is_that_of_every_stored_model() -> None:
    assert [str(label) for label in LABELS] == ["factual_report", "attribution", "speculation", "opinion"]


def test_every_label_has_a_one_line_definition() -> None:
    assert list(DEFINITIONS) == list(LABELS)
    assert all(text and "\n" not in text for text in DEFINITIONS.values())


def test_none_is_not_a_label() -> None:
    assert NONE not in set(Label)


def test_a_label_is_its_name() -> None:
    assert Label("opinion") is Label.OPINION
    assert f"{Label.OPINION}" == "opinion"


def test_the_guidelines_explain_every_label() -> None:
    text = GUIDELINES.read_text(encoding="utf-8")

    assert all(f"| `{label}` |" in text for label in LABELS)
