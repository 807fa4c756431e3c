"""Stores that are not what was written are noticed and named."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from index.errors import StoreError
from index.stores.manifest import MANIFEST, check_store, seal_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Return a folder of files that is sealed."""
    folder = tmp_path / "store"
    (folder / "words").mkdir(parents=True)
    (folder / "vectors").write_bytes(bytes(range(100)))
    (folder / "words" / "terms").write_bytes(b"a b c")
    (folder / "words" / "empty").touch()
    (folder / "words" / ".tantivy-writer.lock").touch()
    seal_store(folder)
    return folder


def test_a_store_is_whole_after_it_is_sealed(store: Path) -> None:
    """The manifest names each file with its size, lock files left out."""
    check_store(store)
    files = json.loads((store / MANIFEST).read_text(encoding="utf-8"))
    assert {name: size for name, (size, _) in files.items()} == {"vectors": 100, "words/empty": 0, "words/terms": 5}
    assert all(len(digest) == 64 for _, digest in files.values())


def test_files_that_were_not_written_do_not_matter(store: Path) -> None:
    """A reader's lock file comes and goes."""
    (store / "words" / ".tantivy-meta.lock").touch()
    (store / "words" / ".tantivy-writer.lock").unlink()
    check_store(store)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _spoil(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1] + b"!")


@pytest.mark.parametrize("name", ["vectors", "words/terms"])
@pytest.mark.parametrize("damage", [_cut, _spoil, lambda path: path.unlink()])
def test_damage_is_named(store: Path, name: str, damage: Callable[[Path], None]) -> None:
    """A file that is missing, of another length, or spoilt in its last byte."""
    damage(store / name)
    with pytest.raises(StoreError, match=rf"{name}.*briefbot index") as caught:
        check_store(store)
    assert "\n" not in str(caught.value)


def test_of_a_large_store_only_sizes_are_compared(store: Path) -> None:
    """Reading all of it at every opening would take too long; the check with no limit reads it all the same."""
    _spoil(store / "vectors")
    check_store(store, read_up_to_bytes=104)
    with pytest.raises(StoreError):
        check_store(store, read_up_to_bytes=105)
    with pytest.raises(StoreError):
        check_store(store, float("inf"))
    _cut(store / "vectors")
    with pytest.raises(StoreError):
        check_store(store, read_up_to_bytes=0)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "3", "null", '{"vectors": 3}', '{"vectors": [1]}', '{"vectors": null}']
)
def test_a_spoilt_manifest_is_damage(store: Path, content: str) -> None:
    """Whatever stands in it, there is one error."""
    (store / MANIFEST).write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=r"is not whole.*briefbot index"):
        check_store(store)


def test_a_manifest_that_is_no_text_is_damage(store: Path) -> None:
    """Bytes that are not UTF-8, for one."""
    (store / MANIFEST).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StoreError):
        check_store(store)


def test_a_store_without_a_manifest_was_never_finished(store: Path) -> None:
    """So is a folder that is not there."""
    (store / MANIFEST).unlink()
    with pytest.raises(StoreError, match="store"):
        check_store(store)
    with pytest.raises(StoreError, match="nowhere"):
        check_store(store / "nowhere")


def test_sealing_reaches_the_disk(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file that is named, the manifest and the folder are flushed, so that a power cut leaves no half."""
    flushed: list[int] = []
    flush = os.fsync

    def fsync(handle: int) -> None:
        flushed.append(os.fstat(handle).st_ino)
        flush(handle)

    (store / MANIFEST).unlink()
    monkeypatch.setattr("os.fsync", fsync)
    seal_store(store)
    named = ["vectors", "words/terms", "words/empty", MANIFEST]
    assert {(store / name).stat().st_ino for name in named} <= set(flushed)
