"""What Telegram remembers, as a person sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rendering.telegram import render_audit, render_groups, render_people
from bot.telegram.access import Binding, Role
from bot.telegram.state.audit import AuditRow
from bot.telegram.state.groups import Group
from bot.telegram.state.pairings import Person

if TYPE_CHECKING:
    from collections.abc import Callable

AT = 1_790_000_000.25
HOSTILE = "2022/\x1b[31m\u202e*"


def test_people_stand_under_one_another(printed: Callable[..., str]) -> None:
    """Number, role, since when, and what they are answered from, which a terminal does not obey."""
    people = [
        Person(123456789, Role.OWNER, Binding(), AT),
        Person(5, Role.CONTRIBUTOR, Binding((HOSTILE,), ("trade",)), AT),
    ]
    assert printed(render_people(people), terminal=False) == (
        "123456789         owner,       since 21 September 2026, from all briefings\n"
        "5                 contributor, since 21 September 2026, from 2022/*, tagged trade\n"
    )


def test_groups_say_who_allowed_them(printed: Callable[..., str]) -> None:
    """An owner at a time, or the settings."""
    groups = [Group(-1001234567890, Binding(ceiling="SECRET"), AT), Group(-6, Binding(), 0.0)]
    assert printed(render_groups(groups), terminal=False) == (
        "-1001234567890    since 21 September 2026, from up to SECRET\n"
        "-6                by the settings, from all briefings\n"
    )


def test_audit_is_safe_on_a_terminal(printed: Callable[..., str]) -> None:
    """Who, where, when, how sure, the question, and the citations."""
    rows = [
        AuditRow(AT, 5, 5, "who\n\x1b]0;title\x07came?", ("a.md#1-2@9f2c1e07", "b.md#1-2@9f2c1e07"), True, 0.95),
        AuditRow(AT, 5, -6, "why?", (), False, 0.04),
    ]
    assert printed(render_audit(rows, []), terminal=False) == (
        "2026-09-21 14:13:20 UTC, 5, answered, very likely, 0.95\n"
        "  who came?\n"
        "  a.md#1-2@9f2c1e07\n"
        "  b.md#1-2@9f2c1e07\n"
        "2026-09-21 14:13:20 UTC, 5 in -6, not answered, very unlikely, 0.04\n"
        "  why?\n"
    )


def test_nothing_is_said_to_be_nothing(printed: Callable[..., str]) -> None:
    """With the way to something."""
    assert "briefbot telegram pair" in printed(render_people([]))
    assert "/allow" in printed(render_groups([]))
    assert printed(render_audit([], [])) == "nothing was asked, and nothing published\n"
