"""No room, or an error of the disk, at any write: one line says so, and the next command goes on from there."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from crash.faults import Action, Run
from crash.scene import SmallBriefings, answers, copy_scene, findings
from crash.states import alike, expected, wrong_before_the_next_command, wrong_with_the_next_command

import index
from index.errors import DiskFullError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crash.faults import Worker

MOST_RUNS = int(os.environ.get("BRIEFBOT_TEST_RUNS", "1000"))
"""How many runs each long test makes at most."""
ERRORS = {name for name in index.__all__ if name.endswith("Error")}


def wrong_after(worker: Worker, scene: Path, place: Path, action: Action, most: int) -> list[str]:
    """Return what is wrong where a run on a scene fails at some steps, spread over all of it."""
    worker.need_library()
    wanted = expected(scene, place.with_name(f"{place.name}-spare"))
    steps = worker(Run(copy_scene(scene, place))).steps
    code, names = (errno.ENOSPC, {"DiskFullError"}) if action is Action.FULL else (errno.EIO, ERRORS)
    found: list[str] = []
    failed = 0
    moments = sorted({1 + number * (steps - 1) // (most - 1) for number in range(most)})
    for at in moments:
        copy_scene(scene, place)
        outcome = worker(Run(place, action=action, at=at, errno=code))
        assert not outcome.killed
        failed += outcome.error is not None
        wrong = wrong_before_the_next_command(place, wanted) + wrong_with_the_next_command(place, wanted, outcome)
        room = action is Action.FULL and "room on its disk" in outcome.message  # SQLite could make no file
        if outcome.error is not None and not room and (outcome.error not in names or "\n" in outcome.message):
            wrong.append(f"it says {outcome.error}: {outcome.message}")
        found += [f"{action.name} {at}: {what}" for what in wrong]
    print(f"\n{scene.name}, {action.name}: {len(moments)} runs, {failed} failed, {len(found)} things wrong")  # noqa: T201 - shown by -s
    assert failed
    return found


@pytest.mark.parametrize("action", [Action.FULL, Action.FAIL_ONCE])
def test_a_disk_that_fails_at_some_writes_loses_nothing(
    worker: Worker, room: Path, edited: Path, action: Action
) -> None:
    """An update is told in one line that it failed, and nothing of it is seen."""
    assert wrong_after(worker, edited, room / f"edited-{action.name}", action, 5) == []


@pytest.mark.slow
@pytest.mark.parametrize("action", [Action.FULL, Action.FAIL_ONCE])
@pytest.mark.parametrize("name", ["begun", "edited"])
def test_a_disk_that_fails_at_any_write_loses_nothing(
    worker: Worker, room: Path, name: str, action: Action, request: pytest.FixtureRequest
) -> None:
    """At every step of a first index and of an update."""
    scene = request.getfixturevalue(name)
    assert wrong_after(worker, scene, room / f"{name}-{action.name}", action, MOST_RUNS) == []


@contextmanager
def small_disk(place: Path, kilobytes: int) -> Iterator[Path]:
    """Give a file system of so many kilobytes at `place`."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)]
    if sys.platform != "linux" or not shutil.which("mount") or subprocess.run(command, check=False).returncode:
        pytest.skip("a file system can only be mounted by root on Linux")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("kilobytes", [40, 200])
def test_a_small_disk_that_grows(edited: Path, tmp_path: Path, kilobytes: int) -> None:
    """On a real file system without room the update fails with one line, and with room it goes on."""
    with small_disk(tmp_path / "disk", 10_000) as disk:
        scene = copy_scene(edited, disk / "scene")
        with SmallBriefings(scene) as briefings:
            before = answers(briefings, sync=False)
        used = sum(path.stat().st_blocks // 2 for path in disk.rglob("*") if path.is_file())
        resize = ["mount", "-o", "remount", str(disk)]
        subprocess.run([*resize, "-o", f"size={used + kilobytes}k"], check=True)
        with SmallBriefings(scene) as briefings:
            with pytest.raises(DiskFullError):
                briefings.sync()
            assert alike(answers(briefings, sync=False), before)
        subprocess.run([*resize, "-o", "size=20m"], check=True)
        with SmallBriefings(scene) as briefings:
            briefings.sync()
            assert findings(briefings) == []
