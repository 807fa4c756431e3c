"""What `briefbot watch` says of each change: a line for people, or an object a line for programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.rendering.words import count, duration
from bot.stream import flush, tell, write_text
from bot.wire import sync_to_json, to_text

if TYPE_CHECKING:
    from index import Skipped, SyncReport

_MOST_NAMED = 5


class Teller:
    """Tells of one sync after the other."""

    def __init__(self, json: bool) -> None:
        """Choose how: objects on standard output, or lines on standard error."""
        self._json = json
        self._first = True
        self._skipped: frozenset[Skipped] = frozenset()

    def __call__(self, report: SyncReport) -> None:
        """Tell of a sync."""
        if self._json:
            write_text(to_text(sync_to_json(report), sys.stdout.encoding))
            flush()
        else:
            for line in self._lines(report):
                tell(line)
        self._first, self._skipped = False, frozenset(report.skipped)

    def _lines(self, report: SyncReport) -> list[str]:
        lines = []
        if changes := describe_changes(report):
            lines.append(changes)
        lines += [f"{file.source} skipped: {file.reason}" for file in report.skipped if file not in self._skipped]
        if self._first:
            there = report.unchanged + len(report.added) + len(report.changed)
            lines.append(f"following {count(there, 'briefing')}; Ctrl-C ends")
        return lines


def describe_changes(report: SyncReport) -> str:
    """Return a sync as one line (`2022/leaders.md changed: 1 text encoded, 0.3 s`), empty where nothing changed."""
    named = [
        f"{source} {what}"
        for what, sources in (("changed", report.changed), ("added", report.added), ("removed", report.removed))
        for source in sources
    ]
    if not named:
        return ""
    more = f" and {len(named) - _MOST_NAMED:,} more" if len(named) > _MOST_NAMED else ""
    cost = duration(report.seconds)
    if report.encoded is not None:
        cost = f"{count(report.encoded, 'text')} encoded, {cost}"
    return f"{', '.join(named[:_MOST_NAMED])}{more}: {cost}"
