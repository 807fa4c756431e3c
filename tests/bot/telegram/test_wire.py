"""What programs are given of people, groups and questions."""

from __future__ import annotations

from bot.telegram.access import Binding, Role
from bot.telegram.state.audit import AuditRow
from bot.telegram.state.deeds import Act, Deed
from bot.telegram.state.groups import Group
from bot.telegram.state.pairings import Person
from bot.telegram.wire import audit_to_json, groups_to_json, people_to_json

AT = 1_790_000_000.25
ISO = "2026-09-21T14:13:20+00:00"
BOUND = {"sources": ["2022/*"], "tags": ["trade"], "ceiling": "SECRET"}
BINDING = Binding(("2022/*",), ("trade",), "SECRET")


def test_people_and_groups_have_what_they_are_bound_to() -> None:
    """Since when, in UTC; a group that the settings allow has no time."""
    assert people_to_json([Person(5, Role.READER, BINDING, AT)]) == {
        "people": [{"id": 5, "role": "reader", "since": ISO, **BOUND}]
    }
    assert groups_to_json([Group(-5, BINDING, AT), Group(-6, Binding(), 0.0)]) == {
        "groups": [
            {"id": -5, "since": ISO, **BOUND},
            {"id": -6, "since": None, "sources": [], "tags": [], "ceiling": None},
        ]
    }


def test_questions_have_who_asked_and_what_was_shown() -> None:
    """In the order that they are given in; and so has what was done to the briefings."""
    deed = Deed(AT, 7, Act.ROLLED_BACK, "2022/leaders.md", 3)
    row = AuditRow(AT, 5, -6, "who?", ("a.md#1-2@9f2c1e07",), True, 0.912345)
    assert audit_to_json([row], [deed]) == {
        "asked": [
            {
                "at": ISO,
                "person": 5,
                "chat": -6,
                "question": "who?",
                "citations": ["a.md#1-2@9f2c1e07"],
                "answered": True,
                "confidence": 0.9123,
            }
        ],
        "done": [{"at": ISO, "person": 7, "act": "rolled_back", "source": "2022/leaders.md"}],
    }
