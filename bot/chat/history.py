"""The questions of earlier chats, kept for the arrow keys in a file that only its owner can read."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.places import state_folder

if TYPE_CHECKING:
    from pathlib import Path

    from prompt_toolkit.history import History

_OWNER_ONLY = 0o600
NAME = "history"


def open_history() -> History:
    """Return the history of chats; where its file cannot be written, one that ends with this chat."""
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    class LenientHistory(FileHistory):
        """One that forgets what a full disk does not take."""

        def store_string(self, string: str) -> None:
            with suppress(OSError):
                super().store_string(string)

    try:
        return LenientHistory(str(_make_file(state_folder() / NAME)))
    except OSError:
        return InMemoryHistory()


def _make_file(file: Path) -> Path:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, _OWNER_ONLY))
    file.chmod(_OWNER_ONLY)  # one that was there may be open to others
    return file
