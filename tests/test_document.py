import io
from pathlib import Path

import pytest

from serving.document import looks_like_html, read_article
from serving.errors import InputError


def read_document(source: str) -> str:
    return read_article(source).text


TEXT = "The café opened.\nIt “rained” 🌧."


def stdin_of(data: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_reads_unicode_files(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(TEXT.encode(encoding))

    assert read_document(str(file)) == TEXT


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_reads_utf_16_of_either_byte_order(tmp_path: Path, mark: bytes, encoding: str) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(mark + TEXT.encode(encoding))

    assert read_document(str(file)) == TEXT


def test_keeps_line_ends_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(b"One.\r\nTwo.\rThree.\n")

    assert read_document(str(file)) == "One.\r\nTwo.\rThree.\n"


def test_a_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", stdin_of(TEXT.encode()))

    assert read_document("-") == TEXT


def test_empty_standard_input_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", stdin_of(b""))

    with pytest.raises(InputError, match=r"^standard input is empty: there is nothing to label$"):
        read_document("-")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read .*absent\.txt: No such file"):
        read_document(str(tmp_path / "absent.txt"))


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Is a directory"):
        read_document(str(tmp_path))


def test_another_encoding_is_refused_with_the_way_out(tmp_path: Path) -> None:
    file = tmp_path / "latin.txt"
    file.write_bytes("The café opened.".encode("latin-1"))

    with pytest.raises(InputError, match=r"latin\.txt is not UTF-8 text \(byte 7\): convert it first.*iconv"):
        read_document(str(file))


def test_half_a_utf_16_character_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "cut.txt"
    file.write_bytes("The ferry".encode("utf-16")[:-1])

    with pytest.raises(InputError, match=r"cut\.txt is not UTF-16 text"):
        read_document(str(file))


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(b"PNG\x00\x00\x01text")

    with pytest.raises(InputError, match=r"picture\.png is not a text file: it holds NUL characters"):
        read_document(str(file))


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", "\u00a0".encode()])
def test_a_file_without_text_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "empty.txt"
    file.write_bytes(data)

    with pytest.raises(InputError, match=r"empty\.txt is empty: there is nothing to label"):
        read_document(str(file))


@pytest.mark.parametrize(
    ("name", "data", "is_html"),
    [
        ("page.HTML", b"It rained.", True),
        ("page.htm", b"", True),
        ("page.txt", b" \n<!DOCTYPE html><html>", True),
        ("-", b"\xef\xbb\xbf<!-- x --><html lang=en>", True),
        ("page.txt", b"He wrote <html> on the board.", False),
        ("page.txt", b'<p class="x">It rained.</p>', True),
        ("page.txt", b"<pleasure> is a word", False),
    ],
)
def test_html_is_known_by_its_name_or_its_beginning(name: str, data: bytes, is_html: bool) -> None:
    assert looks_like_html(name, data) is is_html


def test_articles_are_read_as_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("It rained.", encoding="utf-8")
    (tmp_path / "article.html").write_bytes("<p>It r\u00e4ined.</p>".encode())

    assert not read_article(str(tmp_path / "article.txt")).is_extracted
    assert read_article(str(tmp_path / "article.html")).text == "It r\u00e4ined."
    assert read_article(str(tmp_path / "article.html"), is_html=False).text.startswith("<p>")
