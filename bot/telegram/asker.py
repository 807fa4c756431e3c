"""Who asks, and where: what the gate has found out, and every later step goes by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import Filters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.telegram.access import Binding, Place, Role
    from bot.telegram.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody whom the gate has let in.

    Attributes:
        person: Telegram's number of the person.
        chat: Telegram's number of the chat; that of the person where there is none (inline).
        place: what kind of chat it is.
        role: that of the person who is paired; None for anybody else in an allowed group.
        filters: which briefings the person may be answered from, there.
        phrases: what the bot says, in the person's language.
        top_k: how many sentences an answer has.
        neighbors: whether the sentences before and after are shown.
    """

    person: int
    chat: int
    place: Place
    role: Role | None
    filters: Filters
    phrases: Phrases
    top_k: int
    neighbors: bool


def filters_of(desk: Filters, bindings: Sequence[Binding]) -> Filters:
    """Return filters that a document passes where the desk's and every binding let it through."""
    each = [Filters(sources=binding.sources, tags=binding.tags, ceiling=binding.ceiling) for binding in bindings]
    needed = [filters for filters in (desk, *each) if filters != Filters()]
    if not needed:
        return Filters()
    return needed[0] if len(needed) == 1 else Filters(also=tuple(needed))
