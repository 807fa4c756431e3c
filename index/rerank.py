"""A closer look at the best candidates: what a cross-encoder, and their standing among each other, say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.calibrate import margins
from index.candidates import Evidence
from index.question import marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.encoders.base import PairScorer
    from index.question import Question

CLOSER = ("pair", "pair_margin", "first_margin", "first_rank", "likeness_margin", "coverage_margin")
"""What the closer look adds to the evidence."""


def read_together(pairs: PairScorer, question: Question, texts: Sequence[str]) -> NDArray[np.float32]:
    """Return what the cross-encoder says of each text, which is asked with the names that it has itself, shape (n,)."""
    asked = [marked(question.as_named_in(text)) for text in texts]
    logits = np.empty(len(texts), np.float32)
    for form in dict.fromkeys(asked):
        places = [place for place, each in enumerate(asked) if each == form]
        logits[places] = pairs.score(form, [texts[place] for place in places])
    return logits


def look_closer(
    evidence: Evidence, scores: NDArray[np.float32], best: NDArray[np.intp], logits: NDArray[np.float32]
) -> Evidence:
    """Return the evidence of the best candidates, with CLOSER's columns beside what the signals say.

    The margins say how far a candidate lies above the best other one, so that what is alike in all candidates of a
    question (an easy question, a long note) falls out.

    Args:
        evidence: what the signals say of all candidates.
        scores: what the first ranker made of it, shape (candidates,).
        best: positions of the candidates looked at, best first, shape (n,).
        logits: what the cross-encoder says of each of them, shape (n,).
    """
    columns = [
        logits,
        margins(logits),
        margins(scores[best]),
        np.log1p(np.arange(len(best))),
        *(margins(column) for column in evidence.columns(("sentence_likeness", "sentence_coverage"))[best].T),
    ]
    values = np.concatenate([evidence.values[best], np.stack(columns, axis=1)], axis=1).astype(np.float32)
    return Evidence((*evidence.names, *CLOSER), values)
