"""Where a server listens: a socket of this user's own, of which only one process is behind, and a port of loopback."""

from __future__ import annotations

import os
import socket
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from bot.door.peer import peer_of
from bot.door.place import LONGEST_PATH, check_owner
from index import BusyError, FolderError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.door.place import DoorPlace

_BACKLOG = 128
LOOPBACK = "127.0.0.1"


@contextmanager
def held(place: DoorPlace, index: Path) -> Iterator[None]:
    """Hold the door of an index, so that no other process opens it; what a dead process left there is removed.

    Raises:
        BusyError: another process holds it; the message says which.
        FolderError: the door or its folder is another user's, or cannot be written, or its path is too long.
    """
    if not place.fits:
        what = f"a socket's path may have {LONGEST_PATH} bytes, and {place.socket} has more"
        raise FolderError(what, "set BRIEFBOT_STATE to a folder with a shorter path")
    check_owner(place)
    try:
        place.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.folder.mkdir(mode=0o700, exist_ok=True)
        place.folder.chmod(0o700)
    except OSError as error:
        raise _not_writable(place.folder, error) from error
    from filelock import FileLock, Timeout

    lock = FileLock(place.lock, mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        what = f"{_who(place)} serves the index at {index} already"
        raise BusyError(what, "ask through it, or end it first") from error
    except OSError as error:
        raise _not_writable(place.lock, error) from error
    try:
        _remove(place.socket)
        yield
    finally:
        _remove(place.socket)
        lock.release()


def listen_at_socket(place: DoorPlace) -> socket.socket:
    """Return a socket that listens at the door, for its owner alone.

    Raises:
        FolderError: it cannot be made.
    """
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)  # so that there is no moment in which it is open to others
    try:
        listening.bind(os.fspath(place.socket))
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise _not_writable(place.socket, error) from error
    finally:
        os.umask(before)
    listening.setblocking(False)
    return listening


def listen_at_port(port: int) -> socket.socket:
    """Return a socket that listens at a port of this machine, for this machine alone.

    Raises:
        SettingsError: it is taken, or not allowed.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name != "nt":  # there it would let another process listen at the same port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, port))
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        what = f"HTTP cannot be served at {LOOPBACK}:{port} ({error.strerror})"
        raise SettingsError(what, "give another port with --http") from error
    listening.setblocking(False)
    return listening


def _remove(path: Path) -> None:
    with suppress(FileNotFoundError):
        path.unlink()


def _who(place: DoorPlace) -> str:
    """Return which process is behind a door, as far as that can be told."""
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(1.0)
        connection.connect(os.fspath(place.socket))
        peer = peer_of(connection)
        if peer is not None:
            return f"process {peer.process}"
    return "another process"


def _not_writable(path: Path, error: OSError) -> FolderError:
    todo = "check its permissions, or set BRIEFBOT_STATE to a folder of your own"
    return FolderError(f"cannot write {path} ({error.strerror or error})", todo)
