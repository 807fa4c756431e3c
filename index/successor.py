"""What took a sentence's place: the sentence nearest to it in words, or the one between what stood around it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_ALIKE = 0.5
"""How alike a sentence must be to one that is gone to count as what became of it: twice the words in common, in order,
over the words of both (difflib's ratio). Of ten words five may change. In the sample notes 5 of 100 sentences have
another one so like them in their own note, nearly all of them rows of one table."""


@dataclass(frozen=True, slots=True)
class Stood:
    """A sentence of a document as it was.

    Attributes:
        start: where it began.
        end: where it ended.
        words: digest of its words.
    """

    start: int
    end: int
    words: bytes


def nearest_in_words(was: str, sentences: Sequence[str]) -> int | None:
    """Return the place of the sentence most like one that was, None where none is LEAST_ALIKE; the first of several.

    O(n) for the number of sentences; the words of one are held in order only against those that share enough of them.

    Args:
        was: the sentence, as a person reads it.
        sentences: those that stand there now, as a person reads them.
    """
    old = _words(was)
    counted = Counter(old)
    best, place = LEAST_ALIKE, None
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(old)
    for number, sentence in enumerate(sentences):
        new = _words(sentence)
        most = 2 * sum((counted & Counter(new)).values()) / max(len(old) + len(new), 1)
        if most < best or (most == best and place is not None):
            continue
        matcher.set_seq1(new)
        alike = matcher.ratio()
        if alike > best or (alike == best and place is None):
            best, place = alike, number
    return place


def between_neighbors(stood: Sequence[Stood], at: tuple[int, int], now: Sequence[bytes]) -> int | None:
    """Return the place of the sentence that stands now between what stood before and after one, words unseen.

    It is told only where something around it still stands: where between that as many sentences stand now as did, each
    has its successor; otherwise the first and the last have one.

    Args:
        stood: all sentences of the document as it was, in order.
        at: start and end of the one.
        now: digests of the words of its sentences now, in order.
    """
    place = next((number for number, one in enumerate(stood) if (one.start, one.end) == at), None)
    if place is None:
        return None
    matcher = SequenceMatcher(None, [one.words for one in stood], list(now), autojunk=False)
    for kind, first, last, new_first, new_last in matcher.get_opcodes():
        if kind == "replace" and first <= place < last:
            return _in_block(place - first, last - first, range(new_first, new_last), last - first < len(stood))
    return None


def _in_block(offset: int, before: int, now: range, has_neighbor: bool) -> int | None:
    if not has_neighbor and (before, len(now)) != (1, 1):
        return None
    if before == len(now):
        return now[offset]
    if offset == 0 and now:
        return now[0]
    return now[-1] if offset == before - 1 else None


def _words(sentence: str) -> list[str]:
    return sentence.casefold().split()
