"""What a chat is told of the sentences that it asked to have an eye kept on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.markup import LINE_END, SPACE, bold, code, joined, quote, words
from bot.telegram.standing.difference import mark_difference
from bot.telegram.standing.fate import Fate
from index import parse_citation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.telegram.markup import Markup
    from bot.telegram.phrases import Phrases
    from bot.telegram.standing.fate import Became
    from bot.telegram.state.keeps import Keep

_BLANK_LINE = LINE_END + LINE_END


@dataclass(frozen=True, slots=True)
class KeepMessage:
    """One message of several sentences.

    Attributes:
        html: what is sent.
        told: what it tells of.
    """

    html: str
    told: tuple[Became, ...]


def render_keeps(told: Sequence[tuple[Keep, Became]], phrases: Phrases) -> tuple[KeepMessage, ...]:
    """Return what is said of sentences that changed, moved to another briefing or went, in as few messages as hold it.

    Args:
        told: the sentences as they were kept, each with what has become of it.
        phrases: the words of the interface.
    """
    messages: list[tuple[Markup, list[Became]]] = []
    for keep, one in told:
        piece = _piece(keep, one, phrases)
        if messages and (longer := joined((messages[-1][0], piece), _BLANK_LINE)).fits:
            messages[-1] = (longer, [*messages[-1][1], one])
        else:
            messages.append((piece, [one]))
    return tuple(KeepMessage(markup.html, tuple(of)) for markup, of in messages)


def _piece(before: Keep, one: Became, phrases: Phrases) -> Markup:
    """Return what is said of one sentence; where a message does not hold it whole, without its words."""
    if one.fate is Fate.CHANGED:
        head = _head(phrases.say("keep.changed"), before)
        old, new = mark_difference(before.text, one.keep.text)
        return _first_that_fits(
            _texts(head, old, new, one.keep, phrases),
            _texts(head, words(before.text), words(one.keep.text), one.keep, phrases),
            joined((head, _place(one.keep)), LINE_END),
        )
    if one.fate is Fate.MOVED:
        head = _head(phrases.say("keep.moved"), one.keep)
        whole = joined((head, quote(words(before.text)), _place(one.keep)), LINE_END)
        return _first_that_fits(whole, joined((head, _place(one.keep)), LINE_END))
    head = _head(phrases.say("keep.gone"), before)
    return _first_that_fits(joined((head, quote(words(before.text))), LINE_END), head)


def _texts(head: Markup, old: Markup, new: Markup, keep: Keep, phrases: Phrases) -> Markup:
    was, now = words(phrases.say("keep.was")), words(phrases.say("keep.now"))
    return joined((head, was, quote(old), now, quote(new), _place(keep)), LINE_END)


def _first_that_fits(*pieces: Markup) -> Markup:
    return next((piece for piece in pieces if piece.fits), pieces[-1])


def _place(keep: Keep) -> Markup:
    return code(keep.citation)


def _head(said: str, keep: Keep) -> Markup:
    """Return what is said, and of which briefing: as code, for Telegram makes a link of a name that ends in `.md`."""
    return joined((bold(said), code(parse_citation(keep.citation).source)), SPACE)
