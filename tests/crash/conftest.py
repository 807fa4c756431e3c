"""One worker for all tests of a module's runs, and scenes where writing them to the disk does not take long."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from crash.faults import Worker, started_worker
from crash.scene import FIRST, SECOND, SmallBriefings, copy_scene, put_notes

if TYPE_CHECKING:
    from collections.abc import Iterator

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made there


@pytest.fixture(scope="session")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """Return what gives each run a process of its own."""
    with started_worker(tmp_path_factory.mktemp("worker")) as started:
        yield started


@pytest.fixture(scope="session")
def room() -> Iterator[Path]:
    """Return a folder in memory, where there is such a thing: a flush to a disk takes milliseconds."""
    folder = Path(tempfile.mkdtemp(prefix="briefbot-test-", dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None)).resolve()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def begun(room: Path) -> Path:
    """Return a scene whose first notes are not indexed yet; no test may change it."""
    put_notes(room / "begun", FIRST, 0)
    return room / "begun"


@pytest.fixture(scope="session")
def edited(room: Path, begun: Path) -> Path:
    """Return a scene whose first notes are indexed, and then edited; no test may change it."""
    scene = copy_scene(begun, room / "edited")
    with SmallBriefings(scene) as briefings:
        briefings.sync()
    put_notes(scene, SECOND, 1)
    return scene
