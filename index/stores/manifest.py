"""What files a generation's stores consist of, with their sizes and digests: how damage is noticed."""

from __future__ import annotations

import hashlib
import json
import os
from types import MappingProxyType
from typing import TYPE_CHECKING

from index.errors import StoreError
from index.flush import flush_file, flush_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set
    from pathlib import Path

MANIFEST = "manifest.json"
_READ_WHOLE_BYTES = 32_000_000
"""Stores up to this size are read and compared at every opening (about 20 ms at most); larger ones by `verify`."""
_NOTHING: Mapping[str, tuple[int, str]] = MappingProxyType({})


Sealed = dict[str, tuple[int, str]]
"""Files by their path below the folder of stores, each with its size in bytes and its SHA-256."""


def seal_store(folder: Path, linked: Mapping[str, tuple[int, str]] = _NOTHING, flushed: Set[str] = frozenset()) -> None:
    """Write the manifest of a folder of stores and put every file of it on the disk for good.

    Args:
        folder: the folder.
        linked: files that are those of an older folder under a second name: what was sealed of them there holds here,
            and they are on the disk.
        flushed: other files that who wrote them put on the disk.

    Raises:
        OSError: a file cannot be written.
    """
    fresh = {path.relative_to(folder).as_posix(): path for path in _files(folder)}
    fresh = {name: path for name, path in fresh.items() if name not in linked}
    sealed = dict(linked) | {name: (path.stat().st_size, _digest(path)) for name, path in fresh.items()}
    (folder / MANIFEST).write_text(json.dumps(sealed), encoding="utf-8")
    folders = sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True)
    for path in [*(path for name, path in fresh.items() if name not in flushed), folder / MANIFEST]:
        flush_file(path)
    for path in [*folders, folder]:
        flush_folder(path)


def read_seal(folder: Path) -> Sealed:
    """Return what was sealed of a folder of stores.

    Raises:
        StoreError: there is no manifest, or it is damaged.
    """
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return {str(name): (int(size), str(digest)) for name, (size, digest) in said.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise StoreError(f"the store {folder} is not whole ({error})", "run `briefbot index`") from error


def check_store(
    folder: Path, read_up_to_bytes: float = _READ_WHOLE_BYTES, known: Mapping[str, tuple[int, str]] = _NOTHING
) -> Sealed:
    """Check that a folder of stores holds what was written there, and return what was sealed of it.

    Args:
        folder: the folder.
        read_up_to_bytes: larger stores are only compared by their files' sizes.
        known: files of an older folder that were found to be what was sealed; those that are shared are not read.

    Raises:
        StoreError: a file is missing or differs; it is named.
    """
    sealed = read_seal(folder)
    total = sum(size for size, _ in sealed.values())
    try:
        for name, (size, digest) in sealed.items():
            if os.stat(folder / name).st_size != size:  # noqa: PTH116 - `Path.stat` is the same, and slower
                raise _damaged(folder / name)
            if total <= read_up_to_bytes and known.get(name) != (size, digest) and _digest(folder / name) != digest:
                raise _damaged(folder / name)
    except OSError as error:
        raise StoreError(f"the store {folder} is not whole ({error})", "run `briefbot index`") from error
    return sealed


def _damaged(path: Path) -> StoreError:
    return StoreError(f"the store's file {path} is damaged", "run `briefbot index`: it is made again")


def _files(folder: Path) -> Iterator[Path]:
    # Tantivy's lock files are not part of what was written.
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".lock")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
