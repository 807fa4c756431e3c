"""From a file's bytes to its text, without guessing in silence.

UTF-8 and the UTF encodings that announce themselves by a byte-order mark are read as they are. Other bytes are read
as Windows-1252, the commonest legacy encoding of English notes, or as Latin-1 where that fails, and the reading says
so. What is no text at all is refused.
"""

from __future__ import annotations

import codecs
import re

from index.errors import ReadingError

# The longer mark first: UTF-32 little-endian begins with the mark of UTF-16 little-endian.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"\x7fELF")

# Control codes that no editor writes into a note: all but tab, line feed, form feed, carriage return and escape.
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.01


def decode(content: bytes, source: str) -> tuple[str, str | None]:
    """Return the text of a file, line ends untouched, and what a person should know of how it was read.

    Args:
        content: the whole file.
        source: its name, for the error's message.

    Returns:
        The text without a byte-order mark, and a notice ("read as Windows-1252 ...") where the encoding had to be
        assumed, otherwise None.

    Raises:
        ReadingError: the file is binary, or breaks the encoding that its byte-order mark announces.
    """
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return _decode_marked(content[len(mark) :], codec, name, source), None
    if b"\x00" in content or content.startswith(_MAGIC):
        raise _binary(source)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(content, source)
    _refuse_control_codes(content, source)
    return text, None


def _decode_marked(content: bytes, codec: str, name: str, source: str) -> str:
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"{source} begins as {name} but breaks off at byte {error.start}", "save it as UTF-8"
        ) from error
    if "\x00" in text:
        raise _binary(source)
    return text


def _decode_legacy(content: bytes, source: str) -> tuple[str, str]:
    _refuse_control_codes(content, source)
    try:
        return content.decode("cp1252"), "read as Windows-1252: it is not UTF-8"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "read as Latin-1: it is neither UTF-8 nor Windows-1252"


def _refuse_control_codes(content: bytes, source: str) -> None:
    if len(_CONTROL.findall(content)) > _CONTROL_SHARE * len(content):
        raise _binary(source)


def _binary(source: str) -> ReadingError:
    return ReadingError(f"{source} is binary, not text", "save it as plain text")
