"""Heads of columns are told from rows."""

from __future__ import annotations

import pytest

from index.readers.composing import Composer
from index.readers.tables import compose_sheet, compose_table, could_be_heads
from index.records import BlockKind


@pytest.mark.parametrize(
    ("row", "heads"),
    [
        (["Ship", "Crew"], True),
        (["", "2021", "2022"], True),
        (["Ship", "2021", "2022"], True),
        (["Ship", "", "Crew", "Port"], True),
        (["2021", "2022"], False),
        (["Ship", "12"], False),
        (["Ship", "Ship"], False),
        (["Ship"], False),
        (["", "Ship"], True),
        (["", "", "2021"], False),
        (["Ship", "", "", "", "Crew"], False),
        (["Ship", "x" * 81], False),
        (["", ""], False),
        ([], False),
    ],
)
def test_heads_are_short_words_no_two_the_same(row: list[str], heads: bool) -> None:
    """With few gaps; years are words beside others."""
    assert could_be_heads(row) is heads


def test_a_table_of_heads_alone_is_a_row() -> None:
    """Its words would otherwise be in no block."""
    composer = Composer("a")
    compose_table(composer, [["Ship", "Crew"]], headed=True)
    (block,) = composer.finish().blocks
    assert block.kind is BlockKind.ROW


def test_a_sheet_without_heads_is_all_rows() -> None:
    """And one without a table is all lines."""
    composer = Composer("a")
    compose_sheet(composer, [["Tiare", "12"], [], ["Moana", "9"]])
    compose_sheet(composer, [["One line"], ["Another"]])
    kinds = [block.kind for block in composer.finish().blocks]
    assert kinds == [BlockKind.ROW, BlockKind.ROW, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]
