"""Which texts run through the model together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def plan_batches(lengths: Sequence[int], budget: int) -> list[NDArray[np.intp]]:
    """Return batches of texts of like length, longest first, so that little is spent on padding.

    A batch is as large as its rows times its longest stay within the budget; a text longer than the budget
    has a batch of its own. Longest first lets threads that share the batches finish together.

    Args:
        lengths: tokens of each text.
        budget: the most tokens of a batch, padding included.

    Returns:
        For each batch, the positions in `lengths` that it holds; each position is in one batch.
    """
    order = np.argsort(-np.asarray(lengths, dtype=np.intp), kind="stable")
    batches, first = [], 0
    while first < len(order):
        longest = max(1, lengths[int(order[first])])
        size = max(1, budget // longest)
        batches.append(order[first : first + size])
        first += size
    return batches


def pad(rows: Sequence[Sequence[int]], pad_id: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return token ids and attention mask, both `(len(rows), longest row)`, padded on the right."""
    width = max(map(len, rows))
    ids = np.full((len(rows), width), pad_id, np.int64)
    mask = np.zeros((len(rows), width), np.int64)
    for place, row in enumerate(rows):
        ids[place, : len(row)] = row
        mask[place, : len(row)] = 1
    return ids, mask
