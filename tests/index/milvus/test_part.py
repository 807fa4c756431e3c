"""Shares of a folder."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SettingsError
from index.milvus.part import WHOLE, Part, parse_part


@given(st.text(), st.integers(1, 20))
def test_each_file_is_in_one_share(source: str, of: int) -> None:
    """And all are in the whole."""
    assert sum(source in Part(number, of) for number in range(1, of + 1)) == 1
    assert source in WHOLE


def test_shares_are_the_same_everywhere() -> None:
    """They follow from the source alone: these were worked out on another machine."""
    assert [next(n for n in range(1, 4) if f"notes/{name}.md" in Part(n, 3)) for name in "abcdefgh"] == [
        PARTS[name] for name in "abcdefgh"
    ]


PARTS = {"a": 2, "b": 3, "c": 1, "d": 2, "e": 2, "f": 2, "g": 1, "h": 2}


@pytest.mark.parametrize("text", ["", "1", "0/2", "3/2", "1/0", "a/b", "1/2/3", "-1/2", "1/99999"])
def test_what_is_no_share_is_refused(text: str) -> None:
    """In one line that says how one is written."""
    with pytest.raises(SettingsError, match="give I/N"):
        parse_part(text)


def test_a_share_is_read_and_written_alike() -> None:
    """As I/N."""
    assert str(parse_part("2/3")) == "2/3"
