"""What an answer must reach to count as one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """Two probabilities, 0 to 1; 0 asks for nothing.

    Attributes:
        anything: how likely it must be that the briefings answer.
        first: how sure the first sentence must be.
    """

    anything: float
    first: float = 0.0

    def is_reached(self, anything: float, first: float) -> bool:
        """Return whether an answer counts as one: how likely it is that there is one, how sure its first sentence."""
        return anything >= self.anything and first >= self.first
