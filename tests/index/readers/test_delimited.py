"""Tables of text are read whatever parts their values."""

from __future__ import annotations

import pytest

from index.errors import ReadingError
from index.readers.delimited import delimiter_of, extract
from index.readers.extraction import document_of
from index.segment import segment

ROWS = (("Ship", "Port", "Remark"), ("Tiare", "Av, arua", "late; \u00e9t\u00e9"), ("Moana", "x", "two\nlines"))


def readings(content: bytes) -> list[str]:
    """Return what a person reads."""
    return [sentence.reading for sentence in segment(document_of("a.csv", extract("a.csv", content)))]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_delimiter_and_the_encoding_are_found(delimiter: str, codec: str, end: str) -> None:
    """Values in quotation marks may hold any delimiter, and lines."""
    lines = [delimiter.join(f'"{value}"' for value in row) for row in ROWS]
    assert readings(end.join(lines).encode(codec)) == [
        "Ship: Tiare; Port: Av, arua; Remark: late; \u00e9t\u00e9",
        "Ship: Moana; Port: x; Remark: two lines",
    ]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [("a,b\n1,2\n", ","), ("a;b\n1,5;2\n2,5;3\n", ";"), ("a\tb, c\n1\t2\n", "\t"), ("words\nwords\n", ","), ("", ",")],
)
def test_the_delimiter_is_the_one_on_which_rows_agree(text: str, delimiter: str) -> None:
    """Not the one that is seen most."""
    assert delimiter_of(text) == delimiter


def test_a_column_of_one_is_read_line_by_line() -> None:
    """Such a file is a list, and has no heads."""
    assert readings(b"Tiare is late.\nMoana is not.\n") == ["Tiare is late.", "Moana is not."]


def test_an_assumed_encoding_is_told() -> None:
    """As for any text."""
    assert extract("a.csv", "a,b\n\u00e9,2\n".encode("cp1252")).notices == ("read as Windows-1252: it is not UTF-8",)


def test_a_value_that_never_ends_is_refused() -> None:
    """With the row near which it begins."""
    with pytest.raises(ReadingError, match="is damaged near row 1"):
        extract("a.csv", b'a,b\n1,"' + b"x" * 200_000)
