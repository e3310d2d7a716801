import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from serving.article import read_text
from serving.classifier import MAX_BATCH_TOKENS, NETWORK, TOKENIZER, Classifier, Prediction, Sentence, network_text
from serving.errors import ModelError
from serving.labelling import label_article, label_counts
from serving.labels import LABELS, Label
from serving.models import MANIFEST, file_sha256

SENTENCES = [
    Sentence(text)
    for text in (
        "The ferry left at noon.",
        "The minister said the harbour was closed on Tuesday.",
        "The bridge may be closed.",
        "Shameful!",
        "",
        "🌧️",
        "The council was to vote and the people in the market may not vote , the mayor said .",
    )
]


@pytest.fixture(scope="module")
def classifier(tiny_model: Path) -> Classifier:
    return Classifier.load(tiny_model, threads=1)


def scores_of(predictions: list[Prediction]) -> list[list[float]]:
    return [[prediction.scores[label] for label in LABELS] for prediction in predictions]


def test_labels_follow_the_words_in_the_order_given(classifier: Classifier) -> None:
    predictions = classifier.predict(SENTENCES[:4])

    assert [prediction.label for prediction in predictions] == list(LABELS)


def test_order_is_kept_whatever_the_lengths(classifier: Classifier) -> None:
    forwards = classifier.predict(SENTENCES)
    backwards = classifier.predict(SENTENCES[::-1])

    np.testing.assert_allclose(scores_of(forwards), scores_of(backwards[::-1]), atol=1e-6)


def test_a_batch_of_n_equals_n_singles(classifier: Classifier) -> None:
    sentences = SENTENCES * 80  # far beyond one batch of MAX_BATCH_TOKENS
    singles = [prediction for one in sentences for prediction in classifier.predict([one])]

    assert sum(len(one.text.split()) for one in sentences) > MAX_BATCH_TOKENS
    np.testing.assert_allclose(scores_of(classifier.predict(sentences)), scores_of(singles), atol=1e-6)


def test_scores_sum_to_one_and_confidence_is_the_label_s(classifier: Classifier) -> None:
    for prediction in classifier.predict(SENTENCES):
        assert sum(prediction.scores.values()) == pytest.approx(1)
        assert prediction.confidence == prediction.scores[prediction.label] == max(prediction.scores.values())


def test_label_sets_start_with_the_label_and_tell_of_review(classifier: Classifier) -> None:
    predictions = classifier.predict(SENTENCES)

    assert all(prediction.label_set[0] is prediction.label for prediction in predictions)
    assert all(prediction.needs_review == (len(prediction.label_set) > 1) for prediction in predictions)
    assert {prediction.needs_review for prediction in predictions} == {True, False}


def test_no_sentences_give_no_predictions(classifier: Classifier) -> None:
    assert classifier.predict([]) == []
    assert classifier.logits([]).shape == (0, len(LABELS))


def test_a_running_quotation_changes_the_input(classifier: Classifier) -> None:
    alone, inside = classifier.predict([Sentence("The ferry left."), Sentence("The ferry left.", in_quotation=True)])

    assert network_text(Sentence("It left.", in_quotation=True), '"') == '"It left.'
    assert alone.label is Label.FACTUAL_REPORT
    assert inside.label is Label.ATTRIBUTION


def test_a_text_longer_than_the_network_reads_is_judged_by_its_beginning(classifier: Classifier) -> None:
    limit = classifier.manifest.inputs.max_tokens
    beginning, longer = classifier.predict(
        [Sentence("ferry " * limit), Sentence("ferry " * limit + "shameful " * 10_000)]
    )

    assert longer == beginning


def test_loading_twice_predicts_the_same(tiny_model: Path, tmp_path: Path, classifier: Classifier) -> None:
    copy = Classifier.load(shutil.copytree(tiny_model, tmp_path / "copy"), threads=1)

    assert copy.predict(SENTENCES) == classifier.predict(SENTENCES)
    assert copy.version == classifier.version == "tiny"


def test_threads_may_share_a_classifier(classifier: Classifier) -> None:
    with ThreadPoolExecutor(max_workers=4) as pool:
        answers = list(pool.map(classifier.predict, [SENTENCES] * 32))

    assert all(answer == answers[0] for answer in answers)


def test_a_network_that_the_engine_refuses_is_a_model_error(tiny_model: Path, tmp_path: Path) -> None:
    model = shutil.copytree(tiny_model, tmp_path / "copy")
    (model / NETWORK).write_bytes(b"not a network")
    manifest = json.loads((model / MANIFEST).read_text(encoding="utf-8"))
    manifest["files"][NETWORK] = file_sha256(model / NETWORK)
    (model / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")

    with pytest.raises(ModelError, match="cannot be loaded"):
        Classifier.load(model)


@pytest.mark.parametrize("name", [NETWORK, TOKENIZER])
def test_a_file_without_checksum_is_never_loaded(tiny_model: Path, tmp_path: Path, name: str) -> None:
    model = shutil.copytree(tiny_model, tmp_path / "copy")
    manifest = json.loads((model / MANIFEST).read_text(encoding="utf-8"))
    del manifest["files"][name]
    (model / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")

    with pytest.raises(ModelError, match=rf"no checksum of {name}: copy the model again"):
        Classifier.load(model)


def test_a_prediction_is_plain_json(classifier: Classifier) -> None:
    (prediction,) = classifier.predict(SENTENCES[:1])
    answer = json.loads(json.dumps(prediction.as_json()))

    assert list(answer) == ["label", "confidence", "scores", "label_set", "needs_review"]
    assert list(answer["scores"]) == [str(label) for label in LABELS]


def test_only_sentences_of_an_article_are_labelled(classifier: Classifier) -> None:
    labelled = label_article(read_text("A Short Heading\n\nThe ferry left. Shameful!\n\nspot_img"), classifier)

    assert [item.prediction and item.prediction.label for item in labelled] == [
        None,
        Label.FACTUAL_REPORT,
        Label.OPINION,
        None,
    ]
    assert label_counts(labelled) == {"factual_report": 1, "attribution": 0, "speculation": 0, "opinion": 1}


def test_an_article_s_sentences_are_read_in_their_quotation(classifier: Classifier) -> None:
    labelled = label_article(read_text("“It was closed. The ferry left. Boats left.” It was noon."), classifier)

    assert [item.prediction and item.prediction.label for item in labelled][1:] == [
        Label.ATTRIBUTION,
        Label.ATTRIBUTION,
        Label.FACTUAL_REPORT,
    ]
