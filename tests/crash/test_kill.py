"""Killed at any moment: the next command works, nothing is wrong, and no batch is encoded twice but the current one."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest
from crash.faults import Action, Run
from crash.scene import SmallBriefings, answers, copy_scene
from crash.states import alike, expected, wrong_before_the_next_command, wrong_with_the_next_command

from index.errors import CatalogError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from crash.faults import Outcome, Worker
    from crash.states import Expected

MOST_RUNS = int(os.environ.get("BRIEFBOT_TEST_RUNS", "1000"))
"""How many runs each long test makes at most: every step of these scenes is fewer."""


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


def answers_anew(scene: Path, wanted: Expected) -> bool:
    """Return whether an index answers from its notes as they are now; another rebuild would do all of it again."""
    with SmallBriefings(scene) as briefings:
        try:
            return alike(answers(briefings, sync=False), wanted.after)
        except CatalogError:
            return False


def wrong(run: Run, wanted: Expected, outcome: Outcome) -> list[str]:
    """Return what is wrong after a kill."""
    found = wrong_before_the_next_command(run.scene, wanted)
    if run.work == "rebuild" and not answers_anew(run.scene, wanted):
        return found + wrong_with_the_next_command(run.scene, wanted, outcome, SmallBriefings.rebuild)
    return found + wrong_with_the_next_command(run.scene, wanted, outcome)


def killed(worker: Worker, scene: Path, wanted: Expected, runs: Sequence[Run]) -> list[str]:
    """Make runs on copies of a scene, say how many were killed, and return what is wrong after them."""
    found: list[str] = []
    kills = 0
    for run in runs:
        copy_scene(scene, run.scene)
        outcome = worker(run)
        assert outcome.error is None, outcome
        kills += outcome.killed
        moment = f"{run.action.name} {run.at}" if run.after_s is None else f"after {run.after_s} s"
        found += [f"{run.work}, {moment}: {what}" for what in wrong(run, wanted, outcome)]
    told = f"{runs[0].work}, {runs[0].action.name}: {len(runs)} runs, {kills} killed, {len(found)} things wrong"
    print(f"\n{scene.name}, {told}")  # noqa: T201 - shown by -s
    assert kills
    return found


def whole_run(worker: Worker, scene: Path, place: Path, work: str = "sync") -> Outcome:
    """Return what comes of a run that nothing stops."""
    outcome = worker(Run(copy_scene(scene, place), work))
    assert outcome.error is None, outcome
    return outcome


def spread(count: int, steps: int) -> list[int]:
    """Return up to `count` of so many steps, the first and the last among them, as far apart as they can be."""
    return sorted({1 + number * (steps - 1) // (count - 1) for number in range(count)})


def test_a_run_killed_at_some_steps_loses_nothing(worker: Worker, scene: Path, place: Path, wanted: Expected) -> None:
    """Some steps, spread over a whole run."""
    worker.need_library()
    steps = whole_run(worker, scene, place).steps
    assert steps > 50
    runs = [Run(place, action=Action.KILL, at=at) for at in spread(6, steps)]
    assert killed(worker, scene, wanted, runs) == []


def test_a_compaction_killed_at_some_steps_loses_nothing(worker: Worker, edited: Path, room: Path) -> None:
    """The sync that it begins with, the stores that are made anew, and the catalog that is."""
    worker.need_library()
    place = room / "compacted"
    wanted = expected(edited, room / "compacted-spare")
    steps = whole_run(worker, edited, place, "compact").steps
    runs = [Run(place, "compact", Action.KILL, at) for at in spread(6, steps)]
    assert killed(worker, edited, wanted, runs) == []


@pytest.mark.slow
@pytest.mark.parametrize("work", ["sync", "rebuild", "compact"])
@pytest.mark.parametrize("action", [Action.KILL, Action.TEAR])
def test_a_run_killed_at_any_step_loses_nothing(
    worker: Worker, scene: Path, place: Path, wanted: Expected, action: Action, work: str
) -> None:
    """Before every step of it, and in the middle of every write."""
    worker.need_library()
    steps = whole_run(worker, scene, place, work).steps
    runs = [Run(place, work, action, at) for at in spread(MOST_RUNS, steps)]
    assert killed(worker, scene, wanted, runs) == []


@pytest.mark.slow
@pytest.mark.parametrize("work", ["sync", "rebuild", "compact"])
def test_a_run_killed_at_random_loses_nothing(
    worker: Worker, scene: Path, place: Path, wanted: Expected, work: str
) -> None:
    """At any moment, between two steps and within one."""
    whole_s = whole_run(worker, scene, place, work).seconds
    moments = random.Random(7)  # noqa: S311 - no secret
    runs = [Run(place, work, after_s=moments.uniform(0, whole_s)) for _ in range(min(200, MOST_RUNS))]
    assert killed(worker, scene, wanted, runs) == []
