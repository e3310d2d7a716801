"""What the shipped model must do, however it was trained: load, label the seed article, know plain cases."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from serving.article import read_text
from serving.classifier import Classifier, Sentence
from serving.kinds import Kind
from serving.labelling import label_article
from serving.labels import Label
from serving.models import CHAMPION, DEFAULT_STORE, find_model

SEED_ARTICLE = Path(__file__).resolve().parent.parent / "seeds" / "fentanyl-networks.txt"
MAX_MEGABYTES = 30
MIN_RIGHT_OF_24 = 22

pytestmark = pytest.mark.skipif(
    not (DEFAULT_STORE / CHAMPION).exists(), reason="no champion is in the store yet: train one with `epistle train`"
)

PLAIN_SENTENCES = {
    Label.FACTUAL_REPORT: [
        "The train left Leeds at 8.15 on Monday morning.",
        "The company employs 2,300 people in four countries.",
        "Heavy rain flooded the main road between the two villages on Friday.",
        "Parliament passed the budget by 212 votes to 180.",
        "The hospital was built in 1964 and has 350 beds.",
        "Police arrested three men at the harbour on Sunday night.",
    ],
    Label.ATTRIBUTION: [
        "The mayor said the bridge would be closed for repairs.",
        "According to the ministry, exports fell by a tenth last year.",
        "“We had no warning at all,” a shopkeeper told reporters.",
        "Critics argue that the law gives too much power to the police.",
        "The union accused the company of breaking its promises.",
        "A spokeswoman denied that any money had been paid.",
    ],
    Label.SPECULATION: [
        "The strike could last for several weeks.",
        "Prices may rise again in the spring.",
        "The fire was probably caused by a fault in the wiring.",
        "If the talks fail, the factory might close.",
        "The party is likely to lose its majority at the next election.",
        "Perhaps the letter never reached him.",
    ],
    Label.OPINION: [
        "This is a disgraceful way to treat our nurses.",
        "The government should be ashamed of itself.",
        "It is the finest film of the year.",
        "We must not let this happen again.",
        "No decent country would tolerate such cruelty.",
        "Who could possibly believe such nonsense?",
    ],
}

PLAIN_FACTS = [
    "the two men left the building before midnight",
    "the lorry was carrying 40 tonnes of steel",
    "thieves took six paintings from the museum",
    "the boat sank two miles from the coast",
    "the driver had no licence",
    "the fire began on the third floor",
]
HEDGED_FACTS = [
    ("Thieves took six paintings from the museum.", "Thieves may have taken six paintings from the museum."),
    ("The boat sank two miles from the coast.", "The boat may have sunk two miles from the coast."),
    ("The fire began on the third floor.", "The fire may have begun on the third floor."),
    ("The two men left the building before midnight.", "The two men may have left the building before midnight."),
    ("A gas leak caused the explosion.", "A gas leak may have caused the explosion."),
    ("The minister met the bankers in May.", "The minister may have met the bankers in May."),
]
# The same sentence with another name or another figure speaks in the same way.
SWAPS = [
    ("Maria Lopez said the school would stay open.", "Ahmed Hassan said the school would stay open."),
    ("The Russian army withdrew on Tuesday.", "The Canadian army withdrew on Tuesday."),
    ("Prices in Lagos may rise again.", "Prices in Oslo may rise again."),
    ("Labour should be ashamed of itself.", "The Tories should be ashamed of themselves."),
    ("The firm sold 300 lorries in 2019.", "The firm sold 7,450 lorries in 2021."),
    ("He told the court that he was innocent.", "She told the court that she was innocent."),
]


@pytest.fixture(scope="module")
def champion() -> Classifier:
    return Classifier.load(find_model(), threads=1)


def labels_of(champion: Classifier, texts: list[str]) -> list[Label]:
    return [prediction.label for prediction in champion.predict([Sentence(text) for text in texts])]


def test_the_shipped_model_is_small() -> None:
    size = sum(path.stat().st_size for path in find_model().rglob("*") if path.is_file())

    assert size <= MAX_MEGABYTES * 1e6


def test_every_sentence_of_the_seed_article_is_labelled(champion: Classifier) -> None:
    raw = SEED_ARTICLE.read_text(encoding="utf-8")
    labelled = label_article(read_text(raw), champion)

    assert all((item.prediction is not None) == (item.unit.kind is Kind.SENTENCE) for item in labelled)
    assert len({item.prediction.label for item in labelled if item.prediction}) == len(Label)


def test_the_seed_article_s_plainest_sentences_are_right(champion: Classifier) -> None:
    labels = {
        item.unit.text: item.prediction.label
        for item in label_article(read_text(SEED_ARTICLE.read_text(encoding="utf-8")), champion)
        if item.prediction
    }

    def of(beginning: str) -> Label:
        return next(label for text, label in labels.items() if text.startswith(beginning))

    assert of("In response to international pressure, the Chinese government implemented") is Label.FACTUAL_REPORT
    assert of("The NPR investigation suggests") is Label.ATTRIBUTION
    assert of("Critics argue") is Label.ATTRIBUTION
    assert of("But that is not their agenda.") is Label.OPINION


def test_plain_sentences_get_their_plain_label(champion: Classifier) -> None:
    cases = [(text, label) for label, texts in PLAIN_SENTENCES.items() for text in texts]
    found = labels_of(champion, [text for text, _ in cases])
    wrong = [f"{text} → {got}" for (text, label), got in zip(cases, found, strict=True) if got is not label]

    assert len(cases) == 24
    assert len(cases) - len(wrong) >= MIN_RIGHT_OF_24, wrong


def test_a_source_turns_a_plain_fact_into_attribution(champion: Classifier) -> None:
    plain = labels_of(champion, [f"{fact[0].upper()}{fact[1:]}." for fact in PLAIN_FACTS])
    sourced = labels_of(champion, [f"{fact[0].upper()}{fact[1:]}, according to police." for fact in PLAIN_FACTS])

    assert plain == [Label.FACTUAL_REPORT] * len(PLAIN_FACTS)
    assert sourced == [Label.ATTRIBUTION] * len(PLAIN_FACTS)


def test_may_have_turns_a_plain_fact_into_speculation(champion: Classifier) -> None:
    assert labels_of(champion, [plain for plain, _ in HEDGED_FACTS]) == [Label.FACTUAL_REPORT] * len(HEDGED_FACTS)
    assert labels_of(champion, [hedged for _, hedged in HEDGED_FACTS]) == [Label.SPECULATION] * len(HEDGED_FACTS)


@pytest.mark.parametrize(("one", "other"), SWAPS)
def test_names_and_figures_do_not_change_the_label(champion: Classifier, one: str, other: str) -> None:
    first, second = labels_of(champion, [one, other])

    assert first is second


def test_a_sentence_scores_the_same_in_any_batch(champion: Classifier) -> None:
    raw = SEED_ARTICLE.read_text(encoding="utf-8")
    sentences = [Sentence(item.unit.text) for item in label_article(read_text(raw), champion) if item.prediction]
    sentences += [Sentence(text) for texts in PLAIN_SENTENCES.values() for text in texts]
    alone = np.concatenate([champion.logits([sentence]) for sentence in sentences])

    np.testing.assert_allclose(champion.logits(sentences), alone, atol=1e-4)


def test_a_running_quotation_makes_attribution_likelier(champion: Classifier) -> None:
    texts = [text for texts in PLAIN_SENTENCES.values() for text in texts]
    alone = champion.predict([Sentence(text) for text in texts])
    inside = champion.predict([Sentence(text, in_quotation=True) for text in texts])

    mean = [sum(one.scores[Label.ATTRIBUTION] for one in side) / len(texts) for side in (alone, inside)]
    assert mean[1] > mean[0]


def test_the_readme_shows_the_numbers_and_the_answers_of_the_shipped_model(champion: Classifier) -> None:
    readme = (SEED_ARTICLE.parent.parent / "README.md").read_text(encoding="utf-8")
    quality = readme.partition("<!-- quality -->")[2].partition("<!-- /quality -->")[0]
    dev: dict[str, Any] = champion.manifest.metrics["dev"]  # type: ignore[assignment]

    assert f"`{champion.version}`" in quality
    low, high = dev["intervals"]["macro_f1"]
    assert f"| macro-F1 | {dev['macro_f1']:.3f} | {low:.3f}-{high:.3f} |" in quality
    assert f"| calibration error (15 equal-mass bins) | {dev['ece']:.3f} |" in quality
    for name, row in dev["per_class"].items():
        numbers = " | ".join(f"{row[key]:.3f}" for key in ("precision", "recall", "f1", "coverage"))
        assert f"| {name} | {numbers} | {row['support']} |" in quality
    (example,) = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", readme, re.DOTALL))
    assert example["model"] == champion.version
