"""Who asked what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.telegram.state.audit import Audit, AuditRow

if TYPE_CHECKING:
    from bot.telegram.state.database import Database

ROW = AuditRow(1_790_000_000.0, 7, 7, "what was “agreed”?", ("a.md#1-2@12345678", "b.md#3-4@12345678"), True, 0.5)


def test_rows_come_newest_first_and_a_page_at_a_time(database: Database) -> None:
    """As they were kept; of one moment the later one first."""
    audit = Audit(database)
    rows = [replace(ROW, at=ROW.at + number // 2, question=f"question {number}") for number in range(5)]
    for row in rows:
        audit.add(row)
    assert audit.latest(2) == (rows[4], rows[3])
    assert audit.latest(9, 2) == (rows[2], rows[1], rows[0])
    assert audit.since(ROW.at + 1) == (rows[2], rows[3], rows[4])


def test_private_chats_are_left_out_where_that_is_wished(database: Database) -> None:
    """Groups have numbers below 0."""
    audit = Audit(database, private=False)
    audit.add(ROW)
    audit.add(replace(ROW, chat=-5))
    assert [row.chat for row in audit.latest(5)] == [-5]
    assert b"agreed" in database.path.with_name(database.path.name + "-wal").read_bytes()
