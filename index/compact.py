"""Give room back: catalog and stores of the visible generation written anew, as small as they can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.publish import derive_again

if TYPE_CHECKING:
    from pathlib import Path

    from index.catalog import Catalog


def compact(catalog: Catalog, folder: Path) -> int:
    """Compact an index, beside its readers, and return how many bytes its files take less.

    A sync leaves little to do: no store holds anything that is not visible, and at most a quarter of the catalog is
    unused. What is left are that quarter, and parts that are smaller than they might be.

    Raises:
        DiskFullError: there is no room for a second catalog or second stores beside the first.
        FolderError: the index cannot be written.
    """
    before = _bytes(folder)
    derive_again(catalog, folder)
    catalog.shrink()
    return before - _bytes(folder)


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
