"""The files that are held apart: what waits to be published, and what was replaced, readable by their owner alone."""

from __future__ import annotations

import logging
import os
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

_log = logging.getLogger(__name__)

FOLDER = "uploads"
"""In the state folder."""
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def new_name() -> str:
    """Return a name for a file that is to be held, of which nothing can be guessed."""
    return secrets.token_hex(16)


class HeldFiles:
    """Files in a folder of their own."""

    def __init__(self, state: Path) -> None:
        """Hold files in the state folder."""
        self._folder = state / FOLDER

    def write(self, name: str, content: bytes) -> None:
        """Hold a file, whole or not at all.

        Raises:
            OSError: it cannot be written.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / name
        handle = os.open(path, _NEW, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            self._flush_names()
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def _flush_names(self) -> None:
        with suppress(OSError):  # Windows cannot open a folder, and some file systems cannot flush one
            handle = os.open(self._folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def read(self, name: str) -> bytes | None:
        """Return a file, or None where it is not held.

        Raises:
            OSError: it cannot be read.
        """
        try:
            return (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """Hold a file no longer."""
        (self._folder / name).unlink(missing_ok=True)

    def keep_only(self, named: Callable[[], Collection[str]]) -> None:
        """Hold no other files than those that are named; one that cannot be removed stays for the next time.

        `named` is asked after the files are listed: a file is named before it is written, so a new one is never lost.
        """
        present = list(self._folder.iterdir()) if self._folder.is_dir() else []
        names = named() if present else ()
        for path in present:
            if path.name not in names:
                try:
                    path.unlink(missing_ok=True)
                except OSError as error:
                    _log.warning("a held file stays: %s", error)
