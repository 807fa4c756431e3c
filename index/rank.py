"""From candidates to the best of them: gather evidence, weigh it, look closer at the best, calibrate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from index.pair_text import pair_text
from index.rerank import look_closer
from index.signals import gather
from index.working import Look, Working, weigh

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.candidates import Candidates
    from index.judgement import Judgement
    from index.question import Question
    from index.snapshot import Snapshot

DEPTH = 12
"""Candidates that are looked at closer; what fewer and more of them give is in the documentation's figures."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Sentences in the order of their scores, best first.

    Attributes:
        ids: catalog ids, no two with the same words.
        scores: what the ranker gave each.
        confidences: calibrated probability that each answers.
        working: what they come of; None where there was no candidate.
    """

    ids: tuple[int, ...]
    scores: tuple[float, ...]
    confidences: tuple[float, ...]
    working: Working | None = None


def rank(snapshot: Snapshot, question: Question, candidates: Candidates, judgement: Judgement, top_k: int) -> Ranked:
    """Return the `top_k` best candidates; of several with the same words only the best."""
    if not len(candidates):
        return Ranked((), (), ())
    first = weigh(gather(question, candidates, snapshot), judgement.ranker, judgement.calibration)
    working = Working(candidates.ids, first)
    best = _best(candidates, first.scores, max(top_k, DEPTH))
    weighed = _Weighed(candidates.ids[best], first.scores[best], first.confidences[best])
    if judgement.closer is not None:
        looked_at = best[:DEPTH]
        texts = [pair_text(placed) for placed in snapshot.place(candidates.ids[looked_at].tolist())]
        logits = judgement.closer.pairs.score(question.text, texts)
        evidence = look_closer(first.evidence, first.scores, looked_at, logits)
        closer = weigh(evidence, judgement.closer.ranker, judgement.closer.calibration)
        weighed = _put_first(closer, weighed)
        working = replace(working, looked_at=looked_at, closer=closer)
    return Ranked(
        tuple(weighed.ids[:top_k].tolist()),
        tuple(weighed.scores[:top_k].tolist()),
        tuple(weighed.confidences[:top_k].tolist()),
        working,
    )


@dataclass(frozen=True, slots=True)
class _Weighed:
    """Catalog ids (int64), scores and confidences of the best candidates, best first, shape (n,) each."""

    ids: NDArray[np.int64]
    scores: NDArray[np.float32]
    confidences: NDArray[np.float64]


def _put_first(closer: Look, before: _Weighed) -> _Weighed:
    """Return the candidates looked at in the order of their new scores, and after them the rest as they were.

    The rest is brought below them: none of it scores higher or is surer than the last of those looked at.
    """
    scores, confidences = closer.scores, closer.confidences
    count = len(scores)
    order = np.argsort(-scores, kind="stable")
    rest = before.scores[count:] - before.scores[count - 1] + scores.min()
    return _Weighed(
        np.concatenate([before.ids[:count][order], before.ids[count:]]),
        np.concatenate([scores[order], np.minimum(rest, scores.min())]),
        np.concatenate([confidences[order], np.minimum(before.confidences[count:], confidences.min())]),
    )


def _best(candidates: Candidates, scores: NDArray[np.float32], most: int) -> NDArray[np.intp]:
    """Return the positions of the best candidates, best first, one of each wording, shape (at most `most`,)."""
    chosen: dict[str, int] = {}
    for place in np.argsort(-scores, kind="stable").tolist():
        if len(chosen) >= most:
            break
        chosen.setdefault(candidates.readings[place], place)
    return np.array(list(chosen.values()), np.intp)
