"""How much is measured, and the field that it is measured on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from benchmarks.results import LeftOut

if TYPE_CHECKING:
    from benchmarks.contestants.base import Entry
    from benchmarks.corpus import Corpus
    from benchmarks.errors import ContestantError
    from index.labels import LabeledQuestion

Tell: TypeAlias = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of each is measured.

    Attributes:
        questions: the most of a corpus that are asked.
        starts: runs of an import, and of a cold question.
        builds: times that a small corpus is indexed; a larger one once.
        edits: sentences that are changed; a third where vectors are drawn.
        crowd_s: seconds that each number of askers asks.
        askers: how many ask at once.
        steps: questions whose time is told apart.
        limit_s: the longest that a contestant may index; anything else may take a tenth.
    """

    questions: int = 300
    starts: int = 5
    builds: int = 3
    edits: int = 5
    crowd_s: float = 3.0
    askers: tuple[int, ...] = (1, 2, 8, 32)
    steps: int = 50
    limit_s: float = 3600.0


QUICK = Plan(questions=40, starts=1, builds=1, edits=1, crowd_s=1.0, askers=(1, 8), steps=10, limit_s=300.0)


@dataclass
class Field:
    """A corpus, and who is still in the running on it.

    Attributes:
        name: of the corpus.
        corpus: where it is.
        entries: who takes part.
        questions: what is asked, those with known answers.
        left_out: who fell out, and why.
        is_drawn: whether vectors were drawn.
        is_set: whether it is there for the quality of answers: starts, edits and askers are measured elsewhere.
        tell: told in one line what is going on.
    """

    name: str
    corpus: Corpus
    entries: list[Entry]
    questions: list[LabeledQuestion]
    is_drawn: bool
    is_set: bool
    tell: Tell
    left_out: list[LeftOut] = field(default_factory=list)

    def drop(self, entry: Entry, why: ContestantError) -> None:
        """Let a contestant that failed take no further part, and keep why."""
        self.entries.remove(entry)
        self.left_out.append(LeftOut(entry.name, self.name, str(why)))
        self.tell(f"{entry.name} is left out of {self.name}: {why}")


def spread(questions: list[LabeledQuestion], most: int) -> list[LabeledQuestion]:
    """Return at most so many questions, evenly from the whole list, those that something answers."""
    answered = [one for one in questions if one.answers]
    step = max(1.0, len(answered) / max(most, 1))
    return [answered[int(place * step)] for place in range(min(most, len(answered)))]
