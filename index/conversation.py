"""Questions one after another: each may lean on those before it."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from index.follow_up.turns import turn_of
from index.follow_up.write_out import write_out
from index.question import MAX_CHARACTERS, clean_question
from index.records import Filters
from index.small_talk import answer_small_talk, is_small_talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.briefings import Briefings
    from index.follow_up.turns import Turn
    from index.records import Answer, Citation

MAX_TURNS = 5
"""How many questions are remembered: what a pronoun stands for was said a turn or two before."""
CLEARLY_SURER = 0.15
"""By how much confidence must be higher for the second reading of a pronoun to be taken instead of the first."""

_EVERYTHING = Filters()


class Conversation:
    """A conversation over briefings. Safe for use from several threads, of which one is answered at a time."""

    def __init__(self, briefings: Briefings) -> None:
        """Begin with nothing said; `Briefings.conversation` makes one."""
        self._briefings = briefings
        self._turns: tuple[Turn, ...] = ()
        self._filters = _EVERYTHING
        self._lock = threading.Lock()

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What is remembered, latest last, MAX_TURNS at most."""
        return self._turns

    def ask(self, question: str, *, top_k: int = 3, filters: Filters = _EVERYTHING) -> Answer:
        """Bring the index up to date, and answer a question, written out first where it follows another.

        The answer's `understood_as` is the question as written out, None for one that stands alone. Where the filters
        are others than before, what was said is forgotten first: it may hold words of what does not pass them.

        Args:
            question: what to ask, up to 2,000 characters.
            top_k: the most sentences that come back.
            filters: which documents may answer.

        Raises:
            BriefbotError: as `Briefings.ask`. The question is not remembered then.
        """
        return self._ask(question, filters, partial(self._briefings.ask, top_k=top_k, filters=filters))

    def ask_indexed(self, question: str, *, top_k: int = 3, filters: Filters = _EVERYTHING) -> Answer:
        """Answer a question as `ask` does, but by the index as it is, without looking for changes.

        Raises:
            BriefbotError: as `Briefings.indexed.ask`. The question is not remembered then.
        """
        return self.ask_indexed_of(self._briefings, question, top_k=top_k, filters=filters)

    def ask_indexed_of(
        self, briefings: Briefings, question: str, *, top_k: int = 3, filters: Filters = _EVERYTHING
    ) -> Answer:
        """Answer a question as `ask_indexed` does, this time by other briefings, such as `Briefings.hurried` gives.

        Raises:
            BriefbotError: as `Briefings.indexed.ask`. The question is not remembered then.
        """
        return self._ask(question, filters, partial(briefings.indexed.ask, top_k=top_k, filters=filters))

    def forget(self) -> None:
        """Forget what was said; the next question stands alone."""
        with self._lock:
            self._turns = ()

    def take_back(self) -> None:
        """Forget the last question, so that the next one follows those before it."""
        with self._lock:
            self._turns = self._turns[:-1]

    def _ask(self, question: str, filters: Filters, answer_to: Callable[[str], Answer]) -> Answer:
        asked = clean_question(question)
        if is_small_talk(asked):
            return answer_small_talk(question)
        with self._lock:
            if filters != self._filters:
                self._turns, self._filters = (), filters
            readings = write_out(asked, self._turns, self._briefings.likeness) if self._turns else ()
            written = [reading for reading in readings if len(reading) <= MAX_CHARACTERS]
            answer = _surest([_understood(answer_to(reading), reading) for reading in written] or [answer_to(question)])
            answer = replace(answer, question=question)
            self._turns = (*self._turns, turn_of(answer))[-MAX_TURNS:]
        return answer


def _understood(answer: Answer, reading: str) -> Answer:
    return replace(answer, understood_as=answer.understood_as or reading)


def _surest(answers: list[Answer]) -> Answer:
    """Return the first answer, or a later one of which it is clearly surer, or surer at all of the same sentence."""
    chosen = answers[0]
    for answer in answers[1:]:
        surer_by = answer.first_confidence - chosen.first_confidence
        if surer_by >= CLEARLY_SURER or (surer_by > 0 and _first(answer) == _first(chosen)):
            chosen = answer
    return chosen


def _first(answer: Answer) -> Citation | None:
    return answer.answers[0].citation if answer.answers else None
