"""Questions to contestants that are ready: how long each takes, how good the answers are, and where the time goes."""

from __future__ import annotations

from collections import defaultdict
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from benchmarks.errors import ContestantError
from benchmarks.process import Worker
from benchmarks.results import What, figure
from index.metrics import rank_of_place
from index.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.measures.plan import Field, Plan
    from benchmarks.results import Figure
    from index.labels import KnownAnswer

MOST = 10
_WARM_UP = 3
_RECALL_DEPTH = 50
_RECALL_QUESTIONS = 50


def ask(field: Field, plan: Plan) -> Iterator[Figure]:
    """Yield what warm questions take, step by step for briefbot, and what several askers get; drop those that fail.

    Every question is put to each contestant in turn, so that what else the machine does falls on all alike. All are in
    memory at once, as the runner has made sure that they fit.
    """
    with ExitStack() as stack:
        workers = {entry.name: stack.enter_context(Worker(entry, field.corpus)) for entry in list(field.entries)}
        for worker in list(workers.values()):
            _try(field, workers, worker, "open", plan)
        for labeled in field.questions[:_WARM_UP]:
            for worker in list(workers.values()):
                _try(field, workers, worker, "ask", plan, question=labeled.question, most=MOST)
        yield from _warm(field, plan, workers)
        yield from _steps(field, plan, workers)
        yield from _recall(field, plan, workers)
        if not field.is_set:
            yield from _crowds(field, plan, workers)


def _warm(field: Field, plan: Plan, workers: dict[str, Worker]) -> Iterator[Figure]:
    took: dict[str, list[float]] = defaultdict(list)
    cpu: dict[str, list[float]] = defaultdict(list)
    ranks: dict[str, list[int | None]] = defaultdict(list)
    for number, labeled in enumerate(field.questions):
        field.tell(f"{field.name}: warm question {number + 1} of {len(field.questions)}")
        # Who is first changes, so that nobody always finds the processor as another one left it.
        turn = list(workers.values())
        first = number % max(len(turn), 1)
        for worker in turn[first:] + turn[:first]:
            reply = _try(field, workers, worker, "ask", plan, question=labeled.question, most=MOST)
            if reply is not None:
                took[worker.entry.name].append(reply["ms"])
                cpu[worker.entry.name].append(reply["cpu_ms"])
                ranks[worker.entry.name].append(_rank(reply["places"], labeled.answers))
    for name in workers:
        yield figure(What.WARM, name, field.name, "ms", took[name])
        yield figure(What.WARM_CPU, name, field.name, "ms", cpu[name])
        for what, depth in ((What.HIT_1, 1), (What.HIT_3, 3)):
            hits = sum(rank is not None and rank <= depth for rank in ranks[name])
            yield figure(what, name, field.name, "%", [100 * hits / len(ranks[name])])


def _steps(field: Field, plan: Plan, workers: dict[str, Worker]) -> Iterator[Figure]:
    briefbots = [worker for worker in workers.values() if worker.entry.module == "briefbot"]
    took: dict[tuple[str, str], list[float]] = defaultdict(list)
    for labeled in field.questions[-plan.steps :]:
        for worker in briefbots:
            reply = _try(field, workers, worker, "steps", plan, question=labeled.question)
            for step, milliseconds in (reply or {"steps": {}})["steps"].items():
                took[worker.entry.name, step].append(milliseconds)
    for (name, step), values in took.items():
        yield figure(What.STEP, name, field.name, "ms", values, step)


def _recall(field: Field, plan: Plan, workers: dict[str, Worker]) -> Iterator[Figure]:
    for worker in [worker for worker in workers.values() if worker.entry.module == "briefbot"][:1]:
        asked = [labeled.question for labeled in field.questions[:_RECALL_QUESTIONS]]
        reply = _try(field, workers, worker, "recall", plan, questions=asked, depth=_RECALL_DEPTH)
        if reply is not None:
            shares = [100 * share for share in reply["recall"]]
            yield figure(What.RECALL, worker.entry.name, field.name, "%", [sum(shares) / len(shares)])


def _crowds(field: Field, plan: Plan, workers: dict[str, Worker]) -> Iterator[Figure]:
    asked = [labeled.question for labeled in field.questions]
    rates: dict[tuple[str, int], list[float]] = defaultdict(list)
    for _ in range(3):
        for askers in plan.askers:
            for worker in list(workers.values()):
                field.tell(f"{field.name}: {askers} askers, {worker.entry.name}")
                arguments = {"questions": asked, "askers": askers, "seconds": plan.crowd_s / 3}
                reply = _try(field, workers, worker, "crowd", plan, **arguments)
                if reply is not None:
                    rates[worker.entry.name, askers].append(reply["per_second"])
    for (name, askers), values in rates.items():
        yield figure(What.CROWD, name, field.name, "1/s", values, str(askers))


def _try(
    field: Field, workers: dict[str, Worker], worker: Worker, do: str, plan: Plan, **arguments: object
) -> dict[str, Any] | None:
    """Return what a worker answers, or None where it fails: it is dropped then."""
    name = worker.entry.name
    if name not in workers:
        return None
    try:
        return worker.call(do, plan.limit_s / 10, **arguments)
    except ContestantError as error:
        field.drop(worker.entry, error)
        del workers[name]
        return None


def _rank(places: Sequence[tuple[str, int, int]], known: tuple[KnownAnswer, ...]) -> int | None:
    return rank_of_place(((source, Span(start, end)) for source, start, end in places), known)
