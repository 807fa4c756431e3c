"""What has become of a sentence that an eye is kept on, as far as whoever keeps it may know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.telegram.shown_text import as_shown
from bot.telegram.standing.successor import successor
from index import Citation, Filters, QuestionError, Standing, parse_citation

if TYPE_CHECKING:
    from bot.telegram.library import Library
    from bot.telegram.state.keeps import Keep
    from index import StoredDocument

_EVERYTHING = Filters()


class Fate(StrEnum):
    """What has become of a sentence."""

    STANDS = "stands"
    """Its words stand in its briefing, there or elsewhere in it: nothing is said."""
    MOVED = "moved"
    """Its words stand in another briefing only."""
    CHANGED = "changed"
    """Another sentence of its briefing has taken its place."""
    GONE = "gone"
    """Nothing like it stands in its briefing any more, or that is no longer there."""
    HIDDEN = "hidden"
    """Its briefing is not for whoever keeps it, or that can no longer be told: nothing is said."""
    OVER = "over"
    """It is gone, and whether its briefing was still for whoever keeps it is not known: nothing is said."""


@dataclass(frozen=True, slots=True)
class Became:
    """What has become of a sentence.

    Attributes:
        fate: what.
        keep: what is kept from now on; as it was where it has ended.
    """

    fate: Fate
    keep: Keep


def bound_of(filters: Filters) -> str:
    """Return what stands for filters, the same for the same ones."""
    return repr(filters)


async def look_after(keep: Keep, filters: Filters, library: Library) -> Became:
    """Return what has become of a sentence among the briefings that pass.

    Raises:
        BriefbotError: the index cannot be read.
    """
    (check,) = await library.check((keep.citation,), filters)
    source = parse_citation(keep.citation).source
    there = check.now if check.standing is Standing.MOVED else None
    if check.standing is Standing.STANDS or (there is not None and there.source == source):
        citation = keep.citation if there is None else str(there)
        return Became(Fate.STANDS, _kept(keep, citation, keep.text, filters))
    moved = None if there is None else _kept(keep, str(there), keep.text, filters)
    document = await _document(source, filters, library)
    if document is None:
        return await _without_its_briefing(keep, moved, filters, library)
    found = await library.run(successor, keep.text, document.sentences)
    if found is not None:
        now = _kept(keep, str(Citation(source, found.span, document.digest)), found.reading, filters)
        return Became(Fate.STANDS if as_shown(found.reading) == as_shown(keep.text) else Fate.CHANGED, now)
    return Became(Fate.GONE, keep) if moved is None else Became(Fate.MOVED, moved)


async def _without_its_briefing(keep: Keep, moved: Keep | None, filters: Filters, library: Library) -> Became:
    """Return what has become of a sentence whose briefing is not among those that pass."""
    if await _document(parse_citation(keep.citation).source, _EVERYTHING, library) is not None:
        return Became(Fate.HIDDEN, replace(keep, bound=""))
    if moved is not None:
        return Became(Fate.MOVED, moved)
    # What it was marked as, nobody knows any more: by the same filters it was still to be seen.
    return Became(Fate.GONE if keep.bound == bound_of(filters) else Fate.OVER, keep)


async def _document(source: str, filters: Filters, library: Library) -> StoredDocument | None:
    try:
        return await library.document(source, filters)
    except QuestionError:
        return None


def _kept(keep: Keep, citation: str, text: str, filters: Filters) -> Keep:
    return replace(keep, citation=citation, text=text, bound=bound_of(filters))
