"""Pieces of a message: HTML that Telegram parses, with the length and the number of entities that it will count.

https://core.telegram.org/bots/api#html-style
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.shown_text import as_shown, units

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_LENGTH = 4096
"""Characters of a message after its entities are parsed."""
MAX_ENTITIES = 100
"""Entities of a message; Telegram passes over further ones in silence."""
EXPANDABLE_FROM = 400
"""Characters from which a quote is shown folded."""


@dataclass(frozen=True, slots=True)
class Markup:
    """A piece of a message.

    Attributes:
        html: what is sent, everything from outside in it escaped.
        length: UTF-16 code units of what is shown.
        entities: how many entities it has.
    """

    html: str
    length: int
    entities: int

    def __add__(self, other: Markup) -> Markup:
        """Return the two after one another."""
        return Markup(self.html + other.html, self.length + other.length, self.entities + other.entities)

    @property
    def fits(self) -> bool:
        """Whether it can be sent as one message, whole."""
        return self.length <= MAX_LENGTH and self.entities <= MAX_ENTITIES


NOTHING = Markup("", 0, 0)
LINE_END = Markup("\n", 1, 0)
SPACE = Markup(" ", 1, 0)


def words(text: str) -> Markup:
    """Return text from anywhere as plain words."""
    shown = as_shown(text)
    return Markup(html.escape(shown, quote=False), units(shown), 0)


def bold(text: str) -> Markup:
    """Return text from anywhere in bold."""
    return _inside("b", words(text))


def italic(text: str) -> Markup:
    """Return text from anywhere in italics."""
    return _inside("i", words(text))


def struck(text: str) -> Markup:
    """Return text from anywhere struck through."""
    return _inside("s", words(text))


def code(text: str) -> Markup:
    """Return text from anywhere as code: a tap copies it."""
    return _inside("code", words(text))


def quote(inside: Markup) -> Markup:
    """Return a block quote, shown folded where it is long. An empty one is left out: Telegram refuses it."""
    if not inside.length:
        return NOTHING
    opening = "<blockquote expandable>" if inside.length >= EXPANDABLE_FROM else "<blockquote>"
    return Markup(f"{opening}{inside.html}</blockquote>", inside.length, inside.entities + 1)


def joined(pieces: Iterable[Markup], between: Markup) -> Markup:
    """Return pieces with something between each two; what shows nothing is left out."""
    whole = NOTHING
    for piece in pieces:
        if piece.length:
            whole = whole + between + piece if whole.length else piece
    return whole


def as_fits(pieces: Iterable[Markup], between: Markup) -> Markup:
    """Return pieces with something between each two, but for those that would make it more than a message holds."""
    whole = NOTHING
    for piece in pieces:
        longer = joined((whole, piece), between)
        whole = longer if longer.fits else whole
    return whole


def _inside(tag: str, piece: Markup) -> Markup:
    if not piece.length:
        return NOTHING
    return Markup(f"<{tag}>{piece.html}</{tag}>", piece.length, piece.entities + 1)
