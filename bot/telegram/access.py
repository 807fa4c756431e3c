"""Who may do what."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a paired person may do; each may do what those before it may."""

    READER = "reader"
    CONTRIBUTOR = "contributor"
    OWNER = "owner"

    def includes(self, other: Role) -> bool:
        """Return whether one of this role may do what one of `other` may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class Binding:
    """The part of the briefings that a person or a chat is answered from; empty fields leave all in.

    Attributes:
        sources: globs over sources; a document passes where one matches.
        tags: a document passes where it has one of them.
        ceiling: the highest marking that is answered from, or None for no ceiling of its own.
    """

    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    ceiling: str | None = None

    def to_text(self) -> str:
        """Return the binding as JSON, which `binding_of` reads."""
        return json.dumps(asdict(self))


def binding_of(text: str) -> Binding:
    """Return the binding that `Binding.to_text` wrote."""
    row = json.loads(text)
    return Binding(tuple(row["sources"]), tuple(row["tags"]), row["ceiling"])
