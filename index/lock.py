"""One writer at a time: a lock that a killed process does not leave behind, and that says who holds it."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from index.errors import BusyError
from index.location import write_error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.reports import Notify

WAIT_S = 20.0
"""How long a second writer waits for the first."""


@contextmanager
def writer_lock(folder: Path, notify: Notify, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold the index's writer lock, an operating system lock that ends with its process.

    Raises:
        BusyError: another process held it for all of `wait_s` seconds; the message names it.
        FolderError: the lock's file cannot be written.
        DiskFullError: there is no room for it.
    """
    import filelock  # imports asyncio: 60 ms, and only a writer needs it

    lock = filelock.FileLock(folder / "writer.lock")
    holder = folder / "writer.pid"
    try:
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            notify(f"waiting for {_who(holder)}, which is updating this index")
            lock.acquire(timeout=wait_s)
    except filelock.Timeout as error:
        raise BusyError(
            f"{_who(holder)} is still updating the index at {folder}",
            "try again when it has finished, or ask with --no-sync",
        ) from error
    except OSError as error:
        raise write_error(error, folder) from error
    try:
        with suppress(OSError):
            holder.write_text(str(os.getpid()), encoding="ascii")
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        lock.release()


def _who(holder: Path) -> str:
    try:
        return f"process {int(holder.read_text(encoding='ascii'))}"
    except (OSError, ValueError):
        return "another process"
