"""From the best sentences to those that are shown: one of each wording, and beside it what says otherwise."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.statements.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.records import Citation
    from index.snapshot import Placed

CONSIDERED = 20
"""How many of the best sentences are looked through for near duplicates, and for what says otherwise."""
LEAST_SHARE = 0.1
"""A sentence that says otherwise counts where it may answer too: with this share of the other's confidence."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence that may be shown.

    Attributes:
        placed: the sentence.
        score: what it was ranked by.
        confidence: calibrated probability that it answers.
        copies: nearly the same sentences, best first.
        against: where it is said otherwise.
    """

    placed: Placed
    score: float
    confidence: float
    copies: tuple[Placed, ...] = ()
    against: tuple[Citation, ...] = ()


def reach(top_k: int) -> int:
    """Return how many of the best sentences `choose` needs for `top_k`."""
    return max(CONSIDERED, top_k) if top_k > 0 else 0


def choose(ranked: Sequence[Choice], top_k: int) -> tuple[Choice, ...]:
    """Return up to `top_k` sentences, best first, save that of two that disagree the newer comes before the older.

    Of nearly the same sentences the best stays and holds the others. Where one of the `top_k` best disagrees with a
    sentence of another document that is ranked lower, and with none among them, that one comes in beside it and the
    last goes out; with no place left (it is itself the last) it is only named in `against`.

    Args:
        ranked: the `reach(top_k)` best sentences, best first.
        top_k: the most that come back.
    """
    kept = _without_near_duplicates(ranked)
    others = _disagreeing(kept[:CONSIDERED], top_k)
    chosen = [
        replace(kept[place], against=tuple(kept[other].placed.citation for other in others.get(place, ())))
        for place in _ordered(kept, others, top_k)
    ]
    return tuple(chosen[: max(top_k, 0)])


def _without_near_duplicates(ranked: Iterable[Choice]) -> list[Choice]:
    kept: dict[tuple[str, ...], Choice] = {}
    for choice in ranked:
        key = wording(choice.placed.reading) or (choice.placed.reading,)
        first = kept.get(key)
        kept[key] = replace(first, copies=(*first.copies, choice.placed)) if first else choice
    return list(kept.values())


def _disagreeing(kept: Sequence[Choice], top_k: int) -> dict[int, list[int]]:
    """Return, for each place that disagrees with another one, the others', ascending; one of two is in the `top_k`."""
    found: dict[int, list[int]] = {}
    for one in range(min(top_k, len(kept))):
        for two in range(one + 1, len(kept)):
            if _may_both_answer(kept[one], kept[two]) and _disagree(kept[one].placed, kept[two].placed):
                found.setdefault(one, []).append(two)
                found.setdefault(two, []).append(one)
    return {place: sorted(places) for place, places in found.items()}


def _may_both_answer(one: Choice, two: Choice) -> bool:
    low, high = sorted((one.confidence, two.confidence))
    return one.placed.citation.source != two.placed.citation.source and low >= LEAST_SHARE * high


def _disagree(one: Placed, two: Placed) -> bool:
    from index.statements.disagreement import Statement, disagree  # takes 30 ms, and most answers need none of it

    first, second = (
        Statement(placed.reading, " ".join(part for part in (placed.title, placed.heading) if part))
        for placed in (one, two)
    )
    return disagree(first, second)


def _ordered(kept: Sequence[Choice], others: dict[int, list[int]], top_k: int) -> Iterator[int]:
    """Yield places, those that disagree side by side; the first `top_k` are what is shown."""
    told: set[int] = set()
    for place in range(min(top_k, len(kept))):
        if place in told:
            continue
        beside = [other for other in others.get(place, ()) if other not in told]
        among = [other for other in beside if other < top_k]
        together = _newer_first(kept, [place, *(among or beside[:1])])
        told.update(together)
        yield from together


def _newer_first(kept: Sequence[Choice], places: Sequence[int]) -> list[int]:
    """Return places, the dated ones among them in the order of their dates, newest first."""
    dated = [place for place in places if kept[place].placed.date is not None]
    by_date = iter(sorted(dated, key=lambda place: kept[place].placed.date or dt.date.min, reverse=True))
    return [next(by_date) if place in dated else place for place in places]
