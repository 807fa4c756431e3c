"""Sentences that answer a question, and the question: each note has one, so that answers of the same form compete."""

from __future__ import annotations

from calendar import month_name
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

_THINGS = (
    "aquarium", "bus depot", "clinic", "dairy", "fire station", "footbridge", "gallery", "harbor wall", "hospice",
    "ice rink", "library", "lighthouse", "museum", "pumping station", "quarry", "railway yard", "school hall",
    "seed bank", "ship lift", "stadium", "substation", "swimming pool", "tannery", "tram line", "water tower",
)  # fmt: skip
_REASONS = (
    "the crane had not been inspected", "an old burial ground was found", "the contractor ran out of cement",
    "the river rose above the footings", "two welders were hurt", "the consent had lapsed",
    "a colony of penguins was nesting there", "the bank withdrew its guarantee",
)  # fmt: skip
_FORMS = (
    (
        "The {thing} at {place} will cost ${number} million, of which the Crown pays a third.",
        "how much will the {thing} at {place} cost?",
    ),
    (
        "The Governor-General will open the {thing} in {place} on {day} {month} {year}.",
        "When will the {thing} in {place} be opened?",
    ),
    (
        "Work on the {thing} near {place} was stopped because {reason}.",
        "why did they stop building the {thing} near {place}",
    ),
    (
        "About {number} people a day are served by the {thing} in {place}.",
        "How many people use the {thing} in {place} every day?",
    ),
    (
        "The {thing} of {place} is to be moved to {other} once the lease runs out.",
        "where will the {thing} of {place} go?",
    ),
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence that answers a question.

    Attributes:
        sentence: as a note says it.
        question: as a person asks it, mostly in other words.
    """

    sentence: str
    question: str


def draw_fact(chance: random.Random, place: str, other: str) -> Fact:
    """Return a fact about a place; `other` is another one."""
    said, asked = chance.choice(_FORMS)
    words = {
        "thing": chance.choice(_THINGS),
        "place": place,
        "other": other,
        "number": str(chance.randrange(3, 980)),
        "reason": chance.choice(_REASONS),
        "day": str(chance.randrange(1, 29)),
        "month": chance.choice(month_name[1:]),
        "year": str(chance.randrange(2019, 2027)),
    }
    return Fact(said.format(**words), asked.format(**words))
