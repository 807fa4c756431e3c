"""Slips of the thumb: a question as somebody types it who is walking."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

_LETTERS = 5
"""Words of fewer letters are left alone: a slip there makes another word."""


def mistype(question: str, chance: np.random.Generator) -> str:
    """Return the question with one slip in one of its longer words: two letters swapped, one left out or one doubled.

    The first letter stays; a question with no longer word comes back as it is.
    """
    words = question.split(" ")
    long = [place for place, word in enumerate(words) if len(word) >= _LETTERS and word.isalpha()]
    if not long:
        return question
    place = int(chance.choice(long))
    words[place] = _slip(words[place], int(chance.integers(1, len(words[place]) - 1)), int(chance.integers(3)))
    return " ".join(words)


def _slip(word: str, at: int, kind: int) -> str:
    before, letter, following, after = word[:at], word[at], word[at + 1], word[at + 2 :]
    return before + (following + letter, following, letter + letter + following)[kind] + after
