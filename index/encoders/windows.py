"""Cut a text that is too long for a model into windows that fit, so that no word of it is lost."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from index.records import Span

if TYPE_CHECKING:
    from collections.abc import Callable

# Windows of equal length in characters differ in tokens; aiming below the limit saves cutting most again.
_AIM = 0.9


def cut_windows(text: str, limit: int, count: Callable[[str], int]) -> list[Span]:
    """Return windows that cover a text from end to end, of about equal length, cut at white space if any.

    Args:
        text: what to cut.
        limit: the most tokens of a window. A single character is never cut, however many tokens it has.
        count: gives the tokens that a text takes, the special ones and a prompt's included.
    """
    return _cut(text, Span(0, len(text)), limit, count)


def _cut(text: str, span: Span, limit: int, count: Callable[[str], int]) -> list[Span]:
    tokens, length = count(text[span.start : span.end]), span.end - span.start
    if tokens <= limit or length <= 1:
        return [span]
    overhead = count("")
    room = max(1.0, (limit - overhead) * _AIM)
    pieces = min(length, max(2, math.ceil((tokens - overhead) / room)))
    step = length // pieces
    inner = [_border(text, span.start + number * length // pieces, step // 2) for number in range(1, pieces)]
    borders = [span.start, *inner, span.end]
    parts = [Span(start, end) for start, end in pairwise(borders)]
    return [window for part in parts for window in _cut(text, part, limit, count)]


def _border(text: str, position: int, reach: int) -> int:
    """Return the nearest white space before a position, or the position itself where none is in reach."""
    before = range(position, position - reach, -1)
    return next((place for place in before if text[place].isspace()), position)
