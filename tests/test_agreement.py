from pathlib import Path

import pytest

from serving.errors import CorpusError
from training.agreement import agreement, as_markdown, read_passes
from training.corpus import Article, Sentence, read_corpus

DATA = Path(__file__).resolve().parent.parent / "data"


def an_article(origin: str, sentences: int) -> Article:
    made = tuple(Sentence(f"Sentence {n}.", "opinion", None, 3, in_quotation=False) for n in range(sentences))
    return Article(origin, "epistle", "CC-BY-4.0", None, made, origin)


def written(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "passes.tsv"
    path.write_text("\n".join(["id\tfirst\tsecond", *lines]) + "\n", encoding="utf-8")
    return path


def test_agreement_is_measured_by_file_and_in_all(tmp_path: Path) -> None:
    articles = [an_article("b.jsonl:1", 4), an_article("a.jsonl:1", 2), an_article("a.jsonl:2", 2)]
    passes = read_passes(written(tmp_path, "b.jsonl:1\tFFOO\tFOFO", "a.jsonl:1\tFA\tFA", "a.jsonl:2\tSN\tSN"))

    found = agreement(articles, passes)

    assert [(row.name, row.sentences, row.differing) for row in found] == [
        ("a.jsonl", 4, 0),
        ("b.jsonl", 4, 2),
        ("all", 8, 2),
    ]
    # In b, half of the sentences agree, as many as chance would give: 0. In all, 6 of 8 do, where chance gives 2.
    assert [row.kappa for row in found] == pytest.approx([1, 0, (6 - 2) / (8 - 2)])


def test_passes_of_one_and_the_same_label_agree(tmp_path: Path) -> None:
    passes = read_passes(written(tmp_path, "a.jsonl:1\tFF\tFF"))

    assert agreement([an_article("a.jsonl:1", 2)], passes)[0].kappa == 1.0


@pytest.mark.parametrize("line", ["a\tFF\tF", "a\tFX\tFF", "a\tFF", "a\t\t"])
def test_a_malformed_line_is_told_by_its_number(tmp_path: Path, line: str) -> None:
    with pytest.raises(CorpusError, match=r"passes\.tsv:2: .* A, F, N, O, S for each sentence"):
        read_passes(written(tmp_path, line))


def test_other_columns_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "other.tsv").write_text("id,first\n", encoding="utf-8")

    with pytest.raises(CorpusError, match="columns must be id, first, second"):
        read_passes(tmp_path / "other.tsv")
    with pytest.raises(CorpusError, match="cannot be read"):
        read_passes(tmp_path / "none.tsv")


def test_no_passes_and_an_article_given_twice_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="holds no passes"):
        read_passes(written(tmp_path))
    with pytest.raises(CorpusError, match=r"passes\.tsv:3: article a stands here a second time"):
        read_passes(written(tmp_path, "a\tFF\tFF", "a\tFF\tFO"))


@pytest.mark.parametrize("id_", ["a.jsonl:1", "unknown"])
def test_passes_of_another_corpus_are_refused(tmp_path: Path, id_: str) -> None:
    passes = read_passes(written(tmp_path, f"{id_}\tFFF\tFFF"))

    with pytest.raises(CorpusError, match=f"article {id_} of the passes is not in the corpus, or not with 3 sentences"):
        agreement([an_article("a.jsonl:1", 2)], passes)


def test_the_datasheet_shows_the_agreement_of_the_shipped_passes() -> None:
    text = (DATA / "README.md").read_text(encoding="utf-8")
    block = text.partition("<!-- agreement -->")[2].partition("<!-- /agreement -->")[0]

    assert block.strip() == as_markdown(agreement(read_corpus([DATA]), read_passes(DATA / "passes.tsv")))


def test_where_both_passes_agree_the_corpus_has_their_label() -> None:
    articles = {article.id: article for article in read_corpus([DATA])}
    for id_, (first, second) in read_passes(DATA / "passes.tsv").items():
        for sentence, one, other in zip(articles[id_].sentences, first, second, strict=True):
            assert one != other or sentence.label[0].upper() == one, f"{id_}: {sentence.text}"
            assert one == other or sentence.sure < 3, f"{id_}: {sentence.text}"
