"""Which groups are answered, and from what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.telegram.access import Binding
from bot.telegram.state.database import Database
from bot.telegram.state.groups import Group, Groups

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = 1_790_000_000.0
LOW = Binding(ceiling="OFFICIAL")


@pytest.fixture
def groups(database: Database) -> Groups:
    """Return the groups of a database, one of them allowed by the settings."""
    return Groups(database, [-1])


def test_a_group_is_allowed_by_an_owner_or_by_the_settings(groups: Groups) -> None:
    """And no other."""
    groups.allow(-2, 7, NOW)
    assert groups.find(-1) == Group(-1, Binding(), 0.0)
    assert groups.find(-2) == Group(-2, Binding(), NOW)
    assert groups.find(-3) is None
    assert [group.id for group in groups.everyone()] == [-1, -2]


def test_a_group_that_is_allowed_again_keeps_its_bounds(groups: Groups) -> None:
    """/allow does not widen them."""
    groups.allow(-2, 7, NOW)
    assert groups.bind(-2, LOW, NOW)
    groups.allow(-2, 8, NOW + 1)
    assert groups.find(-2) == Group(-2, LOW, NOW)


def test_only_a_group_that_is_allowed_is_bound(groups: Groups) -> None:
    """One of the settings too; bounds open nothing."""
    assert not groups.bind(-3, LOW, NOW)
    assert groups.find(-3) is None
    assert groups.bind(-1, LOW, NOW)
    assert groups.find(-1) == Group(-1, LOW, NOW)
    assert [group.id for group in groups.everyone()] == [-1]


def test_a_group_is_disallowed_unless_the_settings_allow_it(groups: Groups) -> None:
    """It is told whether there was one."""
    groups.allow(-2, 7, NOW)
    assert groups.disallow(-2)
    assert groups.find(-2) is None
    assert not groups.disallow(-2)
    assert not groups.disallow(-1)
    assert groups.find(-1) is not None


@pytest.mark.parametrize("end", [lambda groups: groups.allow(-2, 7, NOW), lambda groups: groups.disallow(-2)])
def test_a_group_waits_for_allow_until_it_is_allowed_or_left(groups: Groups, end: Callable[[Groups], None]) -> None:
    """Waiting opens nothing."""
    assert not groups.is_awaited(-2)
    groups.await_allow(-2, 7, NOW)
    groups.await_allow(-2, 8, NOW)
    assert groups.is_awaited(-2)
    assert groups.find(-2) is None
    end(groups)
    assert not groups.is_awaited(-2)


def test_a_group_keeps_all_under_its_new_number(groups: Groups) -> None:
    """Bounds, its being awaited, and its being in the settings; what was not allowed is not allowed then."""
    groups.allow(-2, 7, NOW)
    groups.bind(-2, LOW, NOW)
    groups.await_allow(-3, 7, NOW)
    for group in (-1, -2, -3, -4):
        groups.move(group, group - 1000, NOW)
        groups.move(group, group - 1000, NOW)
    assert groups.find(-1001) == Group(-1001, Binding(), NOW)
    assert groups.find(-1002) == Group(-1002, LOW, NOW)
    assert (groups.find(-2), groups.find(-1003), groups.find(-1004)) == (None, None, None)
    assert (groups.is_awaited(-1003), groups.is_awaited(-3), groups.is_awaited(-1004)) == (True, False, False)


def test_groups_survive(database: Database, groups: Groups) -> None:
    """A restart forgets none."""
    groups.allow(-2, 7, NOW)
    groups.await_allow(-3, 7, NOW)
    with Database(database.path.parent) as again:
        assert Groups(again).find(-2) == Group(-2, Binding(), NOW)
        assert Groups(again).is_awaited(-3)
