"""Have a model exported by a child process, and translate what went wrong there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import index
from index.encoders.exported import Job, Outcome
from index.errors import DiskFullError, ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.models import Model


def prepare_model(model: Model, jobs: Sequence[Job]) -> None:
    """Export graphs of a model into empty folders, or write there why that can't be done.

    One child makes them all: to import torch takes it seconds.

    Args:
        model: which.
        jobs: at most one for the encoder, and at most one for a pair scorer.

    Raises:
        ModelError: the model's files cannot be loaded by sentence-transformers, or the child was killed.
        DiskFullError: there is no room for it.
    """
    command = [sys.executable, "-P", "-m", "index.encoders.export", str(model.folder)]
    child = _run([*command, *(part for job in jobs for part in _arguments(job))], model)
    if child.returncode == Outcome.DONE:
        return
    said = child.stdout.strip().rpartition("\n")[2]
    if child.returncode == Outcome.DISK_FULL:
        raise DiskFullError(
            f"no room in {jobs[0].folder.parent} to export the model {model.name}",
            "make room, or set BRIEFBOT_CACHE to a folder on another disk",
        )
    if child.returncode == Outcome.UNUSABLE:
        raise ModelError(
            f"the model {model.name} cannot be loaded: {said}", "check its folder, or give another --model"
        )
    if child.returncode < 0:
        raise ModelError(
            f"exporting the model {model.name} was stopped by signal {-child.returncode}",
            "try again, with more memory free if it was for lack of that",
        )
    trace = child.stderr.strip().rpartition("\n")[2]
    raise ModelError(f"exporting the model {model.name} failed (exit status {child.returncode}): {trace[:200]}")


def _arguments(job: Job) -> list[str]:
    return [str(job.folder)] if job.adapter is None else ["--pairs", str(job.folder), str(job.adapter)]


def _run(command: list[str], model: Model) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 - this Python, this package, folders and a file
            command,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:  # no memory for a process, or no more of them allowed
        raise ModelError(f"exporting the model {model.name} could not be started ({error.strerror})") from error


def _environment() -> dict[str, str]:
    """Return this process's environment, in which a child finds this very package."""
    here = str(Path(index.__file__).parents[1])
    others = os.environ.get("PYTHONPATH")
    return dict(os.environ) | {"PYTHONPATH": os.pathsep.join([here, others] if others else [here])}
