"""Blank lines part the paragraphs of plain text."""

from __future__ import annotations

import pytest

from index.paragraphs import paragraphs_of


def read(text: str, start: int = 0) -> list[tuple[bool, list[str]]]:
    """Return whether each paragraph is quoted, and its lines."""
    return [
        (found.quoted, [text[line.start : line.end] for line in found.lines]) for found in paragraphs_of(text, start)
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_blank_line_ends_a_paragraph(end: str) -> None:
    """White space alone is blank, and lines are trimmed."""
    assert read(end.join(["", "a ", "  b", " \t", "c", "", ""])) == [(False, ["a", "b"]), (False, ["c"])]


def test_a_quote_is_a_paragraph_of_its_own() -> None:
    """Its markers are no part of its lines; a line of markers alone is blank in it."""
    assert read("a\n> b\n>> c\n>\n> d\ne") == [
        (False, ["a"]),
        (True, ["b", "c"]),
        (True, ["d"]),
        (False, ["e"]),
    ]


def test_reading_may_begin_behind_the_front_matter() -> None:
    """What stands before the start is not read."""
    assert read("title\nbody", 6) == [(False, ["body"])]
    assert read("") == []
