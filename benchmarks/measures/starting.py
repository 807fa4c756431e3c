"""What a new process takes: to import what it answers with, and to answer one question."""

from __future__ import annotations

import sys
from collections import defaultdict
from typing import TYPE_CHECKING

from benchmarks.measure import run
from benchmarks.process import environment
from benchmarks.results import What, figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.contestants.base import Entry
    from benchmarks.measure import Run
    from benchmarks.measures.plan import Field, Plan
    from benchmarks.results import Figure

FLOOR = "imports and one session"
"""What nobody can go below who runs this model with these engines: the imports, and the session of its graph."""
_FLOOR = "import numpy, onnxruntime, faiss, sys; onnxruntime.InferenceSession(sys.argv[1])"


def imports(entries: Sequence[Entry], plan: Plan) -> Iterator[Figure]:
    """Yield how long each contestant's imports take, in a new process each time, in turns."""
    took: dict[str, list[Run]] = defaultdict(list)
    for number in range(plan.starts + 1):
        for entry in entries:
            measured = run([sys.executable, "-c", entry.imports], environment())
            if number:  # the first one may read from the disk
                took[entry.name].append(measured)
    for name, runs in took.items():
        yield figure(What.IMPORT, name, "", "s", [one.seconds for one in runs])


def cold(field: Field, plan: Plan) -> Iterator[Figure]:
    """Yield what the first question of a new process takes, from its start to its end, and its most memory."""
    took: dict[str, list[Run]] = defaultdict(list)
    commands = {entry.name: _command(entry, field) for entry in field.entries}
    commands[FLOOR] = [sys.executable, "-c", _FLOOR, _graph()]
    for number in range(plan.starts + 1):
        for name, command in commands.items():
            field.tell(f"{field.name}: cold question {number} of {plan.starts}, {name}")
            measured = run(command, environment())
            if number:
                took[name].append(measured)
    for name, runs in took.items():
        yield figure(What.COLD, name, field.name, "s", [one.seconds for one in runs])
        yield figure(What.COLD_MEMORY, name, field.name, "MB", [one.peak_mb for one in runs])


def _command(entry: Entry, field: Field) -> list[str]:
    question = field.questions[0].question
    if entry.module != "briefbot":
        return [sys.executable, "-m", "benchmarks.worker", entry.name, str(field.corpus.folder), "--once", question]
    command = [sys.executable, "-m", "bot", "ask", question, "--no-sync", "--json"]
    command += ["--briefings", str(field.corpus.briefings), "--index", str(field.corpus.index_of(entry.folder))]
    return [*command, "--fast"] if entry.make == "fast" else command


def _graph() -> str:
    """Return the path of the encoder's exported graph."""
    from index.encoders.cache import export_folder
    from index.encoders.exported import GRAPH
    from index.models import find_model
    from index.places import cache_folder

    return str(export_folder(find_model(None, cache_folder()), cache_folder()) / GRAPH)
