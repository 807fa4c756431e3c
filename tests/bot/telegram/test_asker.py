"""From bindings to filters."""

from __future__ import annotations

from bot.telegram.access import Binding
from bot.telegram.asker import filters_of
from index import Filters


def test_bindings_that_leave_all_in_make_no_filters() -> None:
    """None, one, or several of them."""
    assert (
        filters_of(Filters(), [])
        == filters_of(Filters(), [Binding()])
        == filters_of(Filters(), [Binding(), Binding()])
        == Filters()
    )


def test_one_binding_makes_its_filters() -> None:
    """An empty one beside it changes nothing."""
    binding = Binding(("2022/*",), ("trade",), "SECRET")
    assert filters_of(Filters(), [Binding(), binding]) == Filters(
        sources=("2022/*",), tags=("trade",), ceiling="SECRET"
    )


def test_all_of_several_bindings_count() -> None:
    """Each stays what it is: sources of one do not widen those of the other."""
    both = filters_of(Filters(), [Binding(sources=("a/*",)), Binding(sources=("b/*",))])
    assert both == Filters(also=(Filters(sources=("a/*",)), Filters(sources=("b/*",))))
    assert not both.leave_all_in
