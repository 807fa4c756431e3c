"""A file that grows by one line at a time, for whoever reads along."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from index import FolderError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@contextmanager
def lines_file(path: Path | None) -> Iterator[Callable[[str], None]]:
    """Open `path` anew and give what writes one line to it, at once; with no path, lines go nowhere.

    Raises:
        FolderError: it cannot be written.
    """
    if path is None:
        yield lambda _: None
        return
    try:
        stream = path.open("w", encoding="utf-8", newline="\n", buffering=1)
    except OSError as error:
        raise _refusal(path, error) from error

    def write(line: str) -> None:
        try:
            stream.write(line + "\n")
        except OSError as error:
            raise _refusal(path, error) from error

    try:
        yield write
    finally:
        with suppress(OSError):  # a line that could not be written is tried again here, and was told of
            stream.close()


def _refusal(path: Path, error: OSError) -> FolderError:
    return FolderError(f"cannot write {path} ({error.strerror})", "name another file with --output")
