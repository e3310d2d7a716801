import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from serving.errors import CorpusError
from training.corpus import (
    ANNOTATIONS,
    MAX_FAULTS_SHOWN,
    Article,
    Sentence,
    fingerprint,
    from_dataset,
    read_corpus,
    split_by_article,
    to_dataset,
)

DATA = Path(__file__).resolve().parent.parent / "data"

Record = dict[str, Any]


def a_sentence(**changes: Any) -> Record:
    return {"text": "The ferry left at noon.", "label": "factual_report", "also": None, "sure": 3, **changes}


def a_record(**changes: Any) -> Record:
    return {
        "id": "a-1",
        "source": "epistle",
        "licence": "CC-BY-4.0",
        "genre": "report",
        "sentences": [a_sentence()],
        **changes,
    }


def an_article(article_id: str = "a-1", *texts: str) -> Article:
    sentences = tuple(
        Sentence(text, "factual_report", None, 3, in_quotation=False) for text in texts or ("Snow fell.",)
    )
    return Article(article_id, "epistle", "CC-BY-4.0", "report", sentences, "a.jsonl:1")


def write(path: Path, *records: Record) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def faults_of(*paths: Path) -> list[str]:
    with pytest.raises(CorpusError) as caught:
        read_corpus(paths)
    return str(caught.value).splitlines()


def without(key: str) -> Callable[[Record], Record]:
    return lambda record: {name: value for name, value in record.items() if name != key}


def test_reads_articles_in_order_with_their_origin(tmp_path: Path) -> None:
    path = write(tmp_path / "two.jsonl", a_record(), a_record(id="a-2", genre=None))

    articles = read_corpus([path])

    assert [(one.id, one.genre, one.origin) for one in articles] == [
        ("a-1", "report", f"{path}:1"),
        ("a-2", None, f"{path}:2"),
    ]
    assert articles[0].sentences == (
        Sentence("The ferry left at noon.", "factual_report", None, 3, in_quotation=False),
    )


def test_keeps_text_unchanged(tmp_path: Path) -> None:
    text = "  “Naïve”\u2028 – he said\u00a0… \t"
    path = tmp_path / "raw.jsonl"
    record = a_record(sentences=[a_sentence(text=text)])
    path.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")

    assert read_corpus([path])[0].sentences[0].text == text


def test_marks_sentences_inside_a_running_quotation(tmp_path: Path) -> None:
    texts = ["“We are tired,” she said. “We will stop.", "We will not come back.”", "She left."]
    record = a_record(sentences=[a_sentence(text=text) for text in texts])

    (article,) = read_corpus([write(tmp_path / "quoted.jsonl", record)])

    assert [sentence.in_quotation for sentence in article.sentences] == [False, True, False]


def test_allows_topic_and_style(tmp_path: Path) -> None:
    assert read_corpus([write(tmp_path / "a.jsonl", a_record(topic="ferries", style="wire"))])


def test_a_folder_stands_for_its_jsonl_files_sorted_by_name(tmp_path: Path) -> None:
    write(tmp_path / "b.jsonl", a_record(id="second"))
    write(tmp_path / "a.jsonl", a_record(id="first"))
    (tmp_path / "README.md").write_text("no corpus", encoding="utf-8")

    assert [article.id for article in read_corpus([tmp_path])] == ["first", "second"]


def test_blank_lines_count_but_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "gaps.jsonl"
    path.write_text(f"\n{json.dumps(a_record())}\r\n\n", encoding="utf-8")

    assert [article.origin for article in read_corpus([path])] == [f"{path}:2"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (without("licence"), "missing key 'licence'"),
        (without("genre"), "missing key 'genre'"),
        (lambda record: {**record, "author": "x"}, "unknown key 'author'"),
        (lambda record: {**record, "id": ""}, "id: empty"),
        (lambda record: {**record, "id": 7}, "id: input should be a valid string"),
        (lambda record: {**record, "sentences": []}, "sentences: list should have at least 1 item"),
    ],
)
def test_names_what_is_wrong_with_an_article(change: Callable[[Record], Record], fault: str, tmp_path: Path) -> None:
    path = write(tmp_path / "bad.jsonl", a_record(id="fine"), change(a_record()))

    (line,) = faults_of(path)

    assert line.startswith(f"{path}:2: {fault}")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (without("sure"), "missing key 'sure'"),
        (without("also"), "missing key 'also'"),
        (lambda one: {**one, "note": "x"}, "unknown key 'note'"),
        (lambda one: {**one, "text": " \n"}, "text: empty"),
        (
            lambda one: {**one, "label": "fact"},
            f"label: unknown label 'fact': use {', '.join(ANNOTATIONS)}",
        ),
        (
            lambda one: {**one, "also": "guess"},
            f"also: unknown label 'guess': use {', '.join(ANNOTATIONS)}",
        ),
        (lambda one: {**one, "also": "factual_report"}, "also repeats the label 'factual_report'"),
        (lambda one: {**one, "sure": 0}, "sure: input should be greater than or equal to 1"),
        (lambda one: {**one, "sure": 4}, "sure: input should be less than or equal to 3"),
        (lambda one: {**one, "sure": "3"}, "sure: input should be a valid integer"),
        (lambda one: {**one, "sure": True}, "sure: input should be a valid integer"),
    ],
)
def test_names_what_is_wrong_with_a_sentence(change: Callable[[Record], Record], fault: str, tmp_path: Path) -> None:
    record = a_record(sentences=[a_sentence(), change(a_sentence())])
    path = write(tmp_path / "bad.jsonl", record)

    (line,) = faults_of(path)

    assert line.startswith(f"{path}:1: sentence 2: {fault}")


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"{oops}\n", "not JSON: key must be a string at column 2"),
        (b"[1]\n", "input should be an object"),
        (b'\n{"id": "caf\xe9"}\n', "not UTF-8 (byte 12 of the line)"),
    ],
)
def test_names_the_line_that_is_no_record(raw: bytes, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(raw)

    last_line = len(raw.splitlines())
    assert faults_of(path) == [f"{path}:{last_line}: {fault}"]


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_refuses_an_empty_file(content: str, tmp_path: Path) -> None:
    path = tmp_path / "empty.jsonl"
    path.write_text(content, encoding="utf-8")

    assert faults_of(path) == [f"{path}: empty file"]


def test_refuses_a_missing_file_and_a_folder_without_corpus_files(tmp_path: Path) -> None:
    missing = tmp_path / "missing.jsonl"

    assert faults_of(missing, tmp_path) == [
        f"{missing}: cannot be read (No such file or directory)",
        f"{tmp_path}: no *.jsonl file in this folder",
    ]


def test_refuses_an_article_id_given_twice(tmp_path: Path) -> None:
    first = write(tmp_path / "a.jsonl", a_record())
    second = write(tmp_path / "b.jsonl", a_record(id="a-2"), a_record())

    assert faults_of(first, second) == [f"{second}:2: article id 'a-1' is already used at {first}:1"]


def test_refuses_the_same_file_given_twice(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", a_record())

    assert faults_of(tmp_path, path) == [f"{path}:1: article id 'a-1' is already used at {path}:1"]


def test_collects_all_faults_but_shows_the_first_ones(tmp_path: Path) -> None:
    bad = [a_record(id=f"a-{number}", genre=5) for number in range(MAX_FAULTS_SHOWN + 3)]

    lines = faults_of(write(tmp_path / "bad.jsonl", *bad))

    assert len(lines) == MAX_FAULTS_SHOWN + 1
    assert lines[-1] == "… and 3 more"


def test_dataset_has_a_row_per_article_and_gives_the_articles_back(tmp_path: Path) -> None:
    records = [a_record(sentences=[a_sentence(), a_sentence(also="opinion")]), a_record(id="a-2", genre=None)]
    articles = read_corpus([write(tmp_path / "a.jsonl", *records)])

    dataset = to_dataset(articles)

    assert dataset.num_rows == 2
    assert from_dataset(dataset) == articles


def test_fingerprint_ignores_order_and_place() -> None:
    first, second = an_article("a-1"), an_article("a-2")
    moved = replace(first, origin="other.jsonl:9", genre="leader")

    assert fingerprint([first, second]) == fingerprint([second, moved])


@pytest.mark.parametrize("change", [{"text": "Sleet fell."}, {"label": "opinion"}, {"also": "opinion"}, {"sure": 2}])
def test_fingerprint_tells_apart_what_training_sees(change: dict[str, Any]) -> None:
    article = an_article()
    changed = replace(article, sentences=(replace(article.sentences[0], **change),))

    assert fingerprint([changed]) != fingerprint([article])


def test_fingerprint_tells_apart_where_an_article_ends() -> None:
    together = [an_article("a-1", "Snow fell.", "Roads closed.")]
    apart = [an_article("a-1", "Snow fell."), an_article("a-2", "Roads closed.")]

    assert fingerprint(together) != fingerprint(apart)


def test_split_keeps_every_article_whole_and_once() -> None:
    articles = [an_article(f"a-{number}") for number in range(200)]

    split = split_by_article(articles, share=0.2, seed=1)

    assert sorted(one.id for one in (*split.train, *split.held_out)) == sorted(one.id for one in articles)
    assert 20 <= len(split.held_out) <= 60


def test_split_stays_as_it_was_when_articles_are_added() -> None:
    articles = [an_article(f"a-{number}") for number in range(100)]

    before = split_by_article(articles[50:], share=0.3, seed=1)
    after = split_by_article(articles, share=0.3, seed=1)

    assert set(before.held_out) == set(after.held_out) & set(articles[50:])


def test_split_depends_on_the_seed() -> None:
    articles = [an_article(f"a-{number}") for number in range(50)]

    assert split_by_article(articles, 0.5, seed=1) != split_by_article(articles, 0.5, seed=2)


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_split_refuses_a_share_that_is_none(share: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        split_by_article([], share, seed=1)


def test_every_file_in_data_reads() -> None:
    articles = read_corpus([DATA])

    files = {article.origin.rpartition(":")[0] for article in articles}
    assert files == {str(path) for path in DATA.glob("*.jsonl")}


def test_data_is_ours_to_give_under_one_licence() -> None:
    assert {(article.source, article.licence) for article in read_corpus([DATA])} == {("epistle", "CC-BY-4.0")}
