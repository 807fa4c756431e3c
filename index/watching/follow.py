"""Keep an index true while its folder changes: look when nudged, wait for half-written files, outlive troubles."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import BriefbotError, BusyError, DiskFullError, FolderError, UnreachableError
from index.watching.mounts import silent_file_system
from index.watching.nudges import POLL_S, notified, polled
from index.watching.settling import Settling

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from index.folders import Folders
    from index.reports import Notify, SyncReport
    from index.scan import FoundFile

LOOK_AGAIN_S = 60.0
"""How often the whole folder is looked at though nothing was told: an overrun queue of changes loses some."""
RETRY_S = 2.0
"""How long after a trouble (a full disk, a busy index) it is tried again."""
_PASSING = (FolderError, BusyError, DiskFullError, UnreachableError)


@dataclass(frozen=True, slots=True)
class Following:
    """What following a folder takes.

    Attributes:
        folders: the briefings folders.
        index_folder: where the index writes.
        sync: brings the index up to date, leaving alone the changed files that its argument says yes to.
        is_due: whether to look at once though nothing has changed in the folder.
        on_report: told of the first sync, and of each that changed something or skipped other files than before.
        notify: told in one line of what stands in the way.
        stop: ends it.
        poll: whether to look every second instead of being told by the system.
    """

    folders: Folders
    index_folder: Path
    sync: Callable[[Callable[[FoundFile], bool]], SyncReport]
    is_due: Callable[[], bool]
    on_report: Callable[[SyncReport], None]
    notify: Notify
    stop: threading.Event
    poll: bool = False


def follow(following: Following) -> None:
    """Follow a folder until `stop` is set; a folder that vanishes meanwhile is waited for.

    Raises:
        FolderError: the folder is not there when it begins.
        CatalogError: the index is of a newer format, or made with another model.
        ModelError: the model cannot be run.
    """
    _Follower(following).run()


class _Follower:
    """One run of `follow`."""

    def __init__(self, following: Following) -> None:
        self._given = following
        self._settling = Settling()
        self._look_at = 0.0
        self._last: SyncReport | None = None
        self._trouble = ""
        self._poll = following.poll
        self._identity = _identity(following.folders)

    def run(self) -> None:
        if self._identity is None:
            self._given.sync(self._settling.is_being_written)
        for folder in self._given.folders.paths:
            if not self._poll and (kind := silent_file_system(folder)):
                self._given.notify(f"{folder} is on {kind}, which does not tell of changes: looking every second")
                self._poll = True
        while not self._given.stop.is_set():
            self._look_at = 0.0
            for nudged in self._nudges():
                if self._given.stop.is_set():
                    break
                if nudged or time.monotonic() >= self._look_at or (not self._trouble and self._given.is_due()):
                    self._look()

    def _nudges(self) -> Iterator[bool]:
        """Yield nudges as long as the folder is the same one."""
        folders = self._given.folders
        self._identity = _identity(folders)
        if self._poll:
            yield from polled(self._given.stop)
            return
        if self._identity is None:
            yield True
            self._given.stop.wait(POLL_S)
            return
        try:
            places = [folder.resolve() for folder in folders.paths]
            for nudged in notified(places, self._given.index_folder, self._given.stop):
                yield nudged
                if _identity(folders) != self._identity:
                    return
        except OSError as error:
            if _identity(folders) == self._identity:
                self._poll = True
                self._given.notify(f"{folders} cannot be watched ({error}): looking every second")

    def _look(self) -> None:
        try:
            report = self._given.sync(self._settling.is_being_written)
        except BriefbotError as error:
            # An index that vanishes with its folder looks damaged to who is writing it.
            if not isinstance(error, _PASSING) and _identity(self._given.folders) == self._identity:
                raise
            self._look_at = time.monotonic() + RETRY_S
            self._tell(error)
            return
        finally:
            self._settling.end_round()
        self._trouble = ""
        if self._poll:  # nobody else looks whether the folder was made anew
            self._identity = _identity(self._given.folders)
        self._look_at = 0.0 if self._settling else time.monotonic() + LOOK_AGAIN_S
        if self._last is None or _is_news(report, self._last):
            self._given.on_report(report)
        self._last = report

    def _tell(self, error: BriefbotError) -> None:
        """Tell of a trouble, once for as long as it lasts."""
        if str(error) != self._trouble:
            self._trouble = str(error)
            self._given.notify(f"{error.what}; trying again until it passes")


def _is_news(report: SyncReport, before: SyncReport) -> bool:
    return bool(report.added or report.changed or report.removed) or set(report.skipped) != set(before.skipped)


def _identity(folders: Folders) -> tuple[tuple[int, int], ...] | None:
    """Return what tells folders from others of the same names, None where one of them is not there."""
    try:
        found = [os.stat(folder) for folder in folders.paths]  # noqa: PTH116 - `Path.stat` is the same, and slower
    except OSError:
        return None
    return tuple((status.st_dev, status.st_ino) for status in found)
