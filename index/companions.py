"""What belongs to the best sentence and comes with it: a list, a lead-in, an antecedent."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.candidates import asks, opens
from index.records import BlockKind
from index.statements.wording import wording
from index.together import LEAST_SHARE, MOST_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from index.choose import Choice
    from index.rank import Ranked
    from index.snapshot import Placed
    from index.surroundings import Neighbor, Surroundings

_LEANS = re.compile(
    r"(?:and|but|so|also|however|then|instead|both|it|its|they|their|them|he|his|him|she|her|this|that|these|those|such"
    r"|there|the (?:former|latter))\b",
    re.IGNORECASE,
)
"""How a sentence begins whose words point back at the sentence before it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How well a sentence answers.

    Attributes:
        score: what it was ranked by.
        confidence: calibrated probability that it answers.
    """

    score: float
    confidence: float


def standings(ranked: Ranked) -> tuple[Mapping[int, Standing], Standing]:
    """Return the standing of each sentence that was ranked, by id, and that of one that no search found: the last's."""
    all_of_them = [Standing(*pair) for pair in zip(ranked.scores, ranked.confidences, strict=True)]
    return dict(zip(ranked.ids, all_of_them, strict=True)), all_of_them[-1]


def bound_to(around: Surroundings, shown: Sequence[int], standing: Callable[[int], Standing]) -> tuple[int, ...]:
    """Return the catalog ids of what belongs to a sentence, and to the lead-ins that are shown beside it.

    A lead-in that comes without any of its items promises what is not there.

    Args:
        around: the sentence among its neighbors.
        shown: catalog ids of the sentences that are shown with it, best first.
        standing: how well a sentence answers, by catalog id.
    """
    found = list(companions(around, standing))
    for sentence in shown:
        place = around.find(sentence)
        if place is not None and place != around.place and _announces(around.sentences[place].reading):
            found += [sentence, *companions(replace(around, place=place), standing)]
    return tuple(dict.fromkeys(found))


def _announces(reading: str) -> bool:
    return opens(reading) and not asks(reading)


def companions(around: Surroundings, standing: Callable[[int], Standing]) -> tuple[int, ...]:
    """Return the catalog ids of the sentences that belong to a sentence, those needed most first.

    To a lead-in belong its items, the likeliest first; to an item its lead-in, and the other items as well where the
    lead-in is likely enough to answer that the whole list seems to be asked for; to a sentence that leans on the one
    before it, that one. All stand with it in a stretch of at most MOST_WORDS.

    Args:
        around: the sentence among its neighbors.
        standing: how well a sentence answers, by catalog id.
    """
    first = last = around.place
    found: list[int] = []
    for place in _belonging(around, standing):
        low, high = min(first, place), max(last, place)
        if around.words(low, high) <= MOST_WORDS:
            first, last = low, high
            found.append(around.sentences[place].id)
    return tuple(found)


def _belonging(around: Surroundings, standing: Callable[[int], Standing]) -> Iterator[int]:
    """Yield the places of what belongs to a sentence, those needed most first."""

    def best_first(places: Sequence[int]) -> list[int]:
        return sorted(places, key=lambda place: -standing(around.sentences[place].id).score)

    near, own = around.sentences, around.place
    if opens(near[own].reading):
        yield from best_first(_opened(near, own))
        return
    lead_in = _lead_in(near, own)
    if lead_in is not None:
        yield lead_in
        likely = standing(near[lead_in].id).confidence >= LEAST_SHARE * standing(near[own].id).confidence
        if likely:
            yield from best_first([place for place in _opened(near, lead_in) if place != own])
    elif own and near[own - 1].kind is near[own].kind is BlockKind.PARAGRAPH and _LEANS.match(near[own].reading):
        yield own - 1


def _opened(near: Sequence[Neighbor], opener: int) -> range:
    """Return the places of what a sentence opens: the next one, and where that is part of a list all of the list."""
    first = end = opener + 1
    while end < len(near) and near[end].kind is near[first].kind:
        end += 1
        if near[first].kind is BlockKind.PARAGRAPH:
            break
    return range(first, end)


def _lead_in(near: Sequence[Neighbor], own: int) -> int | None:
    """Return the place of the sentence, ending in a colon, that announces another one or the list it is part of."""
    before = own - 1
    while before >= 0 and near[before].kind is near[own].kind is not BlockKind.PARAGRAPH:
        before -= 1
    return before if before >= 0 and _announces(near[before].reading) else None


def with_companions(choices: Sequence[Choice], belonging: Sequence[Choice], top_k: int) -> tuple[Choice, ...]:
    """Return up to `top_k` sentences: the first, what belongs to it, and the best of the rest.

    They stay best first: each that comes in stands by its score. What reads like a sentence that is there already
    does not come in.

    Args:
        choices: what is shown without them, best first.
        belonging: what belongs to the first, those needed most first.
        top_k: the most that come back.
    """
    if not choices:
        return ()
    bound = {choice.placed.id for choice in belonging}
    staying = [choice for choice in choices if choice.placed.id in bound or _stays(choice, choices[0])]
    new = list(_unread(belonging, choices))[: top_k - len(staying)]
    others = [choice for choice in choices if choice not in staying][: top_k - len(staying) - len(new)]
    kept = [choice for choice in choices if choice in staying or choice in others]
    for choice in new:
        _insert(kept, choice)
    return tuple(kept)


def _stays(choice: Choice, first: Choice) -> bool:
    """Return whether a sentence is the first, or says otherwise of the same fact."""
    return choice is first or choice.placed.citation in first.against


def _unread(belonging: Sequence[Choice], choices: Sequence[Choice]) -> Iterator[Choice]:
    """Yield what belongs to the first and neither stands nor reads like what is there."""
    read = {_key(choice.placed) for choice in choices}
    for choice in belonging:
        if _key(choice.placed) not in read:
            read.add(_key(choice.placed))
            yield choice


def _key(placed: Placed) -> tuple[str, ...]:
    return wording(placed.reading) or (placed.reading,)


def _insert(kept: list[Choice], choice: Choice) -> None:
    """Put a sentence behind the first and behind what scores at least as high, never between two that disagree."""
    places = range(1, len(kept))
    behind = (place for place in places if kept[place].score < choice.score and not _parts(kept, place))
    kept.insert(next(behind, len(kept)), choice)


def _parts(kept: Sequence[Choice], place: int) -> bool:
    """Return whether what stands at a place disagrees with what stands right before it."""
    return kept[place].placed.citation in kept[place - 1].against
