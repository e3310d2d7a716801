"""Reads a document from a file or standard input; says plainly what is wrong when it cannot be read."""

import re
import sys
from pathlib import Path

from serving.article import Article, read_html, read_text
from serving.errors import InputError
from serving.options import ArticleOptions

STDIN = "-"

_HTML_SUFFIXES = frozenset((".html", ".htm", ".xhtml"))
_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|p|div|article|section|main|h[1-6]|ul|ol|blockquote|figure)\b[^<]*>",
    re.IGNORECASE | re.DOTALL,
)
_START_BYTES = 4096


def read_article(source: str, *, is_html: bool | None = None, options: ArticleOptions | None = None) -> Article:
    """Return the article in a file, or on stdin for "-"; if `is_html` is None, its name and its beginning tell.

    Text is UTF-8 (with or without a byte-order mark) or UTF-16 (with one). Raises InputError when the file is missing,
    empty, not text or of another encoding, and as `read_text` and `read_html` do.
    """
    data = _read_bytes(source)
    if is_html is None:
        is_html = looks_like_html(source, data)
    return read_html(data, options) if is_html else read_text(_decoded(data, source), options)


def looks_like_html(source: str, data: bytes) -> bool:
    """Tell whether a file is HTML: by the ending of its name, or because it begins as web pages do."""
    return Path(source).suffix.casefold() in _HTML_SUFFIXES or _HTML_START.match(data[:_START_BYTES]) is not None


def _read_bytes(source: str) -> bytes:
    try:
        data = sys.stdin.buffer.read() if source == STDIN else Path(source).read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {_name(source)}: {error.strerror or error}") from error
    if not data.strip():
        raise InputError(f"{_name(source)} is empty: there is nothing to label")
    return data


def _name(source: str) -> str:
    return "standard input" if source == STDIN else source


def _decoded(data: bytes, source: str) -> str:
    name = _name(source)
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name} is not {encoding.removesuffix('-sig').upper()} text (byte {error.start}): convert it first, "
            "for example with `iconv -f WINDOWS-1252 -t UTF-8`"
        ) from error
    if "\x00" in text:
        raise InputError(f"{name} is not a text file: it holds NUL characters")
    if not text.strip():
        raise InputError(f"{name} is empty: there is nothing to label")
    return text
