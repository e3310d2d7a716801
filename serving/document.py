"""Reads a text document from a file or standard input; says plainly what is wrong when it cannot be read."""

import sys
from pathlib import Path

from serving.errors import InputError

STDIN = "-"


def read_document(source: str) -> str:
    """Return the text of a UTF-8 (with or without a byte-order mark) or UTF-16 (with one) file, or of stdin for "-".

    Raises InputError when it is missing, not a text file, of another encoding, or empty.
    """
    name = "standard input" if source == STDIN else source
    try:
        data = sys.stdin.buffer.read() if source == STDIN else Path(source).read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {name}: {error.strerror or error}") from error
    text = _decoded(data, name)
    if not text.strip():
        raise InputError(f"{name} is empty: there is nothing to label")
    return text


def _decoded(data: bytes, name: str) -> str:
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
    return text
