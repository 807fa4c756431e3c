"""What is listed of what stands: in private all of a person's, in a group what is theirs there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.telegram.access import Place
from bot.telegram.markup import SPACE, code, joined, words
from bot.telegram.shown_text import shortened
from bot.telegram.standing.listing import LONGEST, Entry, page_of
from index import Standing, parse_citation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.telegram.asker import Asker
    from bot.telegram.library import Library
    from bot.telegram.markup import Markup
    from bot.telegram.state.keeps import Keep, Keeps
    from bot.telegram.state.watches import Watch, Watches
    from index import CitationCheck

_LONGEST_SOURCE = 70


class Shelf(Protocol):
    """Holds what stands for people."""

    async def entries(self, asker: Asker, first: int) -> Sequence[Entry]:
        """Return what stands for somebody, oldest first; only the page that holds the place `first` is looked into."""
        ...

    def remove(self, number: int, person: int) -> bool:
        """Take one of a person's away, and return whether it was there."""
        ...


@dataclass(frozen=True, slots=True)
class WatchShelf:
    """The questions that are watched.

    Attributes:
        watches: where they are kept.
    """

    watches: Watches

    async def entries(self, asker: Asker, first: int) -> Sequence[Entry]:  # noqa: ARG002 - nothing is looked into
        """Return the questions that somebody watches."""
        mine = self.watches.of_person(asker.person)
        return [
            Entry(watch.id, words(shortened(watch.question, LONGEST)), watch.chat)
            for watch in mine
            if _is_shown(watch, asker)
        ]

    def remove(self, number: int, person: int) -> bool:
        """End a watch."""
        return self.watches.remove(number, person)


@dataclass(frozen=True, slots=True)
class KeepShelf:
    """The sentences that an eye is kept on.

    Attributes:
        keeps: where they are kept.
        library: the briefings.
    """

    keeps: Keeps
    library: Library

    async def entries(self, asker: Asker, first: int) -> Sequence[Entry]:
        """Return the sentences that somebody keeps an eye on; those that are not for them now are not told."""
        mine = [keep for keep in self.keeps.of_person(asker.person) if _is_shown(keep, asker)]
        page = page_of(mine, first)
        checks = await self.library.check([keep.citation for keep in page], asker.filters)
        seen = {keep.id: _seen_in(keep, check) for keep, check in zip(page, checks, strict=True)}
        return [Entry(keep.id, _text(keep, seen.get(keep.id), asker), keep.chat) for keep in mine]

    def remove(self, number: int, person: int) -> bool:
        """Keep an eye on a sentence no longer."""
        return self.keeps.remove(number, person)


def _is_shown(one: Watch | Keep, asker: Asker) -> bool:
    return asker.place is Place.PRIVATE or one.chat == asker.chat


def _seen_in(keep: Keep, check: CitationCheck) -> str | None:
    """Return a briefing that somebody may see and in which a sentence stands, or stood; None where there is none."""
    if check.now is not None:
        return check.now.source
    return None if check.standing is Standing.GONE else parse_citation(keep.citation).source


def _text(keep: Keep, source: str | None, asker: Asker) -> Markup:
    if source is None:
        return words(asker.phrases.say("keep.hidden"))
    where = code(shortened(source, _LONGEST_SOURCE))
    return joined((where, words(shortened(keep.text, LONGEST - _LONGEST_SOURCE))), SPACE)
