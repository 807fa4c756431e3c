"""Tell a file that is still being written from one that is done, so that no half of it is indexed."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.scan import FoundFile

QUIET_S = 0.2
"""How long a file has to rest before it is read."""
PATIENCE_S = 10.0
"""How long one file is waited for: a log that never rests is read as it is then, and again after as long."""


@dataclass(slots=True)
class _Seen:
    """A file that is waited for: its size and time, since when it has had them, since when it is waited for."""

    stamp: tuple[int, int]
    same_since: float
    waited_since: float


class Settling:
    """Remembers the files that were written to a moment ago; what it remembers is bounded by their number."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        wall_ns: Callable[[], int] = time.time_ns,
        is_open: Callable[[Path], bool] | None = None,
    ) -> None:
        """Start with nothing seen.

        Args:
            clock: seconds, only ever growing.
            wall_ns: nanoseconds since 1970, as files' times are counted.
            is_open: tells whether some program has a file open for writing; None for `open_for_writing`.
        """
        self._clock = clock
        self._wall_ns = wall_ns
        self._is_open = is_open or open_for_writing
        self._seen: dict[str, _Seen] = {}
        self._waiting: dict[str, _Seen] = {}

    def __bool__(self) -> bool:
        """Return whether some file was waited for in the round that has ended."""
        return bool(self._seen)

    def is_being_written(self, file: FoundFile) -> bool:
        """Return whether to wait for a file that has changed: called once for each in a round."""
        now, stamp = self._clock(), (file.size, file.mtime_ns)
        before = self._seen.get(file.source)
        seen = before or _Seen(stamp, now, now)
        if seen.stamp != stamp:
            seen.stamp, seen.same_since = stamp, now
        if now - seen.waited_since >= PATIENCE_S:
            return False
        # The clock of a file server may be another: there only watching the file tells.
        rested = now - seen.same_since >= QUIET_S or 0 <= QUIET_S * 1e9 <= self._wall_ns() - file.mtime_ns
        if rested and not self._is_open(file.path):
            return False
        self._waiting[file.source] = seen
        return True

    def end_round(self) -> None:
        """Forget the files that were not waited for in this round."""
        self._seen, self._waiting = self._waiting, {}


def open_for_writing(path: Path) -> bool:
    """Return whether a program has a file open for writing; False where that cannot be told.

    Linux grants a read lease only on a file that nobody has open for writing (fcntl(2), F_SETLEASE). It is given back
    at once; who opens the file in between waits for that, some microseconds. The signal that tells of it is set to one
    that is ignored, for the usual one would end this process.
    """
    if sys.platform != "linux":
        return False
    import fcntl
    import signal

    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except BlockingIOError:
        return True
    except OSError:  # another user's file, or a file system without leases
        return False
    finally:
        os.close(handle)  # which ends the lease
    return False
