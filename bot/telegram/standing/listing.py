"""A list of what stands, a page at a time, each with a button that takes it away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from bot.telegram.keyboards import Key, turning_keys
from bot.telegram.markup import LINE_END, SPACE, bold, joined, words
from bot.telegram.state.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.telegram.asker import Asker
    from bot.telegram.markup import Markup
    from bot.telegram.state.buttons import Action

_Entry = TypeVar("_Entry")
PER_PAGE = 10
_PER_ROW = 5
LONGEST = 170
"""Characters of what an entry is about: ten of them fit into a message, whatever they are made of."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One of what stands.

    Attributes:
        id: its number.
        text: what it is about, `shortened`.
        chat: the chat that is told.
    """

    id: int
    text: Markup
    chat: int


@dataclass(frozen=True, slots=True)
class Listing:
    """What is listed.

    Attributes:
        head: what is said above it.
        entries: all of it, oldest first.
        remove: what a button does that takes one away; its argument is `ID:FIRST OF THE PAGE`.
        turn: what a button does that turns to a page; its argument is the place of the page's first.
    """

    head: str
    entries: Sequence[Entry]
    remove: Action
    turn: Action


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page.

    Attributes:
        html: the message.
        keys: its rows of buttons.
    """

    html: str
    keys: Sequence[Sequence[Key]]


def page_of(entries: Sequence[_Entry], first: int) -> Sequence[_Entry]:
    """Return the page that holds a place, the last one where there are no longer so many."""
    begin = _begin(entries, first)
    return entries[begin : begin + PER_PAGE]


def render_list(listing: Listing, first: int, asker: Asker) -> ListPage:
    """Return the page of a list that holds a place, the last one where it has no longer so many."""
    first = _begin(listing.entries, first)
    numbered = list(enumerate(page_of(listing.entries, first), first + 1))
    lines = [_line(number, entry, asker) for number, entry in numbered]
    say = asker.phrases.say
    removing = [
        Key(say("list.remove", number=number), Button(listing.remove, f"{entry.id}:{first}"))
        for number, entry in numbered
    ]
    rows = [removing[at : at + _PER_ROW] for at in range(0, len(removing), _PER_ROW)]
    html = joined((bold(listing.head), *lines), LINE_END).html
    more = first + PER_PAGE < len(listing.entries)
    return ListPage(html, [*rows, turning_keys(listing.turn, first, PER_PAGE, more, asker.phrases)])


def _begin(entries: Sequence[object], first: int) -> int:
    return max(min(first, len(entries) - 1), 0) // PER_PAGE * PER_PAGE


def _line(number: int, entry: Entry, asker: Asker) -> Markup:
    where = asker.phrases.say("list.in_group", group=entry.chat) if entry.chat != asker.chat else ""
    return joined((words(asker.phrases.say("list.number", number=number)), entry.text, words(where)), SPACE)
