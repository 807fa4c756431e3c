"""What a new process takes: to import what it answers with, and to answer one question."""

from __future__ import annotations

import sys
from collections import defaultdict
from typing import TYPE_CHECKING

from benchmarks.errors import BenchmarkError, ContestantError
from benchmarks.measure import run
from benchmarks.process import environment
from benchmarks.results import What, figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.contestants.base import Entry
    from benchmarks.measure import Run
    from benchmarks.measures.plan import Field, Plan, Tell
    from benchmarks.results import Figure

FLOOR = "imports and one session"
"""What nobody can go below who runs this model with these engines: the imports, and the session of its graph."""
_FEW_STARTS = 2
_ANSWERED = (0, 1)
"""Exit statuses of `briefbot ask` that tell of no error; 1 says that the briefings do not answer."""
_FLOOR = "import numpy, onnxruntime, faiss, sys; onnxruntime.InferenceSession(sys.argv[1])"


def imports(entries: Sequence[Entry], plan: Plan, tell: Tell) -> Iterator[Figure]:
    """Yield how long each contestant's imports take, in a new process each time, in turns."""
    took: dict[str, list[Run]] = defaultdict(list)
    for number in _numbers(plan):
        for statement in dict.fromkeys(entry.imports for entry in entries):
            tell(f"run {number} of {plan.starts}: {statement}")
            measured = run([sys.executable, "-c", statement], environment())
            if measured.status:
                raise BenchmarkError(f"{statement!r} failed with {measured.status}", "install those packages again")
            if number:
                took[statement].append(measured)
    for entry in entries:
        yield figure(What.IMPORT, entry.name, "", "s", [one.seconds for one in took[entry.imports]])
        yield figure(What.IMPORT_CPU, entry.name, "", "s", [one.cpu_s for one in took[entry.imports]])


def cold(field: Field, plan: Plan) -> Iterator[Figure]:
    """Yield what the first question of a new process takes, from its start to its end, and its most memory."""
    took: dict[str, list[Run]] = defaultdict(list)
    commands = {entry.name: _command(entry, field) for entry in field.entries}
    briefbots = {entry.name for entry in field.entries if entry.module == "briefbot"}
    commands[FLOOR] = [sys.executable, "-c", _FLOOR, _graph()]
    for number in _numbers(plan):
        for name, command in list(commands.items()):
            field.tell(f"{field.name}: cold question {number} of {plan.starts}, {name}")
            measured = run(command, environment())
            if measured.status not in (_ANSWERED if name in briefbots else (0,)):
                _fail(field, name, measured.status)
                del commands[name]
            elif number:
                took[name].append(measured)
    for name, runs in [(name, runs) for name, runs in took.items() if name in commands]:
        yield figure(What.COLD, name, field.name, "s", [one.seconds for one in runs])
        yield figure(What.COLD_CPU, name, field.name, "s", [one.cpu_s for one in runs])
        yield figure(What.COLD_MEMORY, name, field.name, "MB", [one.peak_mb for one in runs])


def _fail(field: Field, name: str, status: int) -> None:
    """Drop who failed: a process that breaks off is quick and answers nothing.

    Raises:
        BenchmarkError: it was none of the contestants.
    """
    failed = next((entry for entry in field.entries if entry.name == name), None)
    if failed is None:
        raise BenchmarkError(
            f"{name} failed with {status}", "ask briefbot something once, so that its model is exported"
        )
    field.drop(failed, ContestantError(f"a cold question failed with {status}"))


def _numbers(plan: Plan) -> range:
    """Return the numbers of runs; number 0 is not counted, as it may read from the disk, and quick plans lack it."""
    return range(int(plan.starts <= _FEW_STARTS), plan.starts + 1)


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
