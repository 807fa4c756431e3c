"""The files of a model are hashed once, and again where they change."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING

import pytest

from index.errors import ModelError
from index.model_files import digest_file, digest_files, list_model_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    Bound = Callable[[], AbstractContextManager[None]]
    Limit = Callable[[int], AbstractContextManager[None]]


def sha256(content: bytes) -> str:
    """Return the digest of some bytes."""
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a model's folder with weights and a settings file."""
    folder = tmp_path / "model"
    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "weights.bin").write_bytes(b"one")
    (folder / "1_Pooling" / "config.json").write_bytes(b"{}")
    return folder


NAMES = ("1_Pooling/config.json", "weights.bin")


def only_memory(cache: Path) -> Path:
    """Return the one file in which digests are remembered."""
    (memory,) = (cache / "digests").iterdir()
    return memory


def test_files_are_listed_by_their_path_in_the_folder(folder: Path) -> None:
    """Sorted, with forward slashes."""
    assert list_model_files(folder) == NAMES


@pytest.mark.parametrize(
    "name", ["README.md", "onnx/model.bin", ".git/config", ".gitattributes", "copy.h5", "__pycache__/code.pyc"]
)
def test_what_decides_no_vector_is_left_out(folder: Path, name: str) -> None:
    """Prose, hidden files, and weights for other runtimes do not change a model's digest."""
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"other")
    assert list_model_files(folder) == NAMES


def test_a_folder_that_cannot_be_read_is_an_error(open_folder: Path, bound_by_permissions: Bound) -> None:
    """The error names the folder."""
    closed = open_folder / "closed"
    closed.mkdir(mode=0o000)
    with bound_by_permissions(), pytest.raises(ModelError, match="closed cannot be read: Permission denied"):
        list_model_files(closed)


def test_digests_are_of_the_contents(folder: Path, tmp_path: Path) -> None:
    """SHA-256 of each file, whether it is remembered or not."""
    expected = {"1_Pooling/config.json": sha256(b"{}"), "weights.bin": sha256(b"one")}
    assert dict(digest_files(folder, NAMES, tmp_path / "cache")) == expected
    assert dict(digest_files(folder, NAMES, tmp_path / "cache")) == expected
    assert digest_file(folder / "weights.bin") == expected["weights.bin"]


def test_an_unchanged_file_is_not_hashed_again(folder: Path, tmp_path: Path) -> None:
    """The digest comes from memory: one that was changed there is believed."""
    digest_files(folder, NAMES, tmp_path)
    memory = only_memory(tmp_path)
    memory.write_text(memory.read_text(encoding="utf-8").replace(sha256(b"one"), "remembered"), encoding="utf-8")
    assert digest_files(folder, NAMES, tmp_path)["weights.bin"] == "remembered"


def test_a_file_of_another_size_is_hashed_again(folder: Path, tmp_path: Path) -> None:
    """Even where its time is the same."""
    digest_files(folder, NAMES, tmp_path)
    before = (folder / "weights.bin").stat().st_mtime_ns
    (folder / "weights.bin").write_bytes(b"three")
    os.utime(folder / "weights.bin", ns=(before, before))
    assert digest_files(folder, NAMES, tmp_path)["weights.bin"] == sha256(b"three")


def test_a_file_of_another_time_is_hashed_again(folder: Path, tmp_path: Path) -> None:
    """Even where its size is the same."""
    digest_files(folder, NAMES, tmp_path)
    (folder / "weights.bin").write_bytes(b"two")
    os.utime(folder / "weights.bin", ns=(1, 1))
    assert digest_files(folder, NAMES, tmp_path)["weights.bin"] == sha256(b"two")
    assert digest_files(folder, NAMES, tmp_path)["weights.bin"] == sha256(b"two")


@pytest.mark.parametrize("damage", ["{", "[]", "7", '{"weights.bin": 7}', '{"weights.bin": [1, null, "x"]}', "\0"])
def test_a_damaged_memory_costs_only_time(folder: Path, tmp_path: Path, damage: str) -> None:
    """Everything is hashed again, and remembered again."""
    digest_files(folder, NAMES, tmp_path)
    only_memory(tmp_path).write_text(damage, encoding="utf-8")
    assert digest_files(folder, NAMES, tmp_path)["weights.bin"] == sha256(b"one")
    assert json.loads(only_memory(tmp_path).read_text(encoding="utf-8"))["weights.bin"][2] == sha256(b"one")


def test_a_memory_that_cannot_be_kept_costs_only_time(folder: Path, tmp_path: Path) -> None:
    """A file stands where the cache folder should be."""
    (tmp_path / "cache").write_bytes(b"")
    assert digest_files(folder, NAMES, tmp_path / "cache")["weights.bin"] == sha256(b"one")


def test_a_full_disk_leaves_nothing_behind(folder: Path, tmp_path: Path, largest_file: Limit) -> None:
    """The digests are right, and no half-written memory lies there."""
    with largest_file(10):
        found = digest_files(folder, NAMES, tmp_path / "cache")
    assert found["weights.bin"] == sha256(b"one")
    assert list((tmp_path / "cache" / "digests").iterdir()) == []


def test_a_missing_file_is_an_error(folder: Path, tmp_path: Path) -> None:
    """The error names the file."""
    with pytest.raises(ModelError, match=r"gone\.bin cannot be read: No such file"):
        digest_files(folder, ["gone.bin"], tmp_path)
