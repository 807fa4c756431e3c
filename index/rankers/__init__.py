"""The family of rankers, and the two that are used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from index.rankers.linear import LinearRanker

if TYPE_CHECKING:
    from index.rankers.base import Ranker


def load_ranker(path: Path) -> LinearRanker:
    """Return the ranker of all candidates of a JSON file that `python -m training` wrote.

    Raises:
        OSError, ValueError, TypeError, AttributeError: the file cannot be read or is damaged.
    """
    return LinearRanker.load(path)


def load_closer_ranker() -> Ranker:
    """Return the ranker of the candidates looked at closer that ships with briefbot."""
    return LinearRanker.load(Path(__file__).with_name("closer.json"))
