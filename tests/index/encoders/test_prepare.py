"""A model is exported by a child process, whose failures are told in one line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from small_models import build

from index.encoders.exported import Exported, Job, read_export
from index.encoders.prepare import prepare_model
from index.errors import DiskFullError, ModelError
from index.models import Model

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from small_models import SmallModels


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Return an empty folder to export into."""
    target = tmp_path / "target"
    target.mkdir()
    return target


@pytest.fixture
def python(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Return a function that has a shell script run in place of Python."""
    if sys.platform == "win32":
        pytest.skip("a script cannot stand for a program here")

    def stand_in(script: str) -> None:
        path = tmp_path / "python"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(path))

    return stand_in


def test_a_child_exports_wherever_it_is_started(
    small_models: SmallModels, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a module of the working folder nor the user's own settings of Python change it."""
    model = small_models.model("mean")
    (tmp_path / "random.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "other"))
    monkeypatch.setenv("PYTHONWARNINGS", "error::DeprecationWarning:torch")
    prepare_model(model, [Job(target)])
    assert isinstance(read_export(target, tmp_path / "cache"), Exported)


def test_a_model_that_cannot_be_loaded_is_an_error(target: Path, tmp_path: Path) -> None:
    """It says what sentence-transformers said, in one line."""
    folder = build("mean", tmp_path / "model")
    (folder / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match=r"the model small cannot be loaded: .*check its folder") as caught:
        prepare_model(Model("small", folder, ""), [Job(target)])
    assert "\n" not in str(caught.value)


def test_a_full_disk_is_an_error(
    small_models: SmallModels, target: Path, largest_file: Callable[[int], AbstractContextManager[None]]
) -> None:
    """It says where there is no room."""
    model = small_models.model("mean")
    with largest_file(20_000), pytest.raises(DiskFullError, match=rf"no room in {target.parent} .*BRIEFBOT_CACHE"):
        prepare_model(model, [Job(target)])


def test_a_child_that_is_killed_is_an_error(
    small_models: SmallModels, target: Path, python: Callable[[str], None]
) -> None:
    """It says that memory may be lacking."""
    python("kill -9 $$")
    with pytest.raises(ModelError, match="was stopped by signal 9; try again, with more memory"):
        prepare_model(small_models.model("mean"), [Job(target)])


def test_whatever_else_goes_wrong_is_told_by_its_last_line(
    small_models: SmallModels, target: Path, python: Callable[[str], None]
) -> None:
    """That of a trace is the error."""
    python("echo Traceback >&2; echo 'OddError: why' >&2; exit 1")
    with pytest.raises(ModelError, match=r"failed \(exit status 1\): OddError: why$"):
        prepare_model(small_models.model("mean"), [Job(target)])


def test_a_child_that_cannot_be_started_is_an_error(
    small_models: SmallModels, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says why."""
    monkeypatch.setattr(sys, "executable", str(target / "no-python"))
    with pytest.raises(ModelError, match=r"could not be started .No such file"):
        prepare_model(small_models.model("mean"), [Job(target)])
