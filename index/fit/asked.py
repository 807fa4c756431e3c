"""Questions with known answers, each asked once through the library: what search found, and which of it is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.metrics import is_hit
from index.pair_text import pair_text
from index.question import clean_question
from index.rank import weigh
from index.rerank import read_together
from index.search import search
from index.signals import gather

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from index.candidates import Candidates, Evidence
    from index.judgement import Judgement
    from index.labels import LabeledQuestion
    from index.question import Question
    from index.rank import LogitsOf, Weighed
    from index.seen import Snapshot

SHOWN = 10
"""Candidates that figures look at: as many as `mrr@10` does."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question that was asked, with at least one candidate.

    Attributes:
        candidates: what search found.
        evidence: what the signals say of them.
        hits: which of them overlap a known answer, shape (candidates,), bool.
        home: the document that answers it, or of the best candidate where none does: what folds are made by.
        answerable: whether the briefings answer it.
        logits_of: what the cross-encoder says of candidates; never called where there is no closer look.
    """

    candidates: Candidates
    evidence: Evidence
    hits: NDArray[np.bool_]
    home: str
    answerable: bool
    logits_of: LogitsOf

    def served(self, judgement: Judgement) -> Weighed:
        """Return the best candidates as an answer would rank them, near duplicates not yet taken out."""
        return weigh(self.evidence, self.candidates, judgement, self.logits_of, SHOWN)


def ask_all(
    snapshot: Snapshot,
    questions: Sequence[LabeledQuestion],
    understand: Callable[[str], Question],
    judgement: Judgement,
) -> Iterator[Asked | None]:
    """Yield what was found for each question; None where nothing was.

    Args:
        snapshot: what is asked; it must stay open as long as the closer look is used.
        questions: what to ask.
        understand: makes a question of a text, as it does where one is answered.
        judgement: the shipped parts.

    Raises:
        QuestionError: one cannot be asked as it stands.
    """
    for labeled in questions:
        question = understand(clean_question(labeled.question))
        candidates = search(snapshot, question, None)
        if not len(candidates):
            yield None
            continue
        evidence = gather(question, candidates, snapshot)
        placed = [sentence.citation for sentence in snapshot.place(candidates.ids.tolist())]
        best = int(np.argmax(judgement.ranker.score(evidence)))
        yield Asked(
            candidates,
            evidence,
            np.array([is_hit(citation.source, citation.span, labeled.answers) for citation in placed], bool),
            labeled.answers[0].source if labeled.answers else placed[best].source,
            bool(labeled.answers),
            _remembered(snapshot, question, candidates, judgement),
        )


def _remembered(snapshot: Snapshot, question: Question, candidates: Candidates, judgement: Judgement) -> LogitsOf:
    """Return what the cross-encoder says of candidates, each read once."""
    known: dict[int, float] = {}

    def logits_of(places: NDArray[np.intp]) -> NDArray[np.float32]:
        new = [place for place in places.tolist() if place not in known]
        if new and judgement.closer is not None:
            texts = [pair_text(placed) for placed in snapshot.place(candidates.ids[new].tolist())]
            known.update(zip(new, read_together(judgement.closer.pairs, question, texts).tolist(), strict=True))
        return np.array([known[place] for place in places.tolist()], np.float32)

    return logits_of
