"""Which texts run through the model together."""

from __future__ import annotations

import math
from bisect import bisect_left
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


def share_batches(lengths: Sequence[int], workers: int, budget: int) -> list[NDArray[np.intp]]:
    """Return batches that keep workers busy for about as long: for each the same number of about equal size.

    Where there are few texts this is one batch for each worker, as `plan_batches` would make it with the
    smallest budget that does.

    Args:
        lengths: tokens of each text, at least one.
        workers: how many run batches side by side.
        budget: the most tokens of a batch, padding included.

    Returns:
        As `plan_batches`.
    """
    most = workers * math.ceil(sum(lengths) / (workers * budget))
    budgets = range(max(lengths), budget)
    # A larger budget never makes more batches.
    place = bisect_left(budgets, True, key=lambda tried: len(plan_batches(lengths, tried)) <= most)
    return plan_batches(lengths, budgets[place] if place < len(budgets) else budget)


def pad(rows: Sequence[Sequence[int]], pad_id: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return token ids and attention mask, both `(len(rows), longest row)`, padded on the right."""
    width = max(map(len, rows))
    ids = np.full((len(rows), width), pad_id, np.int64)
    mask = np.zeros((len(rows), width), np.int64)
    for place, row in enumerate(rows):
        ids[place, : len(row)] = row
        mask[place, : len(row)] = 1
    return ids, mask
