"""Which ways of searching found each candidate of the questions of a set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.briefings import Briefings
from index.question import Question
from index.search import find

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.search import Found
    from training.evidence import Asked


def found_by(folder: Path, work: Path, asked: Sequence[Asked]) -> list[NDArray[np.bool_]]:
    """Return, for each question, which way found each candidate: shape (candidates, ways), ways as in `Source`.

    Questions are searched again in the index that `gather_set` left in `work`.

    Args:
        folder: the set, with `briefings/`.
        work: where its index is.
        asked: of its questions those that were asked of all documents.

    Raises:
        ValueError: search finds other candidates than it did for `asked`.
    """
    with Briefings(folder / "briefings", index=work / f"{folder.name}.index") as notes:
        notes.sync()
        encoder = notes._encoder.get()
        with notes._store.pool.snapshot() as snapshot:
            rows = []
            for row in asked:
                question = Question(row.question, encoder.encode_question(row.question))
                rows.append(_which(find(snapshot, question, None)))
                if len(rows[-1]) != len(row.hits):
                    raise ValueError(f"search has changed since {folder.name} was gathered: remove its evidence")
    return rows


def _which(found: Sequence[Found]) -> NDArray[np.bool_]:
    candidates = np.unique(np.concatenate([one.ids for one in found]))  # as `search` orders them
    return np.stack([np.isin(candidates, one.ids) for one in found], axis=1)
