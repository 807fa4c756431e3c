"""What a question says, read by the notes: its slips mended, and the other names of what it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.correct import Speller
from index.names import other_names

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from index.question import OtherName
    from index.seen import Snapshot


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it was understood.

    Attributes:
        text: its words, slips mended.
        names: other names for what it names.
    """

    text: str
    names: tuple[OtherName, ...]


def understand(
    snapshot: Snapshot, asked: str, documents: NDArray[np.int64] | None, in_language: Callable[[str], bool] | None
) -> Understood:
    """Return what a question says.

    Args:
        snapshot: the notes that it is read by.
        asked: the question, cleaned.
        documents: ids of the documents that may answer, ascending, or None for all.
        in_language: whether the language has a word; None where that is not known, and nothing is mended then.
    """
    if in_language is None:
        return Understood(asked, other_names(snapshot, asked, documents, lambda _: True))
    text = Speller(snapshot, documents, in_language).correct(asked)
    return Understood(text, other_names(snapshot, text, documents, in_language))
