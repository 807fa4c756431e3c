"""The power fails at any moment: what was not flushed may be gone, in part or all of it, and nothing is wrong."""

from __future__ import annotations

import os
import random
import shutil
from typing import TYPE_CHECKING

import pytest
from crash.faults import Outcome, Run
from crash.power import Disk, copy_times, read_log, write_survivors
from crash.scene import copy_scene
from crash.states import expected, wrong_before_the_next_command, wrong_with_the_next_command

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from crash.faults import Worker

MOST_RUNS = int(os.environ.get("BRIEFBOT_TEST_RUNS", "1000"))
"""How many moments each long test looks at, at most."""
NOTHING_KNOWN = Outcome(killed=True, error=None, message="", steps=0, seconds=0.0, encoded=())


def survivals(seed: int) -> list[Callable[[], bool]]:
    """Return what may survive: nothing that was not flushed, and two halves of it drawn by chance."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    return [lambda: False, lambda: dice.random() < 0.5, lambda: dice.random() < 0.9]


def wrong_after_losses(worker: Worker, scene: Path, place: Path, work: str, most: int) -> list[str]:
    """Return what is wrong after losses of power at some steps of a run on a scene, spread over all of it."""
    worker.need_library()
    log = place.with_name(f"{place.name}.log")
    wanted = expected(scene, place.with_name(f"{place.name}-spare"))
    run = copy_scene(scene, place.with_name(f"{place.name}-run"))
    disk = Disk(run)
    assert worker(Run(run, work, log=str(log))).error is None
    steps = read_log(log)
    moments = {1 + number * (len(steps) - 1) // (most - 1) for number in range(most)}
    found: list[str] = []
    for at, step in enumerate(steps, 1):
        disk.apply(step)
        if at not in moments:
            continue
        for number, survives in enumerate(survivals(at)):
            shutil.rmtree(place, ignore_errors=True)
            write_survivors(disk.root, place, survives)
            copy_times(scene, place)
            wrong = wrong_before_the_next_command(place, wanted)
            wrong += wrong_with_the_next_command(place, wanted, NOTHING_KNOWN)
            found += [f"{work}, step {at}, survival {number}: {what}" for what in wrong]
    print(f"\n{scene.name}, {work}: {3 * len(moments)} losses of power, {len(found)} things wrong")  # noqa: T201 - shown by -s
    return found


@pytest.mark.parametrize("name", ["begun", "edited"])
def test_a_loss_of_power_at_some_steps_loses_nothing(
    worker: Worker, room: Path, name: str, request: pytest.FixtureRequest
) -> None:
    """Some moments, spread over a first index and over an update."""
    scene = request.getfixturevalue(name)
    assert wrong_after_losses(worker, scene, room / f"{name}-dark", "sync", 6) == []


@pytest.mark.slow
@pytest.mark.parametrize("work", ["sync", "rebuild", "compact"])
@pytest.mark.parametrize("name", ["begun", "edited"])
def test_a_loss_of_power_at_any_step_loses_nothing(
    worker: Worker, room: Path, name: str, work: str, request: pytest.FixtureRequest
) -> None:
    """After every step of it."""
    scene = request.getfixturevalue(name)
    assert wrong_after_losses(worker, scene, room / f"{name}-{work}-dark", work, MOST_RUNS) == []
