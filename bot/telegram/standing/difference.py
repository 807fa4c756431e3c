"""An old sentence and a new one, with the words marked in which they differ."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from bot.telegram.markup import SPACE, bold, joined, struck, words
from bot.telegram.shown_text import as_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.telegram.markup import Markup


def mark_difference(old: str, new: str) -> tuple[Markup, Markup]:
    """Return both texts: in the old one the words that are gone are struck through, in the new one new ones bold."""
    before, after = as_shown(old).split(), as_shown(new).split()
    runs = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return (
        joined(_marked(before, [(kind == "equal", low, high) for kind, low, high, _, _ in runs], struck), SPACE),
        joined(_marked(after, [(kind == "equal", low, high) for kind, _, _, low, high in runs], bold), SPACE),
    )


def _marked(
    tokens: Sequence[str], runs: Sequence[tuple[bool, int, int]], mark: Callable[[str], Markup]
) -> Iterator[Markup]:
    """Yield runs of words, those that the two texts do not share marked."""
    for same, low, high in runs:
        text = " ".join(tokens[low:high])
        yield words(text) if same else mark(text)
