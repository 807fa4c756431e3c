"""Title and date are taken from the first place that has them."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

import pytest

from index.text_file import Outline, read_text_file

if TYPE_CHECKING:
    from index.records import Document

FRONT = "---\ntitle: From the front matter\ndate: 2022-01-01\n---\n"


def read(text: str, source: str = "a.txt", title: str | None = None) -> Document:
    """Return a document whose format finds a title and no blocks."""
    return read_text_file(source, text.encode(), lambda _text, _start: Outline(title, ()))


def test_the_digest_is_that_of_the_text() -> None:
    """Not of the bytes: the mark is no part of the text."""
    document = read_text_file("a.txt", b"\xef\xbb\xbfCaf\xc3\xa9", lambda _text, _start: Outline(None, ()))
    assert document.text == "Café"
    assert document.digest == hashlib.sha256("Café".encode()).hexdigest()


def test_the_format_is_read_behind_the_front_matter() -> None:
    """It is told where to begin, in the whole text."""
    starts: list[str] = []

    def outline(text: str, start: int) -> Outline:
        starts.append(text[start:])
        return Outline(None, ())

    read_text_file("a.txt", f"{FRONT}Body.".encode(), outline)
    assert starts == ["Body."]


def test_front_matter_beats_the_text_s_own_title_and_date() -> None:
    """Where it has them."""
    document = read(f"{FRONT}Date: 2 May 2024\n", title="From the text")
    assert (document.metadata.title, document.metadata.date) == ("From the front matter", dt.date(2022, 1, 1))
    assert read("Text.", title="From the text").metadata.title == "From the text"


@pytest.mark.parametrize(
    ("text", "source", "date"),
    [
        ("Issued 4 May 2024.\n3 May 2024\n**Date:** 2 May 2024\n", "2024-05-01-a.txt", dt.date(2024, 5, 2)),
        ("Issued 4 May 2024.\n3 May 2024\n", "2022/2024-05-01-a.txt", dt.date(2024, 5, 1)),
        ("Issued 4 May 2024.\n# 3 May 2024\n", "2022-05-01/a.txt", dt.date(2024, 5, 3)),
        ("Issued 4 May 2024.\n", "a.txt", dt.date(2024, 5, 4)),
        ("They met on 4 May 2024.\n", "a.txt", None),
        (" \n\n" * 20 + "Dated: 2 May 2024", "a.txt", dt.date(2024, 5, 2)),
        ("A line.\n" * 10 + "Date: 2 May 2024", "a.txt", None),
        ("", "a.txt", None),
    ],
)
def test_a_date_is_looked_for_in_order(text: str, source: str, date: dt.date | None) -> None:
    """A labelled line, the file's name, a line of its own, a line that states it; only near the top."""
    assert read(text, source).metadata.date == date


def test_notices_are_kept_in_order() -> None:
    """What the encoding and the front matter have to say."""
    content = "---\ndate: soon\n---\n\u2013 £5".encode("cp1252")
    document = read_text_file("a.txt", content, lambda _text, _start: Outline(None, ()))
    assert document.notices == (
        "read as Windows-1252: it is not UTF-8",
        "date in front matter not understood: soon",
    )
