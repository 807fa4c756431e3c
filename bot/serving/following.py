"""Read what changes in the folder at once, so that the next question need not; each question still looks."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from bot.following import describe_changes
from bot.stream import tell
from index import BriefbotError

if TYPE_CHECKING:
    from index import Briefings, Filters, SyncReport


class Following:
    """Follows the folder in a thread of its own, until it is stopped."""

    def __init__(self, briefings: Briefings, filters: Filters) -> None:
        """Begin; only what the filters let through is told of."""
        self._briefings = briefings
        self._filters = filters
        self._stop = threading.Event()
        threading.Thread(target=self._follow, name="follow", daemon=True).start()

    def stop(self) -> None:
        """End, within a moment that nobody waits for: a sync that is broken off costs nothing."""
        self._stop.set()

    def _follow(self) -> None:
        try:
            self._briefings.follow(self._tell, stop=self._stop)
        except BriefbotError as error:
            tell(f"{error}; from now on what changes is read at the next question")

    def _tell(self, report: SyncReport) -> None:
        if changes := describe_changes(self._briefings.told(report, filters=self._filters)):
            tell(changes)
