"""The family of rankers, and the two that are used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from index.rankers.linear import LinearRanker

if TYPE_CHECKING:
    from index.rankers.base import Ranker


def load_ranker() -> Ranker:
    """Return the ranker of all candidates that ships with briefbot."""
    return LinearRanker.load(Path(__file__).with_name("linear.json"))


def load_closer_ranker() -> Ranker:
    """Return the ranker of the candidates looked at closer that ships with briefbot."""
    return LinearRanker.load(Path(__file__).with_name("closer.json"))
