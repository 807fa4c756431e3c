"""What the other tests rest on: every write is seen, whoever writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from crash.faults import Run
from crash.power import Disk, Folder, read_log
from crash.scene import copy_scene

if TYPE_CHECKING:
    from pathlib import Path

    from crash.faults import Worker


def held(folder: Folder) -> dict[str, bytes]:
    """Return the bytes of each file in a folder of a modeled disk."""
    found: dict[str, bytes] = {}
    for name, node in folder.names.items():
        if isinstance(node, Folder):
            found |= {f"{name}/{below}": content for below, content in held(node).items()}
        else:
            found[name] = node.content()
    return found


@pytest.mark.parametrize("work", ["sync", "rebuild"])
def test_the_logged_steps_make_what_is_there(worker: Worker, room: Path, edited: Path, work: str) -> None:
    """Replayed one after the other they give every file, byte for byte: SQLite's, FAISS's, Tantivy's and Python's."""
    scene, log = room / f"logged-{work}", room / f"log-{work}"
    disk = Disk(copy_scene(edited, scene))
    outcome = worker(Run(scene, work, log=str(log)))
    assert outcome.error is None
    steps = read_log(log)
    logged = sum(step.what != "mark" for step in steps)
    assert 0 <= outcome.steps - logged < 5  # one that comes to nothing (a file that is gone already) is not logged
    for step in steps:
        disk.apply(step)
    there = {path.relative_to(scene).as_posix(): path.read_bytes() for path in scene.rglob("*") if path.is_file()}
    assert held(disk.root) == there
    assert {"stores", "catalog.sqlite-wal"} <= {part for step in steps for part in step.path.split("/")}
