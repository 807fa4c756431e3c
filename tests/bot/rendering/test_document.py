"""A document's text with line numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.rendering.document import CONTEXT_LINES, render_document
from bot.rendering.reports import render_documents
from index import DocumentSummary, MarkingOrigin, Span, StoredDocument

if TYPE_CHECKING:
    from collections.abc import Callable

SUMMARY = DocumentSummary("2022/a.md", "A title", dt.date(2022, 5, 31), (), "SECRET", 1, ("read as Windows-1252",))


def _document(text: str) -> StoredDocument:
    return StoredDocument(SUMMARY, text, "0" * 64, ())


def test_every_line_has_its_number(printed: Callable[..., str]) -> None:
    """Below what the document says of itself and what was noticed when it was read."""
    out = printed(render_document(_document("One.\n\n\tThree.\r\n"), None), terminal=False)
    assert out == ("2022/a.md\nA title, 31 May 2022, SECRET\nread as Windows-1252\n\n1  One.\n2\n3      Three.\n")


def test_a_document_that_says_nothing_of_itself_has_a_short_head(printed: Callable[..., str]) -> None:
    """Its source, and no empty line in place of the rest."""
    document = StoredDocument(DocumentSummary("a.md", None, None, (), None, 0, ()), "x", "0" * 64, ())
    assert printed(render_document(document, None), terminal=False) == "a.md\n\n1  x\n"


def test_who_wrote_a_document_stands_in_its_head(printed: Callable[..., str]) -> None:
    """Between its title and its date."""
    summary = DocumentSummary("a.md", "A title", dt.date(2022, 5, 31), (), None, 0, (), "Ana Silva")
    out = printed(render_document(StoredDocument(summary, "x", "0" * 64, ()), None), terminal=False)
    assert out.splitlines()[1] == "A title, Ana Silva, 31 May 2022"


def test_the_marking_that_counts_stands_there_with_its_place(printed: Callable[..., str]) -> None:
    """And in a list of documents too."""
    summary = replace(SUMMARY, classification_origin=MarkingOrigin.FIRST_LINES)
    out = printed(render_document(StoredDocument(summary, "x", "0" * 64, ()), None), terminal=False)
    assert out.splitlines()[1] == "A title, 31 May 2022, SECRET (first lines)"
    listed = printed(render_documents([summary]), terminal=False)
    assert listed.splitlines()[1] == "  A title, 31 May 2022, SECRET (first lines)"


def test_a_span_is_in_reverse_video_on_each_of_its_lines(printed: Callable[..., str]) -> None:
    """And nothing else is."""
    out = printed(render_document(_document("ab\ncd\nef"), Span(1, 4)))
    lines = [line for line in out.splitlines() if "\x1b[7m" in line]
    assert ["\x1b[7mb\x1b[0m" in lines[0], "\x1b[7mc\x1b[0m" in lines[1], len(lines)] == [True, True, 2]


def test_the_lines_of_a_span_are_marked_where_there_is_no_video(printed: Callable[..., str]) -> None:
    """A span that ends with its line does not take in the next."""
    out = printed(render_document(_document("ab\ncd\nef"), Span(0, 3)), terminal=False)
    assert out.splitlines()[-3:] == ["1> ab", "2  cd", "3  ef"]


def test_around_a_span_only_its_neighborhood_is_shown(printed: Callable[..., str]) -> None:
    """So many lines before it and after it."""
    text = "".join(f"line {number}\n" for number in range(1, 31))
    start = text.index("line 15\n")
    out = printed(render_document(_document(text), Span(start, start + 7)), terminal=False)
    shown = out.splitlines()[4:]
    assert shown[0] == f"{15 - CONTEXT_LINES}  line {15 - CONTEXT_LINES}"
    assert shown[CONTEXT_LINES] == "15> line 15"
    assert len(shown) == 2 * CONTEXT_LINES + 1


@pytest.mark.parametrize("separator", ["\u2028", "\x0b", "\x0c", "\r"])
def test_only_a_line_feed_counts_lines(separator: str, printed: Callable[..., str]) -> None:
    """As the line numbers in citations do."""
    out = printed(render_document(_document(f"a{separator}b\nc"), None), terminal=False)
    assert out.splitlines()[-2:] == ["1  a b", "2  c"]
