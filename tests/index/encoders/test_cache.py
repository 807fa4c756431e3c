"""Exported models in the cache folder: made once, by one process, for all."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import filelock
import pytest

import index
from index.encoders import cache as caches
from index.encoders.cache import discard_export, export_folder, fetch_export
from index.encoders.exported import Exported, read_export
from index.errors import BusyError, DiskFullError, FolderError, ModelError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from small_models import SmallModels

    from index.models import Model

    Bound = Callable[[], AbstractContextManager[None]]
    Limit = Callable[[int], AbstractContextManager[None]]

NO_ADAPTER = Path("no adapter")
FETCH = """
import sys
from pathlib import Path
from index.encoders.cache import fetch_export
from index.models import find_model
cache = Path(sys.argv[2])
export = fetch_export(find_model(sys.argv[1], cache), cache, lambda line: print(line, flush=True), Path("no adapter"))
print(export.dimension)
"""


def start(model: Model, cache: Path) -> subprocess.Popen[str]:
    """Start a process that fetches a model's export, in a group of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", FETCH, str(model.folder), str(cache)],
        env=dict(os.environ) | {"PYTHONPATH": str(Path(index.__file__).parents[1])},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def say_nothing(_: str) -> None:
    """Drop a line."""


@pytest.fixture
def filled(small_models: SmallModels, tmp_path: Path) -> Path:
    """Return a cache folder that holds the export of the model "mean"."""
    small_models.encoder("mean")
    model = small_models.model("mean")
    target = export_folder(model, tmp_path / "cache")
    shutil.copytree(export_folder(model, small_models.cache), target)
    return tmp_path / "cache"


@pytest.fixture
def no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have any export fail the test."""
    monkeypatch.setattr(sys, "executable", "/no-python")


@pytest.mark.usefixtures("no_child")
def test_a_whole_export_is_used_as_it_is(small_models: SmallModels, filled: Path) -> None:
    """Nothing is exported, nothing is said, no lock is taken."""
    told: list[str] = []
    assert isinstance(fetch_export(small_models.model("mean"), filled, told.append, NO_ADAPTER), Exported)
    assert told == []
    assert not list((filled / "models").glob("*.lock"))


@pytest.mark.skipif(sys.platform == "win32", reason="a whole group of processes cannot be killed here")
def test_a_killed_export_breaks_nothing_and_two_at_once_make_one(small_models: SmallModels, tmp_path: Path) -> None:
    """What a killed process left is cleared away; of two processes one exports and the other waits for it."""
    model, cache = small_models.model("mean"), tmp_path / "cache"
    killed = start(model, cache)
    with killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == f"preparing the model {model.folder}, once: about 15 s\n"
        while not list((cache / "models").glob("*.part-*")):
            time.sleep(0.01)
        os.killpg(killed.pid, signal.SIGKILL)
    assert read_export(export_folder(model, cache), cache) is None
    assert list((cache / "models").glob("*.part-*"))

    with start(model, cache) as first, start(model, cache) as second:
        said = sorted(process.communicate(timeout=120)[0].splitlines() for process in (first, second))
    assert [lines[-1] for lines in said] == ["32", "32"]
    lines = [line for lines in said for line in lines[:-1]]
    assert sum(line.startswith("preparing the model") for line in lines) == 1
    assert sum(line.startswith("another process is preparing") for line in lines) == len(lines) - 1
    left = {path.name for path in (cache / "models").iterdir()} - {f"{export_folder(model, cache).name}.lock"}
    assert left == {export_folder(model, cache).name}


def test_a_discarded_export_is_gone(small_models: SmallModels, filled: Path) -> None:
    """And to discard what is not there is no error."""
    model = small_models.model("mean")
    for _ in range(2):
        discard_export(export_folder(model, filled), filled)
        assert list((filled / "models").iterdir()) == []


def test_a_cache_folder_that_cannot_be_written_is_an_error(
    small_models: SmallModels, open_folder: Path, bound_by_permissions: Bound
) -> None:
    """The error names it and the variable that names another."""
    model = small_models.model("mean")
    (open_folder / "cache").mkdir(mode=0o555)
    with (
        bound_by_permissions(),
        pytest.raises(FolderError, match=r"cache cannot be written \(Permission denied\); set"),
    ):
        fetch_export(model, open_folder / "cache", say_nothing, NO_ADAPTER)


@pytest.mark.usefixtures("no_child")
def test_a_cache_folder_that_cannot_be_written_serves_what_it_holds(
    small_models: SmallModels, filled: Path, open_folder: Path, bound_by_permissions: Bound
) -> None:
    """As one that an administrator has filled for all."""
    model = small_models.model("mean")
    cache = shutil.copytree(filled, open_folder / "cache")
    cache.chmod(0o555)
    with bound_by_permissions():
        assert isinstance(fetch_export(model, cache, say_nothing, NO_ADAPTER), Exported)


def test_a_file_in_the_cache_folders_place_is_an_error(small_models: SmallModels, tmp_path: Path) -> None:
    """It cannot be a folder."""
    (tmp_path / "cache").write_bytes(b"")
    with pytest.raises(FolderError, match="cannot be written"):
        fetch_export(small_models.model("mean"), tmp_path / "cache", say_nothing, NO_ADAPTER)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EFBIG])
def test_a_full_disk_is_an_error(
    small_models: SmallModels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """There may be no room for so much as a folder."""

    def fail(*_: object, **__: object) -> str:
        raise OSError(number, "no room")

    monkeypatch.setattr(tempfile, "mkdtemp", fail)
    with pytest.raises(DiskFullError, match=r"no room in the cache folder .*; make room, or set BRIEFBOT_CACHE"):
        fetch_export(small_models.model("mean"), tmp_path, say_nothing, NO_ADAPTER)


def test_an_export_that_fails_leaves_nothing(
    small_models: SmallModels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next process begins anew."""
    monkeypatch.setattr(sys, "executable", "/no-python")
    with pytest.raises(ModelError, match="could not be started"):
        fetch_export(small_models.model("mean"), tmp_path, say_nothing, NO_ADAPTER)
    assert [path for path in (tmp_path / "models").iterdir() if path.suffix != ".lock"] == []


@pytest.mark.skipif(sys.platform == "win32", reason="a script cannot stand for a program here")
def test_an_export_that_is_damaged_at_once_is_an_error(
    small_models: SmallModels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is tried for ever."""
    (tmp_path / "python").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "python").chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(ModelError, match="was damaged as soon as it was written"):
        fetch_export(small_models.model("mean"), tmp_path / "cache", say_nothing, NO_ADAPTER)


def test_an_export_that_never_ends_is_not_waited_for_for_ever(
    small_models: SmallModels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After half an hour it is an error."""
    model = small_models.model("mean")
    folder = export_folder(model, tmp_path)
    folder.parent.mkdir(parents=True)
    monkeypatch.setattr(caches, "_PATIENCE_SECONDS", 0.1)
    told: list[str] = []
    with filelock.FileLock(f"{folder}.lock"), pytest.raises(BusyError, match="another process has been exporting"):
        fetch_export(model, tmp_path, told.append, NO_ADAPTER)
    assert told == ["another process is preparing the model: waiting for it"]


def test_each_model_and_runtime_has_an_export_of_its_own(small_models: SmallModels, tmp_path: Path) -> None:
    """ONNX Runtime stores a graph for itself."""
    import onnxruntime

    folders = {export_folder(small_models.model(name), tmp_path) for name in ("mean", "cls")}
    assert len(folders) == 2
    assert all(onnxruntime.__version__ in folder.name for folder in folders)
