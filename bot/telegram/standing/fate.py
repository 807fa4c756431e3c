"""What has become of a sentence that an eye is kept on, as far as whoever keeps it may know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from index import Filters, QuestionError, Standing, parse_citation

if TYPE_CHECKING:
    from bot.telegram.library import Library
    from bot.telegram.state.keeps import Keep
    from index import Citation, CitationCheck


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
    source = parse_citation(keep.citation).source
    # Its own briefing alone first: a copy elsewhere must not hide what has become of it there.
    own = await _check(keep, Filters(sources=(source,), also=(filters,)), library)
    if _stands_in(source, own):
        return Became(Fate.STANDS, _kept(keep, str(own.now or keep.citation), keep.text, filters))
    if own.standing is Standing.CHANGED and own.now is not None:
        return await _changed(keep, own.now, filters, library)
    anywhere = await _check(keep, filters, library)
    if anywhere.standing is Standing.GONE:
        return await _gone(keep, filters, library)
    if anywhere.standing is Standing.CHANGED or anywhere.now is None:
        return Became(Fate.GONE, keep)
    if own.standing is Standing.GONE and await _is_there(source, library):
        return _hidden(keep)
    return Became(Fate.MOVED, _kept(keep, str(anywhere.now), keep.text, filters))


def _stands_in(source: str, check: CitationCheck) -> bool:
    """Return whether words stand in a briefing, where they did or elsewhere in it."""
    moved = check.standing is Standing.MOVED and check.now is not None and check.now.source == source
    return moved or check.stands


async def _check(keep: Keep, filters: Filters, library: Library) -> CitationCheck:
    (check,) = await library.check((keep.citation,), filters, was=keep.text)
    return check


async def _changed(keep: Keep, now: Citation, filters: Filters, library: Library) -> Became:
    """Return that a sentence has changed into the one at a place, as a person reads that."""
    try:
        document = await library.document(now.source, filters)
    except QuestionError:  # gone a moment later: the news of that are on their way
        return Became(Fate.STANDS, keep)
    reading = next((sentence.reading for sentence in document.sentences if sentence.span == now.span), None)
    if reading is None or document.digest != now.digest:
        return Became(Fate.STANDS, keep)
    return Became(Fate.CHANGED, _kept(keep, str(now), reading, filters))


async def _gone(keep: Keep, filters: Filters, library: Library) -> Became:
    """Return that a sentence is gone, as far as it may be told: what it was marked as, nobody knows any more."""
    if await _is_there(parse_citation(keep.citation).source, library):
        return _hidden(keep)
    # By the same filters it was still to be seen.
    return Became(Fate.GONE if keep.bound == bound_of(filters) else Fate.OVER, keep)


async def _is_there(source: str, library: Library) -> bool:
    """Return whether there is a briefing, for whomever."""
    try:
        await library.document(source, Filters())
    except QuestionError:
        return False
    return True


def _hidden(keep: Keep) -> Became:
    return Became(Fate.HIDDEN, replace(keep, bound=""))


def _kept(keep: Keep, citation: str, text: str, filters: Filters) -> Keep:
    return replace(keep, citation=citation, text=text, bound=bound_of(filters))
