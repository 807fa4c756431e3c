"""BM25 by hand: the figures of some documents alone, and the scores that follow from them.

An engine scores by the figures of all that it holds. Where only some documents may be searched, what the others hold
would have a say in what is found; so these are counted, and scored by, for themselves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

K1 = 1.2
B = 0.75
"""As Tantivy and Lucene have them: https://docs.rs/tantivy/latest/tantivy/query/struct.Bm25Weight.html."""
_EXACT = 40
"""Tantivy keeps a text's length in one byte: up to this exactly, then in steps that double every eight."""
_STEPS = 8

LARGE = 200_000
"""Texts from which on TELLING_SHARE counts."""
TELLING_SHARE = 0.4
"""Words of more of the texts ("the", "of") find none in a large store. Of a million sentences that saves a third of the
time; for 47 questions the first was always kept, and 96 % of the best 40 sentences and 98 % of the best 8 passages."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What BM25 rests on, of one field.

    Attributes:
        texts: how many texts there are.
        mean: their mean length in words.
        holding: how many of them hold each term that was counted.
    """

    texts: int
    mean: float
    holding: Mapping[str, int]

    def rarity(self, term: str) -> float:
        """Return `ln(1 + (N - n + 0.5) / (n + 0.5))`, as Lucene and Tantivy count it (Robertson and Zaragoza, "The
        Probabilistic Relevance Framework", 2009): N texts, n with the term.
        """  # noqa: D205 - the formula is the sentence
        return rarity(self.texts, self.holding[term])

    def score(self, counts: Mapping[str, int], length: int) -> float:
        """Return the score of a text of so many words that holds each term so often."""
        norm = self._norm(length)
        return math.fsum(self.rarity(term) * count * (K1 + 1) / (count + norm) for term, count in counts.items())

    def count(self, term: str, score: float, length: int) -> int:
        """Return how often a term stands in a text of so many words that has this score for it alone."""
        return round(score * self._norm(length) / (self.rarity(term) * (K1 + 1) - score))

    def _norm(self, length: int) -> float:
        return K1 * (1 - B + B * kept_length(length) / self.mean)


def rarity(texts: int, holding: int) -> float:
    """Return how rare a term is that so many of these texts hold."""
    return math.log1p((texts - holding + 0.5) / (holding + 0.5))


def kept_length(length: int) -> int:
    """Return a text's length in words as Tantivy keeps it, in one byte."""
    if length <= _EXACT:
        return length
    base, step = _EXACT, 2
    while length >= base + _STEPS * step:
        base, step = base + _STEPS * step, 2 * step
    return base + (length - base) // step * step


def telling(terms: tuple[str, ...], holding: Callable[[str], int], texts: int) -> tuple[str, ...]:
    """Return the terms that are looked for in so many texts, of which `holding` says how many hold a term.

    In a large store those that stand in very many are left out where there are others: going through all those texts is
    most of the work, and changes little of what comes first.
    """
    if texts < LARGE:
        return terms
    return tuple(term for term in terms if holding(term) <= TELLING_SHARE * texts) or terms
