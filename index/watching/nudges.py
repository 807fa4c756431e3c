"""When to look at a briefings folder: as soon as something in it changes, or every now and then."""

from __future__ import annotations

import os
import time
from pathlib import PurePath
from typing import TYPE_CHECKING

from index.chosen import is_ignore_file
from index.watching.settling import QUIET_S

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator, Sequence
    from pathlib import Path

TICK_MS = 250
"""How often somebody who waits for changes is told that there is none."""
GATHER_MS = 800
"""How long a burst is gathered at most: with the sync after it, well under the two seconds that are promised."""
POLL_S = 1.0
_IDLE_FOR_ONE_BUSY = 4
"""A look at a slow folder is followed by a rest of this many times its length: a fifth of the time at most."""


def notified(folders: Sequence[Path], index_folder: Path, stop: threading.Event) -> Iterator[bool]:
    """Yield True after each change in folders, once it is quiet, and False every quarter of a second without one.

    While the caller works, changes are gathered by path, so that what waits is bounded by the number of files.

    Args:
        folders: the briefings folders, without links in their paths.
        index_folder: where the index writes; what happens there is no change.
        stop: ends it.

    Raises:
        OSError: a folder cannot be watched (it is gone, or the system's limit of watches is reached).
    """
    from watchfiles import watch
    from watchfiles._rust_notify import WatchfilesRustInternalError

    matters = _Matters(folders, index_folder)
    try:
        for changes in watch(
            *folders,
            watch_filter=None,
            debounce=GATHER_MS,
            step=int(QUIET_S * 1000),
            rust_timeout=TICK_MS,
            yield_on_timeout=True,
            stop_event=stop,
            force_polling=False,  # polling here sees no second change within one second; see `polled`
            ignore_permission_denied=True,
        ):
            yield any(matters(path) for _, path in changes)
    except WatchfilesRustInternalError as error:
        raise OSError(str(error)) from error


def polled(stop: threading.Event) -> Iterator[bool]:
    """Yield True every second, less often where the caller needs long to look.

    Looking is left to `index.scan`, which tells files by size and nanoseconds: the poller of watchfiles compares whole
    seconds, so that the second of two changes within one would go unseen.
    """
    rest = 0.0
    while not stop.wait(rest):
        begun = time.monotonic()
        yield True
        rest = max(POLL_S, _IDLE_FOR_ONE_BUSY * (time.monotonic() - begun))


class _Matters:
    """Tells whether a change at a path is one that a scan would see: neither hidden nor the index's own.

    A change of what is ignored is one.
    """

    def __init__(self, folders: Sequence[Path], index_folder: Path) -> None:
        self._roots = [os.fspath(folder).rstrip(os.sep) + os.sep for folder in folders]
        self._index = os.path.realpath(index_folder)

    def __call__(self, path: str) -> bool:
        root = next((root for root in self._roots if path.startswith(root)), "")
        *above, name = PurePath(path.removeprefix(root)).parts or ("",)
        if any(part.startswith(".") for part in above) or (name.startswith(".") and not is_ignore_file(name)):
            return False
        return path != self._index and not path.startswith(self._index + os.sep)
