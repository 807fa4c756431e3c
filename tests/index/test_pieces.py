"""Inside a paragraph, items and labelled lines are told from hard-wrapped prose."""

from __future__ import annotations

import pytest

from index.lines import split_lines
from index.pieces import LONGEST_WRAPPED_LINE, is_item, is_label, pieces_of
from index.records import BlockKind, Span

PROSE, ITEM, QUOTE = BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE


def cut(text: str, kind: BlockKind = PROSE) -> list[tuple[BlockKind, str]]:
    """Return kind and words of each piece of a paragraph."""
    pieces = pieces_of(text, list(split_lines(text)), kind)
    return [(piece.kind, text[piece.span.start : piece.span.end]) for piece in pieces]


def test_hard_wrapped_lines_are_one_piece() -> None:
    """A line end is no boundary."""
    assert cut("The leaders\n  agreed on\nit.") == [(PROSE, "The leaders\n  agreed on\nit.")]


@pytest.mark.parametrize("marker", ["-", "*", "•", "1.", "(a)", "(i)", "[^1]:"])
def test_an_item_may_follow_a_line_of_prose(marker: str) -> None:
    """As in CommonMark, a bullet or a first number may stand right below prose."""
    assert cut(f"We agreed:\n{marker} one\n  goes on\n{marker} two") == [
        (PROSE, "We agreed:"),
        (ITEM, "one\n  goes on"),
        (ITEM, "two"),
    ]


@pytest.mark.parametrize("words", ["5. May we met", "2) or so", "\u2013 as it were", "b) and"])
def test_a_mark_in_running_prose_is_no_item(words: str) -> None:
    """A later number or a dash at the start of a line may be the wrapped sentence's own."""
    assert cut(f"It was on the\n{words} again.") == [(PROSE, f"It was on the\n{words} again.")]


def test_the_box_of_a_task_is_markup() -> None:
    """Done or not."""
    assert cut("- [ ] ring them\n- [x] write") == [(ITEM, "ring them"), (ITEM, "write")]


def test_labelled_lines_stand_alone() -> None:
    """`Key: value` lines are not one sentence, but a wrapped sentence with a colon is."""
    assert cut("From: A. Latu\nTo: H. Brough") == [(PROSE, "From: A. Latu"), (PROSE, "To: H. Brough")]
    assert cut("Note: they met\nagain.") == [(PROSE, "Note: they met\nagain.")]


def test_lines_too_long_to_be_wrapped_are_paragraphs() -> None:
    """Nobody wraps by hand at that width."""
    long = "word " * (LONGEST_WRAPPED_LINE // 4)
    assert [words for _, words in cut(f"{long}\nshort")] == [long.strip(), "short"]


def test_a_drawn_rule_belongs_to_nothing() -> None:
    """And ends what stands above it."""
    assert cut("above\n-----\nbelow\n* * *") == [(PROSE, "above"), (PROSE, "below")]
    assert cut("=====") == []


def test_a_list_item_s_first_line_is_an_item_without_marker() -> None:
    """Where a parser has taken the marker away, the kind tells."""
    assert cut("words\ngo on", ITEM) == [(ITEM, "words\ngo on")]
    assert cut("[x] done", ITEM) == [(ITEM, "done")]
    assert cut("said so", QUOTE) == [(QUOTE, "said so")]


def test_labels_and_items_are_known_by_their_beginning() -> None:
    """A label is short and begins with a capital."""
    texts = {"Date: x": True, "**Date:** x": True, "**Date**: x": True, "date: x": False, "A" * 40 + ": x": False}
    assert {text: is_label(text, Span(0, len(text))) for text in texts} == texts
    assert is_item("12. x", Span(0, 5))
    assert not is_item("12.5 x", Span(0, 6))
