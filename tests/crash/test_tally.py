"""The table of kills adds up what tests report, from whichever process."""

from __future__ import annotations

from dataclasses import astuple

from crash.states import Kind, Trouble
from crash.tally import PROPERTY, Row, lines, row_of, rows_in


def test_a_row_counts_each_kind_of_trouble() -> None:
    """Lost, wrong and encoded again, each for itself."""
    found = [Trouble(Kind.AGAIN, "a"), Trouble(Kind.LOST, "b"), Trouble(Kind.AGAIN, "c")]
    assert row_of("update", "at random", 9, 8, found) == Row("update", "at random", 9, 8, lost=1, wrong=0, again=2)


def test_rows_come_home_among_other_properties() -> None:
    """As the lists that they are sent as."""
    row = Row("watch", "in a write", 3, 2)
    assert rows_in([("other", 1), (PROPERTY, list(astuple(row)))]) == [row]


def test_the_table_is_in_order_and_has_a_sum() -> None:
    """By mode and way; the sum is of every column of numbers."""
    told = lines([Row("watch", "in a write", 3, 2, 1), Row("update", "at random", 9, 8, again=5)])
    assert [line.split() for line in told] == [
        ["mode", "killed", "runs", "kills", "lost", "wrong", "encoded", "again"],
        ["update", "at", "random", "9", "8", "0", "0", "5"],
        ["watch", "in", "a", "write", "3", "2", "1", "0", "0"],
        ["all", "12", "10", "1", "0", "5"],
    ]
