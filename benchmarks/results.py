"""What a run found: figures with their spread, on one machine, and the file that keeps them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from statistics import quantiles
from typing import TYPE_CHECKING, Any

from benchmarks.errors import BenchmarkError
from index.metrics import percentiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


class What(StrEnum):
    """What is measured; a step or a number of askers has its own `of` in a Figure."""

    INSTALL = "install size"
    IMPORT = "import"
    IMPORT_CPU = "import, processor time"
    COLD = "cold question"
    COLD_CPU = "cold question, processor time"
    COLD_MEMORY = "memory of a cold question"
    WARM = "warm question"
    WARM_CPU = "warm question, processor time"
    HIT_1 = "hit@1"
    HIT_3 = "hit@3"
    STEP = "step of a warm question"
    RECALL = "recall@50 of the search for vectors"
    BUILD = "indexing"
    BUILD_CPU = "indexing, processor time"
    BUILD_RATE = "sentences indexed a second"
    BUILD_MEMORY = "memory of indexing"
    DISK = "bytes on disk a sentence"
    EDIT = "edit until it is answered"
    CROWD = "questions a second"


@dataclass(frozen=True, slots=True)
class Summary:
    """The middle and the spread of values, in the unit of their Figure.

    Attributes:
        count: how many values there were.
        least: the least, which a busy machine spoils least.
        median: the middle one.
        low: the first quartile.
        high: the third quartile.
        p95: nearest rank.
        p99: nearest rank.
    """

    count: int
    least: float
    median: float
    low: float
    high: float
    p95: float
    p99: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    Attributes:
        what: what was measured.
        contestant: of whom.
        corpus: name of the corpus; empty where it has none.
        unit: "s", "ms", "MB", "%", "B" or "1/s".
        summary: the values.
        of: which step, or how many askers; empty elsewhere.
    """

    what: What
    contestant: str
    corpus: str
    unit: str
    summary: Summary
    of: str = ""


@dataclass(frozen=True, slots=True)
class CorpusFacts:
    """What is said of a corpus.

    Attributes:
        name: as figures call it.
        documents: notes.
        sentences: by briefbot's segmentation.
        questions: that were asked.
        is_drawn: whether vectors were drawn near real ones.
        is_generated: whether nobody wrote the notes.
    """

    name: str
    documents: int
    sentences: int
    questions: int
    is_drawn: bool
    is_generated: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A contestant that is not in the figures of a corpus (empty: of any), and why."""

    contestant: str
    corpus: str
    why: str


@dataclass(frozen=True, slots=True)
class Results:
    """All that one run found.

    Attributes:
        begun: when, ISO 8601, UTC.
        command: how it was called.
        machine: what it ran on, in words, by kind.
        versions: of the packages that took part.
        corpora: what was asked.
        left_out: who was not.
        figures: in the order in which they were measured.
    """

    begun: str
    command: str
    machine: dict[str, str]
    versions: dict[str, str]
    corpora: tuple[CorpusFacts, ...]
    left_out: tuple[LeftOut, ...]
    figures: tuple[Figure, ...]

    def find(self, what: What, contestant: str, corpus: str = "", of: str = "") -> Figure | None:
        """Return the figure of that, or None."""
        wanted = (what, contestant, corpus, of)
        return next((one for one in self.figures if (one.what, one.contestant, one.corpus, one.of) == wanted), None)

    def contestants(self, what: What) -> list[str]:
        """Return who has a figure of that kind, in the order in which they came."""
        return list(dict.fromkeys(figure.contestant for figure in self.figures if figure.what is what))


def summarize(values: Iterable[float]) -> Summary:
    """Return the summary of one or more values."""
    ordered = sorted(values)
    low, median, high = quantiles(ordered, n=4, method="inclusive") if len(ordered) > 1 else ordered * 3
    tail = percentiles(ordered)
    return Summary(len(ordered), *(_short(value) for value in (ordered[0], median, low, high, tail.p95, tail.p99)))


def figure(what: What, contestant: str, corpus: str, unit: str, values: Sequence[float], of: str = "") -> Figure:
    """Return the figure of values."""
    return Figure(what, contestant, corpus, unit, summarize(values), of)


def write_results(path: Path, results: Results) -> None:
    """Write results as JSON."""
    path.write_text(json.dumps(asdict(results), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read_results(path: Path) -> Results:
    """Return what `write_results` wrote.

    Raises:
        BenchmarkError: it cannot be read, or was not written by today's.
    """
    try:
        return _results(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BenchmarkError(
            f"{path} cannot be read as results ({error})", "give a results.json of today's benchmark"
        ) from error


def _results(kept: dict[str, Any]) -> Results:
    figures = (
        Figure(**{**one, "what": What(one["what"]), "summary": Summary(**one["summary"])}) for one in kept["figures"]
    )
    return Results(
        begun=kept["begun"],
        command=kept["command"],
        machine=kept["machine"],
        versions=kept["versions"],
        corpora=tuple(CorpusFacts(**one) for one in kept["corpora"]),
        left_out=tuple(LeftOut(**one) for one in kept["left_out"]),
        figures=tuple(figures),
    )


def _short(value: float) -> float:
    return float(f"{value:.5g}")
