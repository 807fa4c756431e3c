"""Power that fails at any moment takes what was not flushed, and nothing that was promised."""

from __future__ import annotations

import os
import random
import shutil
from typing import TYPE_CHECKING

import pytest
from crash.faults import Outcome, Run
from crash.power import Disk, Loss, batches, read_log, write_survivors
from crash.scene import copy_scene
from crash.states import expected, wrong_before_the_next_command, wrong_with_the_next_command

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from crash.faults import Worker

MOST_RUNS = int(os.environ.get("BRIEFBOT_TEST_RUNS", "1000"))
"""How many moments each long test looks at, at most."""


def wrong_after(worker: Worker, scene: Path, place: Path, losses: Sequence[Loss], most: int) -> list[str]:
    """Return what is wrong where power fails after some steps of a run, spread over all of it."""
    worker.need_library()
    wanted = expected(scene, place.with_name(f"{place.name}-spare"))
    copy_scene(scene, place)
    log = place.with_name(f"{place.name}-log")
    assert worker(Run(place, log=str(log))).error is None
    steps = read_log(log)
    copy_scene(scene, place)
    disk = Disk(place)
    moments = {1 + number * (len(steps) - 1) // (most - 1) for number in range(most)}
    dice = random.Random(11)  # noqa: S311 - no secret
    found: list[str] = []
    for number, step in enumerate(steps, 1):
        disk.apply(step)
        for loss in losses if number in moments else ():
            shutil.rmtree(place)
            write_survivors(disk.root, place, loss, dice)
            shutil.rmtree(place / "notes")
            shutil.copytree(scene / "notes", place / "notes")
            outcome = Outcome(True, None, "", number, 0.0, batches(steps[:number]))
            wrong = wrong_before_the_next_command(place, wanted) + wrong_with_the_next_command(place, wanted, outcome)
            found += [f"after {number} ({step.what} {step.path}), {loss.value}: {what}" for what in wrong]
    print(f"\n{scene.name}: {len(moments) * len(losses)} losses of {len(steps)} steps, {len(found)} things wrong")  # noqa: T201 - shown by -s
    return found


@pytest.mark.parametrize("name", ["begun", "edited"])
def test_power_that_fails_at_some_moments_loses_nothing(
    worker: Worker, room: Path, name: str, request: pytest.FixtureRequest
) -> None:
    """Nothing that was not flushed is there: the next command works, and finds every batch but the current one."""
    scene = request.getfixturevalue(name)
    assert wrong_after(worker, scene, room / f"{name}-dark", [Loss.ALL], 5) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["begun", "edited"])
def test_power_that_fails_at_any_moment_loses_nothing(
    worker: Worker, room: Path, name: str, request: pytest.FixtureRequest
) -> None:
    """After every step, whatever is lost: all, contents alone, names alone, or some of each by chance."""
    scene = request.getfixturevalue(name)
    assert wrong_after(worker, scene, room / f"{name}-dark", list(Loss), MOST_RUNS) == []
