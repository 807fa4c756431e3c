"""An old sentence and a new one, with the words marked in which they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.markup import SPACE, bold, joined, struck, words
from bot.telegram.shown_text import as_shown
from index.difference import Change, difference

if TYPE_CHECKING:
    from bot.telegram.markup import Markup


def mark_difference(old: str, new: str) -> tuple[Markup, Markup]:
    """Return both texts: in the old one the words that are gone are struck through, in the new one new ones bold."""
    pieces = difference(as_shown(old), as_shown(new))
    before = (
        struck(piece.text) if piece.change is Change.GONE else words(piece.text)
        for piece in pieces
        if piece.change is not Change.NEW
    )
    after = (
        bold(piece.text) if piece.change is Change.NEW else words(piece.text)
        for piece in pieces
        if piece.change is not Change.GONE
    )
    return joined(before, SPACE), joined(after, SPACE)
