"""Killed at any moment: the next command works, nothing is wrong, and no batch is encoded twice but the current one."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest
from crash.faults import Action, Run
from crash.scene import copy_scene
from crash.states import expected, wrong_before_the_next_command, wrong_with_the_next_command

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from crash.faults import Outcome, Worker
    from crash.states import Expected

KILLS = int(os.environ.get("BRIEFBOT_TEST_KILLS", "200"))
"""How often the long runs kill."""


@pytest.fixture(params=["begun", "edited"])
def scene(request: pytest.FixtureRequest) -> Path:
    """Return a scene to index for the first time, and one to bring up to date."""
    found: Path = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def place(room: Path, scene: Path) -> Path:
    """Return where a scene is copied to."""
    return room / f"{scene.name}-killed"


@pytest.fixture
def wanted(scene: Path, room: Path) -> Expected:
    """Return what the scene may answer."""
    return expected(scene, room / f"{scene.name}-spare")


def wrong(place: Path, wanted: Expected, outcome: Outcome) -> list[str]:
    """Return what is wrong after a kill."""
    return wrong_before_the_next_command(place, wanted) + wrong_with_the_next_command(place, wanted, outcome)


def kill_at(worker: Worker, scene: Path, place: Path, wanted: Expected, runs: Iterable[Run]) -> Iterator[list[str]]:
    """Make runs on copies of a scene, and yield for each what is wrong after it."""
    for run in runs:
        copy_scene(scene, place)
        outcome = worker(run)
        assert outcome.error is None, outcome
        assert outcome.killed or run.action is Action.TEAR or run.after_s is not None
        yield [f"{run.action.name} {run.at}: {what}" for what in wrong(place, wanted, outcome)]


def steps(worker: Worker, scene: Path, place: Path, work: str = "sync") -> int:
    """Return how many steps a whole run takes."""
    worker.need_library()
    outcome = worker(Run(copy_scene(scene, place), work))
    assert outcome.error is None, outcome
    assert outcome.steps > 50
    return outcome.steps


def test_a_run_killed_at_some_steps_loses_nothing(worker: Worker, scene: Path, place: Path, wanted: Expected) -> None:
    """Ten steps, spread over a whole run."""
    count = steps(worker, scene, place)
    runs = [Run(place, action=Action.KILL, at=1 + number * (count - 1) // 9) for number in range(10)]
    assert [what for found in kill_at(worker, scene, place, wanted, runs) for what in found] == []


@pytest.mark.slow
def test_a_run_killed_at_every_step_loses_nothing(
    worker: Worker, scene: Path, place: Path, wanted: Expected, record_property: pytest.RecordProperty
) -> None:
    """Before every step of it, one run each."""
    count = steps(worker, scene, place)
    runs = [Run(place, action=Action.KILL, at=at) for at in range(1, count + 1)]
    assert [what for found in kill_at(worker, scene, place, wanted, runs) for what in found] == []


@pytest.mark.slow
def test_a_write_that_was_torn_loses_nothing(worker: Worker, scene: Path, place: Path, wanted: Expected) -> None:
    """Half of what was to be written is on the disk."""
    count = steps(worker, scene, place)
    runs = [Run(place, action=Action.TEAR, at=at) for at in range(1, count + 1, 2)]
    assert [what for found in kill_at(worker, scene, place, wanted, runs) for what in found] == []


@pytest.mark.slow
def test_a_run_killed_at_random_loses_nothing(worker: Worker, scene: Path, place: Path, wanted: Expected) -> None:
    """At any moment, between two steps and within one."""
    whole_s = worker(Run(copy_scene(scene, place))).seconds
    moments = random.Random(7)  # noqa: S311 - no secret
    runs = [Run(place, after_s=moments.uniform(0, 1.1 * whole_s)) for _ in range(KILLS)]
    assert [what for found in kill_at(worker, scene, place, wanted, runs) for what in found] == []
