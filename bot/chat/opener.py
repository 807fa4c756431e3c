"""Open a briefing where its owner reads files: an editor at the line, a pager, or what the platform opens it with.

No shell is in between: a file may be called what it likes.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from index import FolderError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

# How an editor is told the line; of others only the file is asked for.
_PLUS_LINE = frozenset({"emacs", "emacsclient", "joe", "kak", "less", "micro", "nano", "ne", "nvim", "vi", "vim"})
_COLON_LINE = frozenset({"helix", "hx", "subl", "zed"})
_GOTO_LINE = frozenset({"code", "codium", "cursor"})


def open_file(file: Path, line: int | None) -> None:
    """Open `file`, at `line` where the program can, and wait for a program that runs in the terminal.

    Args:
        file: what to open.
        line: from 1; None for a format without lines, which no text editor is right for.

    Raises:
        FolderError: there is nothing to open it with, or it does not start.
        SettingsError: `VISUAL` or `EDITOR` cannot be read as a command.
    """
    file = _on_disk(file.absolute())
    command = _editor(os.environ) if line is not None else []
    if command:
        _run(_with_line(command, file, line or 1))
    elif sys.platform == "win32":
        os.startfile(file)  # noqa: S606 - what opens it is the user's own choice
    else:
        opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
        if opener is None:
            raise FolderError(f"there is nothing to open {file} with", "set EDITOR to the name of an editor")
        _run([opener, str(file)])


def _on_disk(file: Path) -> Path:
    """Return the file, or the one that holds it: `mail.eml` for `mail.eml/attachment.pdf`."""
    return next((path for path in (file, *file.parents) if path.is_file()), file)


def _editor(environment: Mapping[str, str]) -> list[str]:
    """Return the command of the editor that was chosen, else of a pager on a terminal, else nothing."""
    for variable in ("VISUAL", "EDITOR"):
        try:
            command = shlex.split(environment.get(variable, ""), posix=os.name != "nt")
        except ValueError as error:
            raise SettingsError(f"{variable} is {environment[variable]!r}", "close its quotes") from error
        if command:
            return command
    pager = shutil.which("less")
    return [pager] if pager and sys.stdin.isatty() else []


def _with_line(command: list[str], file: Path, line: int) -> list[str]:
    name = Path(command[0]).stem.lower()
    if name in _PLUS_LINE:
        return [*command, f"+{line}", str(file)]
    if name in _COLON_LINE:
        return [*command, f"{file}:{line}"]
    if name in _GOTO_LINE:
        return [*command, "--goto", f"{file}:{line}"]
    return [*command, str(file)]


def _run(command: list[str]) -> None:
    # Questions that come through a pipe are not the editor's to read.
    stdin = None if sys.stdin is not None and sys.stdin.isatty() else subprocess.DEVNULL
    try:
        subprocess.run(command, stdin=stdin, check=False)  # noqa: S603 - the user's own editor, and no shell
    except OSError as error:
        raise FolderError(f"cannot start {command[0]} ({error.strerror})", "set EDITOR to an editor") from error
