"""Standard output and standard error, written to without a traceback whatever stands behind them."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from bot.sanitize import sanitize
from index import FolderError

if TYPE_CHECKING:
    from collections.abc import Iterator


def prepare() -> None:
    """Make both streams ready: one that was closed takes everything, and a character that it lacks becomes `?`."""
    for name in ("stdout", "stderr"):
        stream: TextIO | None = getattr(sys, name)
        if stream is None:  # the caller closed it: `briefbot ... >&-`
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - open while we run
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def discard(stream: TextIO) -> None:
    """Throw away what `stream` still holds and all that is written to it from now on."""
    with suppress(OSError, ValueError):  # a stream of a test has no file descriptor
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)


@contextmanager
def writing() -> Iterator[None]:
    """Guard writing to standard output; a reader that has gone away (`| head`) is no error.

    Raises:
        FolderError: it cannot be written (a full disk).
    """
    try:
        yield
    except BrokenPipeError:
        discard(sys.stdout)
    except OSError as error:
        discard(sys.stdout)
        raise FolderError(f"cannot write to standard output ({error.strerror})", "send it elsewhere") from error


def write_text(text: str) -> None:
    """Write `text` and a line end to standard output; see `writing`."""
    with writing():
        sys.stdout.write(text + "\n")


def flush() -> None:
    """Write out what standard output still holds; see `writing`."""
    with writing():
        sys.stdout.flush()


def tell(line: str) -> None:
    """Write one line for a person to standard error, `briefbot: ` before it."""
    with suppress(OSError, ValueError):  # nobody is there to be told
        sys.stderr.write(f"briefbot: {sanitize(line)}\n")
        sys.stderr.flush()
