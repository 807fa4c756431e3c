"""Killed at any moment: the next command works, nothing is wrong, and no batch is encoded twice but the current one.

`python -m pytest -m slow tests/crash/test_kill.py` kills at every step of every mode and at random moments; the table
of what came of it stands at the end of what pytest prints.
"""

from __future__ import annotations

import os
import random
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

import pytest
from crash.faults import Action, Run
from crash.scene import SmallBriefings, answers, copy_scene
from crash.states import alike, expected, wrong_before_the_next_command, wrong_with_the_next_command
from crash.tally import PROPERTY, row_of

from index.errors import CatalogError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from crash.faults import Outcome, Worker
    from crash.states import Expected, Trouble

    Report = Callable[[str, object], None]

MOST_RUNS = int(os.environ.get("BRIEFBOT_TEST_RUNS", "1000"))
"""How many runs each long test makes at most: every step of these scenes is fewer."""
MOST_AT_RANDOM = 40
MOST_WATCHED = 60
"""Following waits for a burst of changes to end: a run of it takes seconds."""


@dataclass(frozen=True, slots=True)
class Mode:
    """A kind of work that is killed.

    Attributes:
        scene: the fixture of the scene that it begins with.
        work: what is done, as a `Run` has it.
    """

    scene: str
    work: str


MODES = {
    "first index": Mode("begun", "sync"),
    "update": Mode("edited", "sync"),
    "compact": Mode("edited", "compact"),
    "rebuild": Mode("edited", "rebuild"),
    "watch": Mode("edited", "watch"),
    "migration": Mode("old", "sync"),
    "damaged catalog": Mode("damaged", "sync"),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What the runs of one mode begin with.

    Attributes:
        mode: the mode's name.
        work: what is done.
        scene: the scene, which no run changes.
        place: where a run has its copy.
        wanted: what it may answer afterwards.
    """

    mode: str
    work: str
    scene: Path
    place: Path
    wanted: Expected


@pytest.fixture(params=MODES)
def ground(request: pytest.FixtureRequest, room: Path) -> Ground:
    """Return what the runs of a mode begin with."""
    name: str = request.param
    mode = MODES[name]
    scene: Path = request.getfixturevalue(mode.scene)
    place = room / f"{name.replace(' ', '-')}-killed"
    return Ground(name, mode.work, scene, place, expected(scene, place.with_name(f"{place.name}-spare")))


def answers_anew(scene: Path, wanted: Expected) -> bool:
    """Return whether an index answers from its notes as they are now; another rebuild would do all of it again."""
    with SmallBriefings(scene) as briefings:
        try:
            return alike(answers(briefings, sync=False), wanted.after)
        except CatalogError:
            return False


def wrong(run: Run, wanted: Expected, outcome: Outcome) -> list[Trouble]:
    """Return what is wrong after a kill."""
    found = wrong_before_the_next_command(run.scene, wanted)
    if run.work == "rebuild" and not answers_anew(run.scene, wanted):
        return found + wrong_with_the_next_command(run.scene, wanted, outcome, SmallBriefings.rebuild)
    return found + wrong_with_the_next_command(run.scene, wanted, outcome)


def killed(worker: Worker, ground: Ground, how: str, runs: Sequence[Run], report: Report) -> list[str]:
    """Make runs on copies of a scene, report how many were killed, and return what is wrong after them."""
    found: list[Trouble] = []
    told: list[str] = []
    kills = 0
    for run in runs:
        copy_scene(ground.scene, run.scene)
        outcome = worker(run)
        assert outcome.error is None, outcome
        kills += outcome.killed
        moment = f"{run.action.name} {run.at}" if run.after_s is None else f"after {run.after_s} s"
        after = wrong(run, ground.wanted, outcome)
        found += after
        told += [f"{ground.mode}, {moment}: {trouble}" for trouble in after]
    report(PROPERTY, list(astuple(row_of(ground.mode, how, len(runs), kills, found))))
    assert kills
    return told


def whole_run(worker: Worker, ground: Ground) -> Outcome:
    """Return what comes of a run that nothing stops."""
    outcome = worker(Run(copy_scene(ground.scene, ground.place), ground.work))
    assert outcome.error is None, outcome
    return outcome


def spread(count: int, steps: int) -> list[int]:
    """Return up to `count` of so many steps, the first and the last among them, as far apart as they can be."""
    return sorted({1 + number * (steps - 1) // (count - 1) for number in range(count)})


def test_a_run_killed_at_some_steps_loses_nothing(worker: Worker, ground: Ground, record_property: Report) -> None:
    """Some steps, spread over a whole run of each mode."""
    worker.need_library()
    steps = whole_run(worker, ground).steps
    assert steps > 50
    runs = [Run(ground.place, ground.work, Action.KILL, at) for at in spread(5, steps)]
    assert killed(worker, ground, "at some steps", runs, record_property) == []


@pytest.mark.slow
@pytest.mark.parametrize("action", [Action.KILL, Action.TEAR])
def test_a_run_killed_at_any_step_loses_nothing(
    worker: Worker, ground: Ground, action: Action, record_property: Report
) -> None:
    """Before every step of it, and in the middle of every write."""
    worker.need_library()
    steps = whole_run(worker, ground).steps
    most = MOST_WATCHED if ground.work == "watch" else MOST_RUNS
    runs = [Run(ground.place, ground.work, action, at) for at in spread(min(most, MOST_RUNS), steps)]
    how = "before a step" if action is Action.KILL else "in a write"
    assert killed(worker, ground, how, runs, record_property) == []


@pytest.mark.slow
def test_a_run_killed_at_random_loses_nothing(worker: Worker, ground: Ground, record_property: Report) -> None:
    """At any moment, between two steps and within one."""
    whole_s = whole_run(worker, ground).seconds
    moments = random.Random(7)  # noqa: S311 - no secret
    runs = [Run(ground.place, ground.work, after_s=moments.uniform(0, whole_s)) for _ in range(MOST_AT_RANDOM)]
    assert killed(worker, ground, "at random", runs, record_property) == []
