"""What is older than it is kept is erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.state.audit import Audit, AuditRow
from bot.telegram.state.buttons import LIFE_SECONDS, Action, Button, Buttons
from bot.telegram.state.incoming import KEPT_SECONDS, Incoming
from bot.telegram.state.pairings import CODE_SECONDS, Pairings
from bot.telegram.state.shown import ShownAnswer, ShownAnswers
from bot.telegram.sweep import sweep

if TYPE_CHECKING:
    from bot.telegram.state.database import Database

NOW = 1_790_000_000.0
DAY = 86_400
WHAT = {
    "shown": LIFE_SECONDS,
    "button": LIFE_SECONDS,
    "code": CODE_SECONDS,
    "audit": 7 * DAY,
    "incoming": KEPT_SECONDS,
}


def test_each_is_kept_for_its_time_to_the_second(database: Database) -> None:
    """And no longer; an update that is not dealt with is kept until it is."""
    ShownAnswers(database).keep(ShownAnswer(7, 7, 1, 2, "what", True, ()), NOW)
    Buttons(database).make(7, 7, [Button(Action.MORE)], NOW)
    Pairings(database).make_code(NOW)
    Audit(database).add(AuditRow(NOW, 7, 7, "what", (), True, 0.5))
    incoming = Incoming(database)
    incoming.record(5, "done", NOW)
    incoming.finish(5)
    incoming.record(6, "left", NOW)
    for seconds in sorted(set(WHAT.values())):
        due = [name for name, life in WHAT.items() if life == seconds]
        sweep(database, NOW + seconds - 1, audit_days=7)
        assert [_count(database, name) for name in due] == [2 if name == "incoming" else 1 for name in due]
        sweep(database, NOW + seconds, audit_days=7)
        assert [_count(database, name) for name in due] == [1 if name == "incoming" else 0 for name in due]
    assert [pending.id for pending in incoming.resume()] == [6]


def test_the_audits_days_are_those_of_the_settings(database: Database) -> None:
    """Another number, another time."""
    Audit(database).add(AuditRow(NOW, 7, 7, "what", (), True, 0.5))
    sweep(database, NOW + 8 * DAY, audit_days=30)
    assert _count(database, "audit") == 1
    sweep(database, NOW + 30 * DAY, audit_days=30)
    assert _count(database, "audit") == 0


def _count(database: Database, table: str) -> int:
    with database.reading() as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - a table of ours
