"""Save the picture of a page, and open what is to be looked at."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from index import FolderError, QuestionError


def save_picture(picture: bytes | None, source: str, file: str | None) -> Path:
    """Write a page's picture to a file (None: to a temporary one that is left for who looks at it); return its path.

    Raises:
        QuestionError: there is no picture, for the briefing is no PDF.
        FolderError: the file cannot be written.
    """
    if picture is None:
        raise QuestionError(f"{source} is no PDF, and only pages of PDF are drawn", "leave out --png")
    try:
        if file is None:
            number, name = tempfile.mkstemp(prefix="briefbot-", suffix=".png")
            with os.fdopen(number, "wb") as stream:
                stream.write(picture)
            return Path(name)
        path = Path(file)
        path.write_bytes(picture)
    except OSError as error:
        what = f"cannot write the picture to {file or tempfile.gettempdir()} ({error.strerror or error})"
        raise FolderError(what, "choose another --png") from error
    return path


def see(file: Path, line: int | None) -> None:
    """Open a picture, or a briefing at a line; a file inside a file by the file that holds it.

    Raises:
        FolderError: there is nothing to open it with.
        SettingsError: `VISUAL` or `EDITOR` cannot be read as a command.
    """
    from bot.chat.opener import open_file

    open_file(file, line)
