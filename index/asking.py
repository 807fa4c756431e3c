"""Answer by the index as it is: one snapshot a question, its stores made again where they are damaged."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from index.errors import StoreError
from index.question import Question, marked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from index.bar import Bar
    from index.encoders.base import Encoder
    from index.judgement import Judgement
    from index.records import Answer, Filters
    from index.seen import Snapshot
    from index.store import Pool

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Asking:
    """What answering takes; each part is loaded when it is first needed.

    Attributes:
        pool: readers of the index.
        encoder: gives the encoder.
        lexicon: gives whether the language has a word, None where that is not known.
        judgement: gives the trained parts.
        bar: gives what an answer must reach to count as one.
        repair: makes the stores anew from the catalog.
        then: gives the generation of the briefings as they were at a moment.
    """

    pool: Pool
    encoder: Callable[[], Encoder]
    lexicon: Callable[[], Callable[[str], bool] | None]
    judgement: Callable[[], Judgement]
    bar: Callable[[], Bar]
    repair: Callable[[], None]
    then: Callable[[dt.datetime], AbstractContextManager[Snapshot]]

    def answer(self, asked: str, top_k: int, filters: Filters) -> Answer:
        """Return what the visible generation says to a question that was cleaned."""
        return self.on_snapshot(lambda snapshot: self._answer_on(snapshot, asked, top_k, filters))

    def answer_as_of(self, asked: str, top_k: int, filters: Filters, moment: dt.datetime) -> Answer:
        """Return what the briefings of a moment say to a question that was cleaned.

        Raises:
            QuestionError: no history is kept, or none of that moment.
        """
        with self.then(moment) as snapshot:
            return replace(self._answer_on(snapshot, asked, top_k, filters), as_of=moment)

    def on_snapshot(self, work: Callable[[Snapshot], _Result]) -> _Result:
        """Return what work makes of the visible generation; it is begun again where a store turns out damaged."""
        try:
            with self.pool.snapshot() as snapshot:
                return work(snapshot)
        except StoreError:
            self.repair()
        with self.pool.snapshot() as snapshot:
            return work(snapshot)

    def understand(self, snapshot: Snapshot, asked: str, filters: Filters) -> Question:
        """Return a question as the notes that may answer it make it understood, with its vector."""
        from index.understand import understand

        encoder = self.encoder()  # first, for with it the tokenizer is loaded
        words = understand(snapshot, asked, snapshot.allowed(filters), self.lexicon())
        return Question(words.text, encoder.encode_question(marked(words.text)), words.names)

    def _answer_on(self, snapshot: Snapshot, asked: str, top_k: int, filters: Filters) -> Answer:
        from index.answer import Wish, answer_question

        begun = time.perf_counter()
        question = self.understand(snapshot, asked, filters)
        encode_ms = 1000 * (time.perf_counter() - begun)
        answer = answer_question(snapshot, question, self.judgement(), Wish(top_k, filters, self.bar()))
        timings = replace(answer.timings, encode=encode_ms)
        return replace(answer, understood_as=question.text if question.text != asked else None, timings=timings)
