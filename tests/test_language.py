import pytest

from serving.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le conseil a rejeté hier le projet de pont, et les habitants se disent soulagés de cette décision.", "fr"),
        ("El ayuntamiento rechazó ayer el proyecto del puente y los vecinos se mostraron muy satisfechos.", "es"),
        ("Совет вчера отклонил проект моста, и жители города сказали, что они очень довольны решением.", "ru"),
        ("رفض المجلس أمس مشروع الجسر وقال السكان إنهم سعداء جدا بهذا القرار الذي طال انتظاره في المدينة", "ar"),
    ],
)
def test_other_languages_are_named(text: str, language: str) -> None:
    assert detect_language([text]) == language


@pytest.mark.parametrize(
    "text",
    [
        "Kowalczyk beat Wiśniewska 6-4, 6-3 in Łódź on Tuesday, and Nowak lost to García in the second match.",
        "The Oba of Ijebu said that the okada riders would have to leave Obalende before the end of the month.",
        "He called it “la fin de l’histoire, mais pas la fin de la ville” and left the hall by a side door.",
        "FERRY LOST WITH FORTY ON BOARD AS STORM HITS THE COAST OF KAMBA, HARBOUR MASTER SAYS",
    ],
)
def test_english_with_foreign_names_and_quotations_is_english(text: str) -> None:
    assert detect_language([text]) == "en"


@pytest.mark.parametrize("text", ["", "12.5 3-0 $4", "Orr, Hale, Dane", "🎉🎉", "Ja."])
def test_too_little_text_has_no_language(text: str) -> None:
    assert detect_language([text]) is None


def test_only_the_beginning_is_read() -> None:
    assert (
        detect_language(["The ferry that left at noon was not the one that came back to the harbour."] * 10**6) == "en"
    )
