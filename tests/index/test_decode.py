"""Bytes become text without loss, or are refused as binary."""

from __future__ import annotations

import codecs

import pytest

from index.decode import decode
from index.errors import ReadingError

WORDS = "Café \u2013 “agreed”\r\nline 2\rline 3\n"


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_unicode_is_read_as_it_is(mark: bytes, codec: str) -> None:
    """With its mark removed, line ends untouched, and nothing to report."""
    assert decode(mark + WORDS.encode(codec), "a.txt") == (WORDS, None)


def test_only_the_first_mark_is_removed() -> None:
    """A second one is a character of the text, and counts in spans."""
    assert decode(codecs.BOM_UTF8 + "\ufeffA".encode(), "a.txt") == ("\ufeffA", None)


def test_a_legacy_encoding_is_reported() -> None:
    """Bytes that are not UTF-8 are read as Windows-1252, and the reading says so."""
    assert decode("It\u2019s £5 \u2013 agreed".encode("cp1252"), "a.txt") == (
        "It\u2019s £5 \u2013 agreed",
        "read as Windows-1252: it is not UTF-8",
    )


def test_what_windows_1252_lacks_is_read_as_latin_1() -> None:
    """Five bytes mean nothing in Windows-1252; each byte means something in Latin-1."""
    text, notice = decode(b"caf\xe9 \x81 and more words", "a.txt")
    assert text == "café \x81 and more words"
    assert notice == "read as Latin-1: it is neither UTF-8 nor Windows-1252"


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 text",
        b"PK\x03\x04 zip",
        b"\x89PNG",
        b"words\x00words",
        codecs.BOM_UTF16_LE + b"a\x00\x00\x00",
        b"\x01\x02" + b"words " * 10,
        b"caf\xe9 \x01\x02\x03",
    ],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    """The error is one line, and names the file."""
    with pytest.raises(ReadingError) as caught:
        decode(content, "dir/a.txt")
    assert str(caught.value) == "dir/a.txt is binary, not text; save it as plain text"


def test_a_stray_control_code_in_a_long_note_is_no_reason_to_refuse_it() -> None:
    """One byte in a hundred may be anything."""
    content = b"\x07" + b"words " * 50
    assert decode(content, "a.txt")[0] == content.decode()


@pytest.mark.parametrize(
    ("content", "name"), [(codecs.BOM_UTF16_LE + b"a\x00b", "UTF-16"), (codecs.BOM_UTF8 + b"\xff", "UTF-8")]
)
def test_a_text_that_breaks_its_own_encoding_is_refused(content: bytes, name: str) -> None:
    """A mark is a promise: what breaks it is damaged, not of another encoding."""
    with pytest.raises(ReadingError, match=rf"a\.txt begins as {name} but breaks off at byte \d+; save it as UTF-8"):
        decode(content, "a.txt")


def test_an_empty_file_is_an_empty_text() -> None:
    """No bytes, no text, no notice."""
    assert decode(b"", "a.txt") == ("", None)
