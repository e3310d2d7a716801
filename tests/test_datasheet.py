from pathlib import Path

import pytest
from huggingface_hub import metadata_load

from serving.labels import NONE
from training.corpus import Article, Sentence, read_corpus
from training.datasheet import as_markdown, describe, genre_group

DATA = Path(__file__).resolve().parent.parent / "data"
DATASHEET = DATA / "README.md"


def an_article(origin: str, genre: str | None, *labels: str) -> Article:
    sentences = tuple(
        Sentence(f"Sentence {n}.", label, None, n % 3 + 1, in_quotation=False) for n, label in enumerate(labels)
    )
    return Article(origin, "epistle", "CC-BY-4.0", genre, sentences, origin)


def test_counts_by_file_by_genre_and_in_all() -> None:
    rows = describe(
        [
            an_article("/x/b.jsonl:1", "editorial", "opinion", "opinion", NONE),
            an_article("/x/a.jsonl:1", "match report", "attribution"),
            an_article("/x/a.jsonl:2", "leader", "opinion"),
        ]
    )

    assert [(row.part, row.name, row.articles, row.sentences) for row in rows] == [
        ("file", "a.jsonl", 2, 2),
        ("file", "b.jsonl", 1, 3),
        ("genre", "comment", 2, 4),
        ("genre", "report and feature", 1, 1),
        ("all", "all", 3, 5),
    ]
    assert rows[-1].labels == {
        "factual_report": 0,
        "attribution": 1,
        "speculation": 0,
        "opinion": 3,
        NONE: 1,
    }
    assert rows[-1].sure == {3: 1, 2: 1, 1: 3}


@pytest.mark.parametrize(
    ("genre", "group"),
    [
        ("Op-ed", "comment"),
        ("columnist's rant", "comment"),
        ("news analysis", "analysis and outlook"),
        ("election preview", "analysis and outlook"),
        ("contrast", "contrast set"),
        ("sports match report", "report and feature"),
        (None, "not stated"),
    ],
)
def test_groups_genres_by_their_words(genre: str | None, group: str) -> None:
    assert genre_group(genre) == group


def test_table_is_markdown_with_a_line_a_row() -> None:
    lines = as_markdown(describe([an_article("a.jsonl:1", None, "opinion")])).split("\n")

    assert lines[0].startswith("| by | name | articles | sentences | factual_report |")
    assert lines[1].startswith("| --- | --- | ---: |")
    assert lines[2] == "| file | a.jsonl | 1 | 1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 1 |"
    assert len({line.count("|") for line in lines}) == 1


def test_datasheet_counts_are_those_of_the_files() -> None:
    text = DATASHEET.read_text(encoding="utf-8")

    block = text.partition("<!-- counts -->")[2].partition("<!-- /counts -->")[0]

    assert block.strip() == as_markdown(describe(read_corpus([DATA])))


def test_datasheet_front_matter_is_that_of_a_dataset_card() -> None:
    metadata = metadata_load(DATASHEET)

    assert metadata is not None
    assert metadata["license"] == "cc-by-4.0"
    assert metadata["task_categories"] == ["text-classification"]
    assert metadata["configs"][0]["data_files"] == "*.jsonl"
