"""How a word is mistyped: how many slips lie between two words, and which slips people make."""

from __future__ import annotations

from functools import lru_cache

NEVER = 9
"""What a slip costs that nobody makes: more than any word is allowed."""

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUND_ALIKE = ("aeiouy", "cksqz", "gj", "fv", "dt", "bp", "mn")


def is_one_slip(word: str, other: str) -> bool:
    """Return whether a letter more, less or replaced, or two neighbors swapped, makes `other` of `word`.

    It is a Damerau-Levenshtein distance of 1 (Damerau, CACM 7, 1964: four of five errors that he saw were of one).
    """
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    half = len(word) // 2
    if word[:half] != other[:half] and word[half + 1 :] != other[len(other) - len(word) + half + 1 :]:
        return False  # one slip leaves the one half or the other as it was: nearly all words fall out here
    start = _common_start(word, other)
    word, other = word[start:][::-1], other[start:][::-1]
    end = _common_start(word, other)
    word, other = word[end:], other[end:]
    return len(word) <= 1 >= len(other) or (len(word) == 2 and word == other[::-1])  # noqa: PLR2004 - two neighbors


def slips_between(typed: str, meant: str) -> int:
    """Return how many slips make `typed` of `meant`, NEVER or more where only slips would that nobody makes.

    People swap two letters, leave one out or strike a key twice. They also strike a key beside the right one with it,
    and put another letter for one where their keys are neighbors or their sounds are alike; each of these counts
    twice: where it is not all, the two are mostly two words ("deviated", "defeated"). This is the optimal string
    alignment distance with those costs, by dynamic programming: O(len(typed) * len(meant)).
    """
    before: list[int] = []
    above = list(range(len(meant) + 1))
    for row, letter in enumerate(typed):
        extra = _cost_of_extra(typed, row)
        line = [above[0] + extra]
        for column, wanted in enumerate(meant):
            cost = min(
                above[column] + (0 if letter == wanted else 2 if _are_mixed_up(letter, wanted) else NEVER),
                above[column + 1] + extra,
                line[column] + 1,
            )
            if row and column and letter == meant[column - 1] and wanted == typed[row - 1]:
                cost = min(cost, before[column - 1] + 1)
            line.append(cost)
        before, above = above, line
    return above[-1]


def _cost_of_extra(typed: str, place: int) -> int:
    """Return what it costs that one letter is too much: 1 where its key was struck twice, 2 where one beside it was."""
    letter = typed[place]
    beside = typed[max(place - 1, 0) : place] + typed[place + 1 : place + 2]
    if letter in beside:
        return 1
    return 2 if any(_are_neighbors(letter, other) for other in beside) else NEVER


@lru_cache(maxsize=1024)
def _are_mixed_up(letter: str, other: str) -> bool:
    return _are_neighbors(letter, other) or any(letter in sounds and other in sounds for sounds in _SOUND_ALIKE)


@lru_cache(maxsize=1024)
def _are_neighbors(letter: str, other: str) -> bool:
    """Return whether two letters have keys side by side, or one above the other, on a QWERTY keyboard."""
    places = [(row, keys.index(one)) for one in (letter, other) for row, keys in enumerate(_ROWS) if one in keys]
    if len(places) < 2:  # noqa: PLR2004 - both of them
        return False
    (row, column), (other_row, other_column) = sorted(places)
    # Each row lies about half a key to the right of the one above it.
    return other_column - column in ((-1, 1) if row == other_row else (-1, 0)) and other_row - row <= 1


def _common_start(word: str, other: str) -> int:
    """Return how many letters two words begin with alike."""
    alike = 0
    for letter, wanted in zip(word, other, strict=False):
        if letter != wanted:
            break
        alike += 1
    return alike
