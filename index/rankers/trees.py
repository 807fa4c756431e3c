"""A sum of regression trees over the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelError
from index.rankers.lightgbm_text import read_trees
from index.rankers.quickscorer import MOST_LEAVES, QuickScorer

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from index.candidates import Evidence


class TreeRanker:
    """Scores as `Booster.predict(raw_score=True)` of LightGBM does, without LightGBM.

    Gradient-boosted trees are fitted to a question's order of candidates with LambdaMART (Burges, "From RankNet to
    LambdaRank to LambdaMART: An Overview", 2010), which LightGBM calls `lambdarank`.
    """

    def __init__(self, path: Path) -> None:
        """Read the text that `Booster.save_model` wrote; its feature names are the signals to read, in order.

        Raises:
            ModelError: the file cannot be read, is damaged, or is a model of a kind that is not evaluated here: with
                categorical splits, linear trees, several classes, averaged trees, or more than 64 leaves in a tree.
        """
        trees = read_trees(path)
        if trees.leaf_counts.max() > MOST_LEAVES:
            what = f"the ranker {path} has a tree of {trees.leaf_counts.max()} leaves"
            raise ModelError(what, f"train it with num_leaves={MOST_LEAVES} at most")
        self._signals = trees.feature_names
        self._scorer = QuickScorer(trees)

    def score(self, evidence: Evidence) -> NDArray[np.float32]:
        """Return one score for each candidate, shape (candidates,), float32.

        Raises:
            ValueError: a signal that the model reads was not gathered.
        """
        return self._scorer.predict(evidence.columns(self._signals)).astype(np.float32)
