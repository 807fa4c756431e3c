"""Regression trees whose outputs are summed, in flat arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

CATEGORICAL, DEFAULT_LEFT, MISSING_SHIFT = 1, 2, 2
MISSING_NONE, MISSING_ZERO, MISSING_NAN = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Trees:
    """Every tree of a model, one after the other; a tree with n leaves has n - 1 nodes, the first of them the root.

    A node's child is a place in the same tree: that of a later node where it is not negative, else the inverse (`~`)
    of a leaf's. The bits of a decision are LightGBM's
    (https://github.com/microsoft/LightGBM/blob/master/include/LightGBM/tree.h): the lowest says that the split is
    categorical, the next that what is missing goes left, the two above them what counts as missing.

    Attributes:
        feature_names: the features, in the order that `features` counts them.
        leaf_counts: leaves of each tree, shape (trees,), int64.
        leaf_values: what a leaf adds to the score, shape (leaves,), float64.
        features: the feature that a node compares, shape (nodes,), int64.
        thresholds: what it compares with, shape (nodes,), float64.
        decisions: how it treats what is missing, shape (nodes,), int64.
        left: the child of values up to the threshold, shape (nodes,), int64.
        right: the other child, shape (nodes,), int64.
    """

    feature_names: tuple[str, ...]
    leaf_counts: NDArray[np.int64]
    leaf_values: NDArray[np.float64]
    features: NDArray[np.int64]
    thresholds: NDArray[np.float64]
    decisions: NDArray[np.int64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]

    def owners(self) -> NDArray[np.int64]:
        """Return the tree of each node, shape (nodes,), int64."""
        return np.repeat(np.arange(len(self.leaf_counts)), self.leaf_counts - 1)

    def places(self) -> NDArray[np.int64]:
        """Return the place of each node in its own tree, 0 for a root, shape (nodes,), int64."""
        return np.arange(len(self.left)) - starts(self.leaf_counts - 1)[self.owners()]

    def children(self, side: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return where the children `side` stand among all nodes followed by all leaves, shape (nodes,), int64."""
        owners = self.owners()
        first_node, first_leaf = starts(self.leaf_counts - 1)[owners], starts(self.leaf_counts)[owners]
        return np.where(side >= 0, first_node + side, len(side) + first_leaf + ~side)

    def are_trees(self) -> bool:
        """Return whether each node but a root, and each leaf, has one parent, which is a node that stands before it."""
        places, leaves = self.places(), self.leaf_counts[self.owners()]
        for side in (self.left, self.right):
            if not np.where(side >= 0, (places < side) & (side < leaves - 1), ~side < leaves).all():
                return False
        children = np.concatenate([self.children(self.left), self.children(self.right)])
        parents = np.bincount(children, minlength=len(places) + len(self.leaf_values))
        roots = np.where(self.leaf_counts > 1, starts(self.leaf_counts - 1), len(places) + starts(self.leaf_counts))
        parents[roots] += 1
        return bool(np.all(parents == 1))


def starts(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where each run starts when runs of so many members follow each other, shape (runs,), int64."""
    return np.cumsum(counts) - counts
