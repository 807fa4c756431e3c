"""From candidates to the best of them: gather evidence, weigh it, look closer at the best, calibrate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from index.candidates import asks
from index.pair_text import pair_text
from index.rerank import look_closer, read_together
from index.signals import gather
from index.working import Look, Working, look

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from index.candidates import Candidates, Evidence
    from index.judgement import Judgement
    from index.question import Question
    from index.seen import Snapshot

DEPTH = 8
"""Candidates that are looked at closer: more change no figure by a point, and each costs milliseconds
(docs/model-card.md)."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Sentences in the order of their scores, best first.

    Attributes:
        ids: catalog ids, no two with the same words.
        scores: what the ranker gave each.
        confidences: calibrated probability that each answers.
        anything: calibrated probability that anything does, 0 where there was no candidate.
        working: what they come of; None where there was no candidate.
    """

    ids: tuple[int, ...]
    scores: tuple[float, ...]
    confidences: tuple[float, ...]
    anything: float = 0.0
    working: Working | None = None


def rank(snapshot: Snapshot, question: Question, candidates: Candidates, judgement: Judgement, top_k: int) -> Ranked:
    """Return the `top_k` best candidates; of several with the same words only the best."""
    if not len(candidates):
        return Ranked((), (), ())
    evidence = gather(question, candidates, snapshot)

    def logits_of(places: NDArray[np.intp]) -> NDArray[np.float32]:
        texts = [pair_text(placed) for placed in snapshot.place(candidates.ids[places].tolist())]
        return read_together(judgement.closer.pairs, question, texts) if judgement.closer else np.empty(0, np.float32)

    weighed = weigh(evidence, candidates, judgement, logits_of, top_k)
    return Ranked(
        tuple(candidates.ids[weighed.places][:top_k].tolist()),
        tuple(weighed.scores[:top_k].tolist()),
        tuple(weighed.confidences[:top_k].tolist()),
        weighed.working.deciding.anything,
        weighed.working,
    )


@dataclass(frozen=True, slots=True)
class Weighed:
    """The best candidates, best first.

    Attributes:
        places: their positions among all candidates, shape (n,).
        scores: shape (n,).
        confidences: shape (n,).
        working: what they come of.
    """

    places: NDArray[np.intp]
    scores: NDArray[np.float32]
    confidences: NDArray[np.float64]
    working: Working


LogitsOf: TypeAlias = "Callable[[NDArray[np.intp]], NDArray[np.float32]]"
"""What the cross-encoder says of the candidates at these positions, shape (n,)."""


def weigh(evidence: Evidence, candidates: Candidates, judgement: Judgement, logits_of: LogitsOf, most: int) -> Weighed:
    """Return the `most` best candidates or some more, of which there is one at least; one of each wording."""
    first = look(evidence, candidates.readings, judgement.ranker, judgement.calibration)
    best = first.distinct[: max(most, 2 * DEPTH)]
    weighed = Weighed(best, first.scores[best], first.confidences[best], Working(candidates.ids, first))
    if judgement.closer is None:
        return weighed
    readings = [candidates.readings[place] for place in best]
    worth = worth_a_look(readings)[:DEPTH]
    evidence = look_closer(evidence, first.scores, best[worth], logits_of(best[worth]))
    closer = look(evidence, [readings[place] for place in worth], judgement.closer.ranker, judgement.closer.calibration)
    return _put_first(closer, worth, weighed)


def worth_a_look(readings: Sequence[str]) -> NDArray[np.intp]:
    """Return the positions of what may answer, in order, shape (n,): not of questions, unless there is nothing else.

    "Has a ransom been demanded?" is like no sentence as much as like the question "has anyone asked for a ransom?", and
    a cross-encoder takes it for the answer; none of the questions that it learnt from is answered by a question.
    """
    states = np.array([not asks(reading) for reading in readings], bool)
    return np.flatnonzero(states) if states.any() else np.arange(len(readings))


def _put_first(closer: Look, looked_at: NDArray[np.intp], before: Weighed) -> Weighed:
    """Return the candidates looked at in the order of their new scores, and after them the rest as they were.

    The rest is brought below them: none of it scores higher or is surer than the last of those looked at.

    Args:
        closer: the closer look.
        looked_at: their positions in `before`, shape (n,), in the order of `closer`.
        before: all, by the first look.
    """
    scores, confidences = closer.scores, closer.confidences
    order = np.argsort(-scores, kind="stable")
    rest = np.delete(np.arange(len(before.places)), looked_at)
    below = before.scores[rest] - before.scores[looked_at[-1]] + scores.min()
    return Weighed(
        np.concatenate([before.places[looked_at][order], before.places[rest]]),
        np.concatenate([scores[order], np.minimum(below, scores.min())]),
        np.concatenate([confidences[order], np.minimum(before.confidences[rest], confidences.min())]),
        replace(before.working, looked_at=before.places[looked_at], closer=closer),
    )
