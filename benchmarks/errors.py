"""What ends a benchmark, or one contestant's part in it."""

from __future__ import annotations

from index.errors import BriefbotError


class BenchmarkError(BriefbotError):
    """A run that cannot begin as it is asked for: it is refused before anything is measured."""


class ContestantError(BriefbotError):
    """A contestant that failed or took too long; the others go on, and the report names it."""
