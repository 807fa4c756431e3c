"""Where the door of an index is, and whose it is."""

from __future__ import annotations

import hashlib
import os
import socket
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.places import state_folder
from index import FolderError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LONGEST_PATH = 100
"""Bytes that every platform allows a socket's path to have: 104 on macOS, 108 on Linux, the closing zero included."""


@dataclass(frozen=True, slots=True)
class DoorPlace:
    """Where the door of one index is.

    Attributes:
        folder: what holds the doors of one user.
        socket: the Unix socket.
        lock: the file that the process behind the door holds locked.
    """

    folder: Path
    socket: Path
    lock: Path

    @property
    def fits(self) -> bool:
        """Whether the platform allows a socket there."""
        return len(os.fsencode(self.socket)) <= LONGEST_PATH


def door_of(index_folder: Path, store: str | None = None) -> DoorPlace:
    """Return where the door of an index is, whether or not it is open: in the user's state folder.

    The name is made of the index's real place and of the machine's name, as several machines can share a home folder;
    of one that others share, of its address too.
    """
    key = "\0".join([socket.gethostname(), os.path.realpath(index_folder), *([store] if store else ())])
    name = hashlib.sha256(os.fsencode(key)).hexdigest()[:16]
    folder = state_folder() / "door"
    return DoorPlace(folder, folder / f"{name}.sock", folder / f"{name}.lock")


def is_there(place: DoorPlace) -> bool:
    """Return whether there is something where the door would be."""
    try:
        os.lstat(place.socket)
    except (OSError, ValueError):
        return False
    return True


def check_owner(place: DoorPlace) -> None:
    """Check that what is there of a door is this user's own, and that nobody else can put another in its place.

    Raises:
        FolderError: it is somebody else's, or no folder and no socket.
    """
    _check(place.folder, stat.S_ISDIR, "folder", too_wide=0o022)
    _check(place.socket, stat.S_ISSOCK, "socket", too_wide=0)


def _check(path: Path, is_one: Callable[[int], bool], what: str, too_wide: int) -> None:
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise FolderError(f"the {what} of the door, {path}, cannot be looked at ({error.strerror})", _TODO) from error
    if status.st_uid != os.geteuid():
        raise FolderError(f"the {what} of the door, {path}, belongs to another user (number {status.st_uid})", _TODO)
    if not is_one(status.st_mode):
        raise FolderError(f"{path} is no {what}", f"remove it: briefbot keeps the {what} of its door there")
    if status.st_mode & too_wide:
        raise FolderError(f"others can write to the {what} of the door, {path}", f"chmod 700 {path}")


_TODO = "remove it, or set BRIEFBOT_STATE to a folder of your own"
