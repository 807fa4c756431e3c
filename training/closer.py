"""The evidence of the best candidates, the cross-encoder's among it; folds by document; and trees over it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import lightgbm
import numpy as np

from index.rankers import load_ranker
from index.rerank import look_closer
from index.trained_parts import shipped_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from training.evidence import Asked
    from training.pairs import Logits
    from training.weights import Scorer

FOLDS = 5
_ROUNDS = 150
_SETTINGS = {
    # LambdaMART: Burges, "From RankNet to LambdaRank to LambdaMART: An Overview", 2010.
    "objective": "lambdarank",
    "lambdarank_truncation_level": 5,
    "learning_rate": 0.05,
    "num_leaves": 15,
    "min_data_in_leaf": 60,
    "lambda_l2": 5.0,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}


def closer_rows(asked: Sequence[Asked], logits: Logits, depth: int) -> list[Asked]:
    """Return the questions that have logits, cut down to their `depth` best candidates, with the closer evidence."""
    ranker = load_ranker(shipped_parts(fitted=True).ranker)
    rows = []
    for place, found in sorted(logits.items()):
        row, best = asked[place], asked[place].best[:depth]
        rows.append(
            replace(
                row,
                evidence=look_closer(row.evidence, ranker.score(row.evidence), best, found[:depth]),
                hits=row.hits[best],
                words=row.words[best],
                sources=tuple(row.sources[position] for position in best),
                best=np.arange(len(best)),
                pairs=row.pairs[:depth],
            )
        )
    return rows


def fit_trees(rows: Sequence[Asked]) -> lightgbm.Booster:
    """Return trees fitted to the questions of which some candidates answer and some do not."""
    mixed = [row for row in rows if row.answerable and row.hits.any() and not row.hits.all()]
    data = lightgbm.Dataset(
        np.concatenate([row.evidence.values for row in mixed]),
        np.concatenate([row.hits for row in mixed]).astype(np.int32),
        group=[len(row.hits) for row in mixed],
        feature_name=list(mixed[0].evidence.names),
    )
    return lightgbm.train(_SETTINGS, data, _ROUNDS)


def by_trees(trees: lightgbm.Booster) -> Scorer:
    """Return the scorer of these trees."""
    return lambda row: np.asarray(trees.predict(row.evidence.values), np.float32)


def fold_of(row: Asked) -> int:
    """Return the fold of a question, 0 to FOLDS - 1, by the document that answers it."""
    return int.from_bytes(hashlib.sha256(f"trees {row.home}".encode()).digest()[:4], "big") % FOLDS


def folds(rows: Sequence[Asked], fit: Callable[[Sequence[Asked]], Scorer]) -> Scorer:
    """Return a scorer of these rows, each by a ranker that was fitted to the other folds."""
    scorers = [fit([row for row in rows if fold_of(row) != fold]) for fold in range(FOLDS)]
    return lambda row: scorers[fold_of(row)](row)
