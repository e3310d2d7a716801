from training.augmentation import MAX_SWAPS_A_KIND, variants

TEXTS = [
    "Russian troops left Moscow on Monday, an aide to John Smith said.",
    "She told the Democrats that he had lied.",
    "Rain fell.",
]


def test_every_sentence_gets_a_few_swaps_of_each_kind_and_a_perturbed_form() -> None:
    first, second, third = variants(TEXTS, seed=0)
    countries = [text for text in first if "Moscow" not in text and "John Smith" in text]
    persons = [text for text in first if "Moscow" in text and "John" not in text]

    assert 0 < len(countries) <= MAX_SWAPS_A_KIND
    assert 0 < len(persons) <= MAX_SWAPS_A_KIND + 1
    assert any("He told" in text for text in second)
    assert any("Republicans" in text for text in second)
    assert len(third) <= 1


def test_no_variant_is_the_sentence_itself() -> None:
    assert all(text not in others for text, others in zip(TEXTS, variants(TEXTS, seed=1), strict=True))


def test_variants_repeat_with_the_seed_and_differ_with_another() -> None:
    assert variants(TEXTS, seed=2) == variants(TEXTS, seed=2)
    assert variants(TEXTS, seed=2) != variants(TEXTS, seed=3)
