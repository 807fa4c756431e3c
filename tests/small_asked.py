"""Questions as training gathers them, with evidence that is written down here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.candidates import Evidence
from training.evidence import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike


def asked_of(
    values: ArrayLike, hits: Sequence[bool], names: tuple[str, ...] = ("one", "two"), best: Sequence[int] | None = None
) -> Asked:
    """Return an answerable question with a candidate for each row of `values`; `best` lists the best ones' places."""
    places = np.arange(len(hits)) if best is None else np.array(best, np.intp)
    return Asked(
        question="what?",
        evidence=Evidence(names, np.asarray(values, np.float32)),
        hits=np.array(hits, bool),
        words=np.full(len(hits), 5),
        sources=tuple(f"set/{place}.md" for place in range(len(hits))),
        best=places,
        pairs=tuple(f"pair {place}" for place in places.tolist()),
        home="set/0.md",
        answerable=True,
        left_out=False,
    )
