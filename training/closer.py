"""The evidence of the best candidates, the cross-encoder's among it; and folds by document."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from index.rerank import look_closer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from training.evidence import Asked
    from training.pairs import Logits
    from training.weights import Scorer

FOLDS = 5


def closer_rows(asked: Sequence[Asked], logits: Logits, depth: int, first: Scorer) -> list[Asked]:
    """Return the questions that have logits, cut down to their best candidates, with the closer evidence.

    Args:
        asked: questions with all their candidates.
        logits: by the place of a question in `asked`, those of its first `best`.
        depth: the most candidates that are kept; only such as have logits are.
        first: the ranker of all candidates, which says which are best.
    """
    rows = []
    for place, found in sorted(logits.items()):
        row = asked[place]
        scores = first(row)
        order = np.argsort(-scores[row.best[: len(found)]], kind="stable")[:depth]
        best = row.best[order]
        rows.append(
            replace(
                row,
                evidence=look_closer(row.evidence, scores, best, found[order]),
                hits=row.hits[best],
                words=row.words[best],
                sources=tuple(row.sources[position] for position in best),
                best=np.arange(len(best)),
                pairs=tuple(row.pairs[position] for position in order),
            )
        )
    return rows


def fold_of(row: Asked) -> int:
    """Return the fold of a question, 0 to FOLDS - 1, by the document that answers it."""
    return int.from_bytes(hashlib.sha256(f"trees {row.home}".encode()).digest()[:4], "big") % FOLDS


def folds(rows: Sequence[Asked], fit: Callable[[Sequence[Asked]], Scorer]) -> Scorer:
    """Return a scorer of these rows, each by a ranker that was fitted to the other folds."""
    scorers = [fit([row for row in rows if fold_of(row) != fold]) for fold in range(FOLDS)]
    return lambda row: scorers[fold_of(row)](row)
