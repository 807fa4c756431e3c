"""Lines end where an editor ends them."""

from __future__ import annotations

from index.lines import line_number, line_starts, split_lines, trimmed
from index.records import Span

TEXT = "one\ntwo\r\nthree\rfour\x0cstill\u2028four\n"


def test_lines_end_at_the_three_line_ends_and_nowhere_else() -> None:
    """A form feed and U+2028 do not count; a last line end begins an empty line."""
    assert [TEXT[span.start : span.end] for span in split_lines(TEXT)] == [
        "one",
        "two",
        "three",
        "four\x0cstill\u2028four",
        "",
    ]


def test_lines_can_be_split_from_the_middle() -> None:
    """The offsets still count from the text's start."""
    assert list(split_lines("ab\ncd", 3)) == [Span(3, 5)]


def test_a_line_number_is_that_of_the_line_that_holds_the_offset() -> None:
    """From 1; a line end belongs to the line that it ends."""
    starts = line_starts(TEXT)
    assert [line_number(starts, at) for at in (0, 3, 4, 7, 8, 9, 15, len(TEXT))] == [1, 1, 2, 2, 2, 3, 4, 5]
    assert line_starts("") == [0]


def test_trimming_leaves_an_empty_span_where_all_is_white() -> None:
    """It keeps the offsets of the words, and never turns a span around."""
    assert trimmed("  a b \t", 0, 7) == Span(2, 5)
    assert trimmed("    ", 1, 3) == Span(3, 3)
    assert trimmed("abc", 1, 1) == Span(1, 1)
