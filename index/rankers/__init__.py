"""The family of rankers, and the one that is used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from index.rankers.linear import LinearRanker

if TYPE_CHECKING:
    from index.rankers.base import Ranker


def load_ranker() -> Ranker:
    """Return the ranker that ships with briefbot."""
    return LinearRanker(Path(__file__).with_name("linear.json"))
