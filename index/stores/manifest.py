"""What files a generation's stores consist of, with their sizes and digests: how damage is noticed."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from index.errors import StoreError
from index.flush import flush_file, flush_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANIFEST = "manifest.json"
_READ_WHOLE_BYTES = 32_000_000
"""Stores up to this size are read and compared at every opening (about 20 ms at most); larger ones by `verify`."""


def seal_store(folder: Path) -> None:
    """Write the manifest of a folder of stores and put every file of it on the disk for good.

    Raises:
        OSError: a file cannot be written.
    """
    files = {path.relative_to(folder).as_posix(): [path.stat().st_size, _digest(path)] for path in _files(folder)}
    (folder / MANIFEST).write_text(json.dumps(files), encoding="utf-8")
    folders = sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True)
    for path in [*_files(folder), folder / MANIFEST]:
        flush_file(path)
    for path in [*folders, folder]:
        flush_folder(path)


def check_store(folder: Path, read_up_to_bytes: float = _READ_WHOLE_BYTES) -> None:
    """Check that a folder of stores holds what was written there.

    Args:
        folder: the folder.
        read_up_to_bytes: larger stores are only compared by their files' sizes.

    Raises:
        StoreError: a file is missing or differs; it is named.
    """
    try:
        files = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        total = sum(size for size, _ in files.values())
        for name, (size, digest) in files.items():
            if (folder / name).stat().st_size != size:
                raise _damaged(folder / name)
            if total <= read_up_to_bytes and _digest(folder / name) != digest:
                raise _damaged(folder / name)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise StoreError(f"the store {folder} is not whole ({error})", "run `briefbot index`") from error


def _damaged(path: Path) -> StoreError:
    return StoreError(f"the store's file {path} is damaged", "run `briefbot index`: it is made again")


def _files(folder: Path) -> Iterator[Path]:
    # Tantivy's lock files are not part of what was written.
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".lock")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
