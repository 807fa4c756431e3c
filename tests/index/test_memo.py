"""A generation is asked once for what it says again and again."""

from __future__ import annotations

import pytest

from index.memo import MOST, Memo


def test_a_value_is_computed_once() -> None:
    """Also one that is None."""
    memo, asked = Memo(), []

    def compute() -> None:
        asked.append(1)

    assert memo.get("a", compute) is None
    assert memo.get("a", compute) is None
    assert len(asked) == 1


def test_the_value_that_was_longest_not_asked_for_goes() -> None:
    """One that is asked for again stays."""
    memo = Memo()
    for number in range(MOST):
        memo.get(number, lambda number=number: number)  # type: ignore[misc]
    memo.get(0, lambda: -1)
    memo.get(MOST, lambda: MOST)
    assert memo.get(0, lambda: -1) == 0
    assert memo.get(1, lambda: -1) == -1


def test_what_fails_is_asked_again() -> None:
    """Nothing is kept of an error."""
    memo = Memo()
    with pytest.raises(ZeroDivisionError):
        memo.get("a", lambda: 1 // 0)
    assert memo.get("a", lambda: 2) == 2
