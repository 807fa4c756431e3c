"""Overwrite with zeros what SQLite leaves in the unused middle of a database's pages.

With `secure_delete` SQLite overwrites what is deleted where it stands. But where it evens out the rows of neighboring
pages, rows move, and copies of them stay behind in the space between a page's list of rows and the rows themselves
(the "unallocated region" of https://www.sqlite.org/fileformat2.html#b_tree_pages). Words that are deleted later would
stay there. Nothing reads that region, so it can be overwritten beside readers.
"""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING

from index.connections import handle_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_READ_BYTES = 1 << 20
_FILE_HEADER_BYTES = 100
"""In front of the first page's own header."""
_LEAVES, _INNER = {0x0A, 0x0D}, {0x02, 0x05}
"""First byte of the pages of a tree; of all others it is 0, in files of less than 2**25 pages (137 GB)."""


def wipe_unused(path: Path) -> int:
    """Overwrite the unallocated region of every page of a database's trees, and return how many pages that changed.

    Args:
        path: the database. Its write-ahead log is empty, and the caller has a connection with the right to write to it.

    Raises:
        OSError: it cannot be read or written.
    """
    handle = handle_of(path)
    changed = 0
    for offset, length in list(_unused(handle)):
        os.lseek(handle, offset, os.SEEK_SET)
        os.write(handle, bytes(length))
        changed += 1
    if changed:
        os.fsync(handle)
    return changed


def _unused(handle: int) -> Iterator[tuple[int, int]]:
    """Yield offset and length of each unallocated region that is not all zeros."""
    os.lseek(handle, 0, os.SEEK_SET)
    header = os.read(handle, _FILE_HEADER_BYTES)
    size = int.from_bytes(header[16:18], "big")
    size = 65_536 if size == 1 else size
    offset = os.lseek(handle, 0, os.SEEK_SET)
    while block := os.read(handle, _READ_BYTES):
        for page in range(0, len(block) - size + 1, size):
            first, end = _region(block, page, page + (_FILE_HEADER_BYTES if offset + page == 0 else 0))
            if block.count(0, first, end) < end - first:
                yield offset + first, end - first
        offset += len(block)


def _region(block: bytes, page: int, header: int) -> tuple[int, int]:
    """Return where the unallocated region of a page begins and ends; the same place where it has none."""
    kind = block[header]
    if kind not in _LEAVES and kind not in _INNER:
        return page, page
    cells, content = struct.unpack_from(">HH", block, header + 3)
    return header + (8 if kind in _LEAVES else 12) + 2 * cells, page + (content or 65_536)
