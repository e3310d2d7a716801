import numpy as np
import pytest

from training.swaps import RANDOM_PAIRINGS, SwapKind, counterfactuals, random_counterfactuals


def swapped(text: str, kind: SwapKind) -> list[str]:
    return [swap.text for swap in counterfactuals([text]) if swap.kind is kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He gave her his book.", "She gave him her book."),
        ("She saw her.", "He saw him."),
        ("We told her to wait, and her own sister agreed.", "We told him to wait, and his own brother agreed."),
        ("The seat was his.", "The seat was hers."),
        ("The seat was hers.", "The seat was his."),
        ("Mrs. Jones thanked Mr Smith himself.", "Mr. Jones thanked Ms Smith herself."),
        ("HER FATHER WON", "HIS MOTHER WON"),
        ("An uncle wrote to an aunt.", "An aunt wrote to an uncle."),
        ("John said he was tired.", "Sarah said she was tired."),
    ],
)
def test_exchanges_genders_with_their_grammar(text: str, expected: str) -> None:
    assert swapped(text, SwapKind.GENDER) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russian troops left Moscow.", "Ukrainian troops left Kyiv."),
        ("Russia attacked Ukraine.", "Ukraine attacked Russia."),
        ("RUSSIA DENIES IT", "UKRAINE DENIES IT"),
        ("An Indian met a German in Berlin.", "A German met an Indian in New Delhi."),
        ("China sued the U.S.", "The United States sued China."),
        ("US troops won US$5 million from the US.", "Chinese troops won US$5 million from China."),
        ("A pro-Russian crowd cheered.", "A pro-Ukrainian crowd cheered."),
    ],
)
def test_exchanges_countries_with_adjectives_capitals_and_articles(text: str, expected: str) -> None:
    assert swapped(text, SwapKind.COUNTRY) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Republican senator said the Republican had lied.", "A Democratic senator said the Democrat had lied."),
        ("A Republican-led panel met.", "A Democratic-led panel met."),
        ("Democrats oppose Republicans.", "Republicans oppose Democrats."),
        ("Labour has won a Labour seat.", "The Conservative Party has won a Conservative seat."),
        ("Labour's vote fell.", "The Conservative Party's vote fell."),
        ("Left-wing voters left.", "Right-wing voters left."),
    ],
)
def test_exchanges_parties_as_nouns_and_adjectives(text: str, expected: str) -> None:
    assert swapped(text, SwapKind.PARTY) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Conservatives' plan failed.", "Labour's plan failed."),
        ("He read the Conservatives’ plan.", "He read Labour’s plan."),
        ("THE CONSERVATIVES' PLAN", "LABOUR'S PLAN"),
        ("He calls them 'the Conservatives' today.", "He calls them 'Labour' today."),
        ("They are 'the Conservatives' friends say.", "They are 'Labour' friends say."),
        ("The Democrats' plan failed.", "The Republicans' plan failed."),
    ],
)
def test_a_possessive_takes_the_form_of_the_new_name(text: str, expected: str) -> None:
    assert swapped(text, SwapKind.PARTY)[0] == expected


def test_tries_names_of_several_origins() -> None:
    variants = swapped("Sarah Johnson disagreed.", SwapKind.PERSON)

    assert variants == [
        "Aisha Khalil disagreed.",
        "Adaeze Adeyemi disagreed.",
        "Meiling Li disagreed.",
        "Carmen Rodríguez disagreed.",
        "Anjali Sharma disagreed.",
    ]


def test_exchanges_a_religion_with_its_buildings_and_clergy() -> None:
    assert swapped("A Muslim asked the imam at the mosque.", SwapKind.RELIGION) == [
        "A Jew asked the rabbi at the synagogue.",
        "A Christian asked the priest at the church.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor is Muslim.", "The mayor is Jewish."),
        ("Most aren’t openly Muslim, she said.", "Most aren’t openly Jewish, she said."),
        ("THEY BECAME MUSLIM", "THEY BECAME JEWISH"),
        ("The mayor is a Muslim.", "The mayor is a Jew."),
        ("One Muslim was hurt.", "One Jew was hurt."),
        ("A Muslim leader spoke.", "A Jewish leader spoke."),
    ],
)
def test_exchanges_a_religion_as_noun_and_adjective(text: str, expected: str) -> None:
    assert swapped(text, SwapKind.RELIGION)[0] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hershey sheltered the manager in the theatre.",
        "They sailed the South China Sea.",
        "The Islamic State struck the Democratic Republic of Congo.",
        "Prices rose for us all.",
        "",
    ],
)
def test_leaves_parts_of_words_and_fixed_phrases_alone(text: str) -> None:
    assert counterfactuals([text]) == []


def test_a_swap_names_its_sentence_and_the_words_that_changed() -> None:
    (swap,) = counterfactuals(["Nothing here.", "Poland and the Poles met in Warsaw, Poland."])

    assert (swap.index, swap.kind) == (1, SwapKind.COUNTRY)
    assert swap.original == "Poland, Poles, Warsaw"
    assert swap.changed == "Syria, Syrians, Damascus"
    assert swap.text == "Syria and the Syrians met in Damascus, Syria."


def randomly_swapped(text: str, kind: SwapKind, seed: int = 0) -> list[str]:
    return [swap.text for swap in random_counterfactuals([text], np.random.default_rng(seed)) if swap.kind is kind]


def test_random_partners_differ_from_pairing_to_pairing_and_repeat_with_the_seed() -> None:
    found = randomly_swapped("Russian troops left Moscow.", SwapKind.COUNTRY)

    assert len(found) == RANDOM_PAIRINGS
    assert len(set(found)) > RANDOM_PAIRINGS // 2
    assert found == randomly_swapped("Russian troops left Moscow.", SwapKind.COUNTRY)
    assert found != randomly_swapped("Russian troops left Moscow.", SwapKind.COUNTRY, seed=1)


def test_random_partners_keep_country_and_capital_together() -> None:
    partner, capital = "Denmark", "Copenhagen"
    texts = [
        text
        for seed in range(20)
        for text in randomly_swapped("Peru recalled its envoy to Lima.", SwapKind.COUNTRY, seed)
    ]

    assert any(partner in text for text in texts)
    assert all((partner in text) == (capital in text) for text in texts)


def test_random_partners_exchange_every_name_of_a_person() -> None:
    found = randomly_swapped("Sarah Johnson disagreed.", SwapKind.PERSON)

    assert len(found) == RANDOM_PAIRINGS
    for text in found:
        assert "Sarah" not in text
        assert "Johnson" not in text
        assert text.endswith(" disagreed.")


def test_genders_and_parties_have_the_partners_they_are_measured_with() -> None:
    text = "She joined the Democrats."

    for kind in (SwapKind.GENDER, SwapKind.PARTY):
        assert swapped(text, kind)
        assert randomly_swapped(text, kind) == swapped(text, kind)
