"""Standard output and standard error, written to without a traceback whatever stands behind them."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from bot.sanitize import sanitize
from index.errors import FolderError

if TYPE_CHECKING:
    from collections.abc import Iterable


def discard(stream: TextIO) -> None:
    """Throw away what `stream` still holds and all that is written to it from now on."""
    with suppress(OSError, ValueError):  # a stream of a test has no file descriptor
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)


def write_text(text: str) -> None:
    """Write `text` and a line end to standard output; a reader that has gone away (`| head`) is no error."""
    try:
        sys.stdout.write(text + "\n")
    except BrokenPipeError:
        discard(sys.stdout)


def flush() -> None:
    """Write out what standard output still holds.

    Raises:
        FolderError: it cannot be written (a full disk).
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        discard(sys.stdout)
    except OSError as error:
        discard(sys.stdout)
        raise FolderError(f"cannot write to standard output ({error.strerror})", "send it elsewhere") from error


def tell(line: str) -> None:
    """Write one line for a person to standard error, `briefbot: ` before it."""
    with suppress(OSError, ValueError):  # nobody is there to be told
        sys.stderr.write(f"briefbot: {sanitize(line)}\n")
        sys.stderr.flush()


def tell_all(lines: Iterable[str]) -> None:
    """Write lines for a person to standard error."""
    for line in lines:
        tell(line)
