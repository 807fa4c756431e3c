"""Questions that follow others, written out from the last turns by rules of form, without a language model."""

from index.follow_up.slots import Liken
from index.follow_up.turns import Turn, turn_of
from index.follow_up.write_out import write_out

__all__ = ["Liken", "Turn", "turn_of", "write_out"]
