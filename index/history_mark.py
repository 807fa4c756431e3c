"""Whether history is kept, told beside the catalog as well: who finds that one damaged still knows what was asked for.

The catalog is what counts. The mark follows it with the next write, and is believed where a catalog has just begun.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from index.flush import flush_folder
from index.location import write_error

if TYPE_CHECKING:
    from pathlib import Path

    from index.catalog import Catalog

MARK = "history"


def is_marked(folder: Path) -> bool:
    """Return whether history is marked as kept in an index's folder."""
    return (folder / MARK).exists()


def mark(folder: Path) -> None:
    """Mark that history is kept, for good before this returns.

    Raises:
        FolderError: the mark cannot be written.
        DiskFullError: there is no room for it.
    """
    try:
        (folder / MARK).touch(mode=0o600)
        flush_folder(folder)
    except OSError as error:
        raise write_error(error, folder) from error


def unmark(folder: Path) -> None:
    """Mark that no history is kept."""
    with suppress(OSError):
        (folder / MARK).unlink(missing_ok=True)


def agree(folder: Path, catalog: Catalog) -> None:
    """Let a catalog that has just begun keep history where its predecessor did, and the mark follow any other catalog.

    Raises:
        FolderError: the mark cannot be written.
        DiskFullError: there is no room for it.
    """
    kept, marked = catalog.keeps_history(), is_marked(folder)
    if marked and not kept and not catalog.generation():
        catalog.begin_history()
    elif kept and not marked:
        mark(folder)
    elif marked and not kept:
        unmark(folder)
