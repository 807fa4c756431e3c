"""A sentence among those around it, as they stand in a briefing now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.markup import LINE_END, NOTHING, Markup, italic, joined, quote, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Citation, Sentence, StoredDocument

_DIGEST_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A run of sentences of a briefing.

    Attributes:
        sentences: in order.
        main: the place among them of the one that it is about; None where it is about all.
    """

    sentences: tuple[Sentence, ...]
    main: int | None


def excerpt(document: StoredDocument, citation: Citation, reach: int) -> Excerpt | None:
    """Return a cited sentence with up to `reach` before and after it under one heading.

    None where the briefing has changed, so that the citation no longer stands.
    """
    if document.digest[:_DIGEST_LENGTH] != citation.digest[:_DIGEST_LENGTH]:
        return None
    places = [place for place, sentence in enumerate(document.sentences) if sentence.span == citation.span]
    if not places:
        return None
    main = places[0]
    low = _edge(document.sentences, main, -1, reach)
    high = _edge(document.sentences, main, +1, reach)
    return Excerpt(document.sentences[low : high + 1], main - low)


def opening(document: StoredDocument, most: int) -> Excerpt:
    """Return the first sentences of a briefing."""
    return Excerpt(document.sentences[:most], None)


def render_excerpt(document: StoredDocument, shown: Excerpt, place: Markup) -> Markup:
    """Return an excerpt as a quote under its place; as many sentences around the main one as a message holds."""
    while True:
        piece = joined((place, quote(_lines(document, shown))), LINE_END)
        if piece.fits or len(shown.sentences) <= 1:
            return piece if piece.fits else place if place.fits else words("…")
        shown = _shorter(shown)


def _lines(document: StoredDocument, shown: Excerpt) -> Markup:
    if not shown.sentences:  # a briefing of headings alone
        return NOTHING
    first = shown.sentences[0].ordinal
    before = words("…") if shown.main is not None and first else NOTHING
    more = words("…") if shown.sentences[-1].ordinal + 1 < len(document.sentences) else NOTHING
    pieces = [
        words(sentence.reading) if shown.main in (None, place) else italic(sentence.reading)
        for place, sentence in enumerate(shown.sentences)
    ]
    return joined((before, *pieces, more), LINE_END)


def _shorter(shown: Excerpt) -> Excerpt:
    """Return an excerpt without its outermost sentence, from the side with more of them."""
    last = len(shown.sentences) - 1
    if shown.main is None or shown.main <= last - shown.main:
        return Excerpt(shown.sentences[:-1], shown.main)
    return Excerpt(shown.sentences[1:], shown.main - 1)


def _edge(sentences: Sequence[Sentence], main: int, step: int, reach: int) -> int:
    place = main
    while (
        abs(place + step - main) <= reach
        and 0 <= place + step < len(sentences)
        and sentences[place + step].heading == sentences[main].heading
    ):
        place += step
    return place
