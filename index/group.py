"""From sentences to passages: what is encoded together."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from index.records import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.records import Sentence


def group(sentences: Sequence[Sentence], max_words: int = 120) -> tuple[Passage, ...]:
    """Return passages that hold every sentence once, in order, each under one heading and of at most `max_words`.

    Lengths are balanced: a section of 125 words becomes two halves, not 120 and 5. A sentence that is longer than
    `max_words` is a passage of its own.

    Args:
        sentences: all sentences of one document, in order.
        max_words: the most words of a passage, counted at white space in the sentences' readings.
    """
    passages: list[Passage] = []
    for _, section in groupby(sentences, key=lambda sentence: sentence.heading):
        run = list(section)
        lengths = [len(sentence.reading.split()) for sentence in run]
        for first, end in _balanced(lengths, max_words):
            text = " ".join(sentence.reading for sentence in run[first:end])
            passages.append(Passage(len(passages), run[first].ordinal, run[end - 1].ordinal, text))
    return tuple(passages)


def _balanced(lengths: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each part of a run of `lengths`, no part's sum above `most` if that can be.

    This is the breaking of a paragraph into lines with the least sum of squared gaps, the last line's included
    (Knuth and Plass, "Breaking paragraphs into lines", 1981): it takes the fewest parts, and evens them out.
    """
    costs = [0] * (len(lengths) + 1)
    ends = [0] * len(lengths)
    for first in range(len(lengths) - 1, -1, -1):
        gap = most - lengths[first]
        best, end = max(0, gap) ** 2 + costs[first + 1], first + 1
        for last in range(first + 1, len(lengths)):
            gap -= lengths[last]
            if gap < 0:
                break
            if (cost := gap * gap + costs[last + 1]) <= best:
                best, end = cost, last + 1
        costs[first], ends[first] = best, end
    first = 0
    while first < len(lengths):
        yield first, ends[first]
        first = ends[first]
