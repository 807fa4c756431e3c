"""`briefbot telegram people`, `groups`, `bind` and `revoke`: who is answered, and from what."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from bot.telegram.access import Binding
from bot.telegram.state.groups import Groups
from bot.telegram.state.pairings import Pairings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from done import Done

    from bot.telegram.state.database import Database

GROUP = -1_001_234_567_890


@pytest.fixture
def group(database: Database, owner: int) -> int:
    """Return the number of a group that an owner has allowed."""
    Groups(database).allow(GROUP, owner, time.time())
    return GROUP


@pytest.fixture
def preset(home: Path) -> int:
    """Return the number of a group that the settings allow."""
    (home / "briefbot.toml").write_text("[telegram]\ngroups = [-7]\n", encoding="utf-8")
    return -7


def test_people_are_listed(briefbot: Callable[..., Done], owner: int) -> None:
    """For a person and for a program, without a token."""
    assert f"{owner}            owner,       since " in briefbot("telegram", "people").out
    (found,) = briefbot("telegram", "people", "--json").json()["people"]
    assert (found["id"], found["role"], found["sources"]) == (owner, "owner", [])


def test_groups_are_listed_with_those_of_the_settings(briefbot: Callable[..., Done], group: int, preset: int) -> None:
    """Which have no time."""
    found = briefbot("telegram", "groups", "--json").json()["groups"]
    assert [(each["id"], each["since"] is None) for each in found] == [(preset, True), (group, False)]
    assert "by the settings" in briefbot("telegram", "groups").out


def test_person_is_bound_and_set_free(briefbot: Callable[..., Done], database: Database, owner: int) -> None:
    """What was bound before is replaced."""
    done = briefbot("telegram", "bind", str(owner), "--source", "2022/*", "--ceiling", "in confidence")
    assert (done.status, done.out) == (0, f"{owner} is answered from 2022/*, up to IN-CONFIDENCE\n")
    assert briefbot("telegram", "bind", str(owner), "--tag", "trade").status == 0
    (person,) = Pairings(database).everybody()
    assert person.binding == Binding(tags=("trade",))
    assert briefbot("telegram", "bind", str(owner), "--all").out == f"{owner} is answered from all briefings\n"
    (person,) = Pairings(database).everybody()
    assert person.binding == Binding()


@pytest.mark.parametrize("whom", [GROUP, -7])
def test_group_is_bound_whoever_allowed_it(
    briefbot: Callable[..., Done], database: Database, group: int, preset: int, whom: int
) -> None:
    """Its number begins with a hyphen and is no option."""
    done = briefbot("telegram", "bind", str(whom), "--source", "2022/*")
    assert (done.status, done.out) == (0, f"{whom} is answered from 2022/*\n")
    found = Groups(database, [preset]).find(whom)
    assert found is not None
    assert found.binding == Binding(("2022/*",))


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["5"], "it is not said from what; give --source, --tag or --ceiling, or --all alone"),
        (["5", "--all", "--tag", "x"], "it is not said from what; give --source, --tag or --ceiling, or --all alone"),
        (["5", "--all"], "nobody with the number 5 is paired; `briefbot telegram people` lists who is"),
        (["-5", "--all"], "no group with the number -5 is allowed; `briefbot telegram groups` lists those"),
        (["--ceiling", "X", "5"], "--ceiling is 'X', which is no classification; the nearest is 'SECRET'"),
    ],
)
def test_what_cannot_be_bound_is_told_of(briefbot: Callable[..., Done], arguments: list[str], line: str) -> None:
    """One line; nobody is set free by a typing error."""
    done = briefbot("telegram", "bind", *arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"briefbot: {line.partition('the nearest')[0]}")


def test_person_is_revoked_at_once(briefbot: Callable[..., Done], database: Database, owner: int) -> None:
    """It is told when nobody is left who could let people in."""
    done = briefbot("telegram", "revoke", str(owner))
    assert (done.status, done.out) == (0, f"{owner} is answered no more\n")
    assert done.err == "briefbot: there is no owner now; `briefbot telegram pair` makes one\n"
    assert Pairings(database).find(owner) is None
    again = briefbot("telegram", "revoke", str(owner))
    assert (again.status, again.out) == (2, "")


def test_group_is_revoked_at_once(briefbot: Callable[..., Done], database: Database, group: int) -> None:
    """And the owner stays one."""
    done = briefbot("telegram", "revoke", str(group))
    assert (done.status, done.out, done.err) == (0, f"{group} is answered no more\n", "")
    assert Groups(database).find(group) is None


def test_group_of_the_settings_is_revoked_there(
    briefbot: Callable[..., Done], database: Database, preset: int, owner: int
) -> None:
    """What it is bound to stays."""
    briefbot("telegram", "bind", str(preset), "--source", "2022/*")
    done = briefbot("telegram", "revoke", str(preset))
    assert (done.status, done.out) == (2, "")
    assert done.err == "briefbot: the settings allow the group -7; take it out of groups in [telegram]\n"
    found = Groups(database, [preset]).find(preset)
    assert found is not None
    assert found.binding == Binding(("2022/*",))
