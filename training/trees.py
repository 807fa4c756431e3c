"""Trees over the closer evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import lightgbm
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.evidence import Asked
    from training.weights import Scorer

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
