"""A sentence among those around it; what hostile text makes of it stands in tests/properties."""

from __future__ import annotations

import pytest
from telegram_parser import parse_html

from bot.telegram.excerpt import Excerpt, excerpt, opening, render_excerpt
from bot.telegram.markup import NOTHING, code
from index import Citation, DocumentSummary, Sentence, Span, StoredDocument

DIGEST = "ab" * 32
PLACE = code("a.md")


def note(*readings: str, heading: tuple[str, ...] = ("One",)) -> StoredDocument:
    """Return a briefing of sentences under one heading."""
    sentences = tuple(
        Sentence(place, Span(place, place + 1), reading, reading, place, None, heading, "body")
        for place, reading in enumerate(readings)
    )
    return StoredDocument(DocumentSummary("a.md", None, None, (), None, len(sentences), ()), "", DIGEST, sentences)


def lines(document: StoredDocument, shown: Excerpt) -> list[str]:
    """Return the lines of the quote of an excerpt."""
    quotes = parse_html(render_excerpt(document, shown, PLACE).html).quotes
    return quotes[0].split("\n") if quotes else []


def found(document: StoredDocument, main: int, reach: int) -> Excerpt:
    """Return the excerpt around a sentence, which is there."""
    shown = excerpt(document, Citation("a.md", Span(main, main + 1), DIGEST[:8]), reach)
    assert shown is not None
    return shown


@pytest.mark.parametrize(
    ("main", "expected"),
    [
        (0, ["A.", "B.", "C.", "…"]),
        (1, ["A.", "B.", "C.", "D.", "…"]),
        (3, ["…", "B.", "C.", "D.", "E.", "F."]),
        (5, ["…", "D.", "E.", "F."]),
    ],
)
def test_two_before_and_two_after(main: int, expected: list[str]) -> None:
    """A line says where something is left out."""
    document = note("A.", "B.", "C.", "D.", "E.", "F.")
    assert lines(document, found(document, main, 2)) == expected


def test_it_ends_where_the_heading_ends() -> None:
    """What stands under another is about something else."""
    first, second = note("A.", "B."), note("C.", "D.", heading=("Two",))
    moved = tuple(
        Sentence(place, Span(place, place + 1), one.text, one.reading, place, None, one.heading, one.kind)
        for place, one in enumerate((*first.sentences, *second.sentences))
    )
    document = StoredDocument(first.summary, "", DIGEST, moved)
    assert lines(document, found(document, 1, 2)) == ["A.", "B.", "…"]
    assert lines(document, found(document, 2, 2)) == ["…", "C.", "D."]


def test_what_does_not_fit_goes_from_the_side_that_has_more() -> None:
    """Whole sentences, and never the one that it is about."""
    document = note("a" * 1500, "b" * 1500, "main", "c" * 1500, "d" * 1500)
    shown = lines(document, found(document, 2, 2))
    assert [line[:4] for line in shown] == ["…", "bbbb", "main", "cccc", "…"]
    long = note("a" * 10, "m" * 4085, "b" * 10)
    assert lines(long, found(long, 1, 2)) == ["…", "m" * 4085, "…"]


def test_a_sentence_that_no_message_holds_is_named_by_its_place() -> None:
    """It is not cut."""
    document = note("m" * 4096)
    assert render_excerpt(document, found(document, 0, 2), PLACE) == PLACE


def test_a_place_that_no_message_holds_is_left_out() -> None:
    """Something is sent all the same: Telegram takes no empty message."""
    document = note("m" * 4096)
    piece = render_excerpt(document, found(document, 0, 2), code("p" * 5000))
    assert piece.fits
    assert piece != NOTHING


def test_the_opening_is_in_no_italics() -> None:
    """It is about all of them."""
    document = note("A.", "B.", "C.")
    piece = render_excerpt(document, opening(document, 2), PLACE)
    assert "<i>" not in piece.html
    assert lines(document, opening(document, 2)) == ["A.", "B.", "…"]
