"""What `--json` prints of people, groups and the audit. Times are ISO 8601 in UTC."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.telegram.access import Binding
    from bot.telegram.state.audit import AuditRow
    from bot.telegram.state.deeds import Deed
    from bot.telegram.state.groups import Group
    from bot.telegram.state.pairings import Person
    from bot.wire import Json


def people_to_json(people: Iterable[Person]) -> Json:
    """Return what `telegram people --json` prints."""
    return {
        "people": [
            {"id": person.id, "role": person.role.value, "since": _time(person.paired_at), **_binding(person.binding)}
            for person in people
        ]
    }


def groups_to_json(groups: Iterable[Group]) -> Json:
    """Return what `telegram groups --json` prints; `since` is null where the settings allow the group."""
    return {
        "groups": [
            {
                "id": group.id,
                "since": _time(group.allowed_at) if group.allowed_at else None,
                **_binding(group.binding),
            }
            for group in groups
        ]
    }


def audit_to_json(rows: Iterable[AuditRow], deeds: Iterable[Deed]) -> Json:
    """Return what `telegram audit --json` prints; in a private chat, `chat` is the person."""
    return {
        "asked": [
            {
                "at": _time(row.at),
                "person": row.person,
                "chat": row.chat,
                "question": row.question,
                "citations": list(row.citations),
                "answered": row.answered,
                "confidence": round(row.confidence, 4),
            }
            for row in rows
        ],
        "done": [
            {"at": _time(deed.at), "person": deed.person, "act": deed.act.value, "source": deed.source}
            for deed in deeds
        ],
    }


def _binding(binding: Binding) -> dict[str, Json]:
    return {"sources": list(binding.sources), "tags": list(binding.tags), "ceiling": binding.ceiling}


def _time(at: float) -> str:
    return dt.datetime.fromtimestamp(at, dt.UTC).isoformat(timespec="seconds")
