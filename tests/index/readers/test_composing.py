"""Text is composed of parts so that every span is right."""

from __future__ import annotations

import pytest

from index.errors import ReadingError
from index.readers import composing
from index.readers.composing import Composer, cell_words, clean, one_line
from index.records import BlockKind, Metadata


def test_what_nobody_sees_is_left_out() -> None:
    """Soft hyphens, zero-width spaces, control codes, halves of pairs; white space is folded, line ends are kept."""
    assert (
        clean("co\u00adop\u200berate\ufeff  \t now\r\nnext\x00 line\u2028third\ud800")
        == "cooperate now\nnext line\nthird\ufffd"
    )
    assert one_line(" a\u00a0 b\n\n c ") == "a b c"
    assert cell_words("a|b\nc") == "a\u00a6b c"


def test_blocks_stand_a_blank_line_apart_under_their_headings() -> None:
    """Headings, heads of tables and asides are in the text but in no block."""
    composer = Composer("a")
    composer.aside("MARKED")
    composer.heading(0, "Title")
    composer.text("One.  Two.\nThree.")
    composer.heading(1, "Part")
    heads = composer.heads(["a", "", "b", "", ""])
    composer.row(["1", "", "2", ""], heads)
    found = composer.finish()
    assert found.text == "MARKED\n\nTitle\n\nOne. Two.\nThree.\n\nPart\n\na |  | b\n\n1 |  | 2"
    assert [(block.kind, block.heading, block.column_heads) for block in found.blocks] == [
        (BlockKind.PARAGRAPH, ("Title",), ()),
        (BlockKind.ROW, ("Title", "Part"), ("a", "", "b")),
    ]


def test_bullets_in_the_words_make_items_and_are_left_out() -> None:
    """As people type them."""
    composer = Composer("a")
    composer.text("We need:\n- paint\n- ropes")
    found = composer.finish()
    assert found.text == "We need:\n\npaint\n\nropes"
    assert [block.kind for block in found.blocks] == [BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ITEM]


def test_nothing_composes_to_nothing() -> None:
    """Empty words, rows and headings leave no trace."""
    composer = Composer("a")
    composer.text(" \n ")
    composer.heading(1, "")
    composer.row(["", " "])
    composer.code("\n\n")
    composer.aside("")
    assert composer.heads(["", ""]) == ()
    assert (composer.finish().text, composer.finish().blocks) == ("", ())


def test_an_empty_first_cell_keeps_its_column() -> None:
    """By the bar behind it."""
    composer = Composer("a")
    composer.row(["", "b"])
    assert composer.finish().text == "| b"


def test_pages_begin_where_their_words_do() -> None:
    """An empty page begins where the next one does, the first at the start whatever stands above it."""
    composer = Composer("a")
    composer.aside("MARKED")
    for words in ("One.", "", "Three.", ""):
        composer.page()
        composer.text(words)
    found = composer.finish()
    assert found.pages == (0, 14, 14, 20)
    assert found.text[14:] == "Three."


def test_the_title_is_the_one_given_or_the_outermost_heading() -> None:
    """A heading further in is none."""
    for levels, given, title in (
        ((1, 0), None, "H0"),
        ((2, 1), None, "H1"),
        ((2,), None, None),
        ((0,), "Given", "Given"),
    ):
        composer = Composer("a")
        for level in levels:
            composer.heading(level, f"H{level}")
        assert composer.finish(Metadata(title=given)).metadata.title == title


def test_more_blocks_than_are_kept_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each costs more than its words."""
    monkeypatch.setattr(composing, "MAX_BLOCKS", 3)
    composer = Composer("a.x")
    for _ in range(3):
        composer.text("word")
    with pytest.raises(ReadingError, match=r"a\.x holds more than 3 paragraphs and rows"):
        composer.text("word")
