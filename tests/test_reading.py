import json
from pathlib import Path

from serving.kinds import Kind
from training.reading import DATA, ExpectedUnit, measure_headings, measure_html, measure_pages, read_units
from training.tally import Tally


def test_units_are_read_with_their_line_breaks(tmp_path: Path) -> None:
    file = tmp_path / "page.units.tsv"
    file.write_text("sentence\tThe ferry\\nleft.\nheading\tThe loss\n", encoding="utf-8")

    assert read_units(file) == [ExpectedUnit(Kind.SENTENCE, "The ferry\nleft."), ExpectedUnit(Kind.HEADING, "The loss")]


def test_units_count_only_at_their_exact_place(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("The ferry left. It sank.", encoding="utf-8")
    (tmp_path / "page.units.tsv").write_text("sentence\tThe ferry left. It\nsentence\tsank.\n", encoding="utf-8")

    assert measure_pages(tmp_path)["sentence"] == Tally(hits=0, found=2, wanted=2)


def test_web_pages_count_by_their_words(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>The fer&shy;ry\nleft. It sank.</p>", encoding="utf-8")
    truth = {"units": [{"kind": "sentence", "text": "The ferry left."}]}
    (tmp_path / "page.truth.json").write_text(json.dumps(truth), encoding="utf-8")

    assert measure_html(tmp_path)["sentence"] == Tally(hits=1, found=2, wanted=1)


def test_headings_count_as_clauses_found_and_wanted(tmp_path: Path) -> None:
    file = tmp_path / "headings.tsv"
    file.write_text("clause\tFerry sinks off Kamba coast\nphrase\tThe loss of the ferry\n", encoding="utf-8")

    assert measure_headings(file) == Tally(hits=1, found=1, wanted=1)


def test_every_page_has_its_units_and_every_web_page_its_truth() -> None:
    for folder in ("pages/dev", "pages/test"):
        names = {file.name.partition(".")[0] for file in (DATA / folder).glob("*.txt")}
        assert names == {file.name.partition(".")[0] for file in (DATA / folder).glob("*.units.tsv")} != set()
    assert {file.stem for file in (DATA / "html").glob("*.html")} == {
        file.name.partition(".")[0] for file in (DATA / "html").glob("*.truth.json")
    }
