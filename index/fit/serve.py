"""How questions are answered by a judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.fit.compare import Served

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.fit.asked import Asked
    from index.judgement import Judgement


def serve(asked: Sequence[Asked], judgement: Judgement) -> list[Served]:
    """Return how each question is answered."""
    return [Served(row, row.served(judgement), judgement.threshold) for row in asked]
