"""One run: every corpus made ready, every contestant measured on it in turns."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchmarks.contestants import ENTRIES
from benchmarks.corpora import draw_vectors, prepare
from benchmarks.errors import BenchmarkError
from benchmarks.installed import missing
from benchmarks.machine import describe_machine, describe_versions, now
from benchmarks.measures.asking import ask
from benchmarks.measures.building import build, built
from benchmarks.measures.editing import edit
from benchmarks.measures.installing import install_sizes
from benchmarks.measures.plan import Field, spread
from benchmarks.measures.starting import cold, imports
from benchmarks.results import CorpusFacts, LeftOut, Results
from benchmarks.room import fitting, free_disk, free_memory, refuse_too_large
from index.schema import CATALOG_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from benchmarks.contestants.base import Entry
    from benchmarks.corpora import Choice
    from benchmarks.measures.plan import Plan, Tell
    from benchmarks.results import Figure


@dataclass(frozen=True, slots=True)
class Order:
    """What a run is asked for.

    Attributes:
        choices: the corpora.
        plan: how much of each is measured.
        work: where corpora and indexes are made; those with drawn vectors are taken from there where they are whole.
        only: names of contestants; empty for all.
        command: how the run was called.
        tell: told in one line what is going on.
    """

    choices: Sequence[Choice]
    plan: Plan
    work: Path
    only: Sequence[str]
    command: Sequence[str]
    tell: Tell


def run_all(order: Order) -> Iterator[Results]:
    """Measure everything; yield after each step all that is known so far, so that nothing is lost with a run.

    Raises:
        BenchmarkError: a corpus does not fit, or there is no contestant; nothing was measured then.
    """
    entries, left_out = present(order.only)
    for absent in left_out:
        order.tell(f"{absent.contestant} is left out: {absent.why}")
    order.work.mkdir(parents=True, exist_ok=True)
    for choice in order.choices:
        refuse_too_large(choice.sentences, entries, free_disk(order.work), free_memory())
    command = shlex.join(["python", "-m", "benchmarks", *order.command])
    figures = (*install_sizes(entries), *imports(entries, order.plan, order.tell))
    found = Results(now(), command, describe_machine(), describe_versions(entries), (), tuple(left_out), figures)
    yield found
    for choice in order.choices:
        taken, out = fitting(choice.name, choice.sentences, entries, free_memory())
        corpus = prepare(choice, order.work, order.tell)
        asked = spread(list(corpus.questions()), order.plan.questions)
        field = Field(choice.name, corpus, taken, asked, choice.is_drawn, choice.is_set, order.tell, out)
        facts = CorpusFacts(
            choice.name, corpus.documents, corpus.size, len(asked), choice.is_drawn, choice.is_generated
        )
        found = replace(found, corpora=(*found.corpora, facts))
        known = found.left_out
        for measured in _measure(field, order.plan):
            found = replace(found, figures=(*found.figures, *measured), left_out=(*known, *field.left_out))
            yield found


def present(only: Sequence[str]) -> tuple[list[Entry], list[LeftOut]]:
    """Return the contestants that are installed, and the others by name.

    Args:
        only: the names of those that are wanted; empty for all.

    Raises:
        BenchmarkError: a name is not known, or none is there.
    """
    known = {entry.name for entry in ENTRIES}
    for name in only:
        if name not in known:
            raise BenchmarkError(f"there is no contestant {name!r}", f"choose of: {', '.join(sorted(known))}")
    wanted = [entry for entry in ENTRIES if not only or entry.name in only]
    out = [LeftOut(entry.name, "", why) for entry in wanted if (why := missing(entry))]
    entries = [entry for entry in wanted if not missing(entry)]
    if not entries:
        raise BenchmarkError("no contestant is installed", "install briefbot with the extra [bench]")
    return entries, out


def _measure(field: Field, plan: Plan) -> Iterator[tuple[Figure, ...]]:
    if field.is_drawn and field.corpus.vectors() is None:
        built(field, ENTRIES[0], plan)  # its encoder draws; the others get what it drew
        draw_vectors(field.corpus, field.corpus.index_of(ENTRIES[0].folder) / CATALOG_NAME)
    for measure in (build, ask) if field.is_set else (build, ask, cold, edit):
        yield tuple(measure(field, plan))
