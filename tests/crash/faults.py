"""Runs of briefbot that are killed, fail or run out of room at a chosen step, in processes of their own.

What is counted as a step is told in `faults.c`, which the C compiler of the machine makes into a library that is
loaded before the C library. Without a compiler, or on another system than Linux, runs can only be killed at random.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parents[1]


class Action(IntEnum):
    """What happens at the chosen step, in the order of `faults.c`."""

    COUNT = 0
    KILL = 1
    TEAR = 2
    """Half of what is to be written is written, then the process is killed; only where the step is a write."""
    FAIL_ONCE = 3
    FULL = 4
    """From that step on nothing that takes room succeeds."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run on a scene.

    Attributes:
        scene: the folder with `notes` and `index`; steps are counted below it.
        work: "sync", "rebuild", "compact", "ask", or "watch": to follow the notes, which are the first ones until it
            does and the second ones then, until those are indexed.
        action: what happens at the step `at`.
        at: the step, from 1; 0 for none.
        errno: what the operating system says where the step fails.
        after_s: seconds after which the process is killed wherever it is; None for never. Of "watch" they are counted
            from the moment when the notes change.
        log: file that every step is written to, empty for none.
    """

    scene: Path
    work: str = "sync"
    action: Action = Action.COUNT
    at: int = 0
    errno: int = 0
    after_s: float | None = None
    log: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run.

    Attributes:
        killed: whether it was killed.
        error: name of the class of what it raised, or None.
        message: what that said.
        steps: how many steps it took, where it came to its end.
        seconds: how long it took, where it came to its end.
        encoded: the batches of texts that it began to encode, in order.
    """

    killed: bool
    error: str | None
    message: str
    steps: int
    seconds: float
    encoded: tuple[tuple[str, ...], ...]


class Worker:
    """Gives each run a process of its own, forked from one that has everything imported."""

    def __init__(self, process: subprocess.Popen[str], library: Path | None, scratch: Path) -> None:
        """Speak to `process`; `scratch` is a folder outside every scene."""
        self._process = process
        self._library = library
        self._encoded = scratch / "encoded.jsonl"

    def __call__(self, run: Run) -> Outcome:
        """Run it, and return what came of it."""
        if run.action is not Action.COUNT or run.log:
            self.need_library()
        self._encoded.unlink(missing_ok=True)
        asked: dict[str, Any] = {
            "library": None if self._library is None else str(self._library),
            "scene": str(run.scene), "work": run.work, "action": int(run.action), "at": run.at, "errno": run.errno,
            "after_s": run.after_s, "log": run.log, "encoded": str(self._encoded),
        }  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps(asked)}\n")
        self._process.stdin.flush()
        said = json.loads(self._process.stdout.readline())
        lines = self._encoded.read_text(encoding="utf-8").splitlines() if self._encoded.exists() else []
        return Outcome(encoded=tuple(tuple(json.loads(line)) for line in lines if line.endswith("]")), **said)

    def need_library(self) -> None:
        """Skip the test where steps cannot be counted."""
        if self._library is None:
            pytest.skip("steps are counted on Linux, with a C compiler")


def _compiled(folder: Path) -> Path | None:
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if sys.platform != "linux" or compiler is None:
        return None
    library = folder / "faults.so"
    command = [compiler, "-O1", "-shared", "-fPIC", "-o", str(library), str(_HERE / "faults.c"), "-lpthread"]
    done = subprocess.run(command, check=False, capture_output=True)
    return None if done.returncode else library


@contextmanager
def started_worker(scratch: Path) -> Iterator[Worker]:
    """Give a worker that ends with the block, its files in `scratch`."""
    if sys.platform == "win32":
        pytest.skip("a process cannot be forked here")
    library = _compiled(scratch)
    paths = os.pathsep.join(map(str, (_ROOT, _HERE.parent, _HERE.parent / "index")))
    environment = dict(os.environ) | {"PYTHONPATH": paths, "OMP_NUM_THREADS": "1"}
    if library is not None:
        environment["LD_PRELOAD"] = str(library)
    command = [sys.executable, str(_HERE / "worker.py")]
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    with process:
        yield Worker(process, library, scratch)
        assert process.stdin is not None
        process.stdin.close()
