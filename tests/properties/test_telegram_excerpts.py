"""Whatever stands in a note, its excerpts are shown whole, in order and as they are, or not at all."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from hostile import texts
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram_parser import parse_html, parsed_as_meant

from bot.telegram.access import Place, Role
from bot.telegram.asker import Asker
from bot.telegram.excerpt import Excerpt, excerpt, opening, render_excerpt
from bot.telegram.handlers.context import ShowContext
from bot.telegram.handlers.source import Sender
from bot.telegram.markup import MAX_ENTITIES, MAX_LENGTH, code
from bot.telegram.phrases import load_phrases
from bot.telegram.shown_text import as_shown, units
from bot.telegram.state.quotes import Quote
from index import Citation, DocumentSummary, Filters, Sentence, Span, StoredDocument

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKS = ["<b>", "</blockquote>", "&lt;", "<a href='tg://user?id=1'>", "\u0301", "\U0001f1f3\U0001f1ff", "```"]
marked = st.lists(texts | st.sampled_from(_MARKS), max_size=6).map("".join)
long = st.integers(1_000, 5_000).map(lambda length: "word " * (length // 5))
readings = st.lists(marked | long, min_size=1, max_size=30)
ASKER = Asker(7, 7, Place.PRIVATE, Role.OWNER, Filters(), load_phrases(), 3, neighbors=False)
DIGEST = "ab" * 32


def document(
    given_readings: Sequence[str], source: str = "a.md", title: str = "", marking: str | None = None
) -> StoredDocument:
    """Return a document of sentences, the first third of them under one heading and the others under another."""
    sentences = tuple(
        Sentence(
            place,
            Span(place, place + 1),
            reading,
            reading,
            place,
            None,
            (f"h{place * 3 // len(given_readings)}",),
            "body",
        )
        for place, reading in enumerate(given_readings)
    )
    summary = DocumentSummary(source, title, None, (), marking, len(sentences), ())
    return StoredDocument(summary, " ".join(given_readings), DIGEST, sentences)


def shown_sentences(piece_html: str) -> list[str]:
    """Return the lines of the quotes of a message, but for those that say that something is left out."""
    lines = [line for quoted in parse_html(piece_html).quotes for line in quoted.splitlines()]
    return [line for line in lines if line != "…"]


@given(readings, st.data(), st.integers(0, 40))
def test_an_excerpt_is_whole_sentences_in_order(given_readings: list[str], data: st.DataObject, reach: int) -> None:
    """Around the cited one, which is among them wherever it fits a message itself."""
    note = document(given_readings)
    main = data.draw(st.integers(0, len(given_readings) - 1))
    found = excerpt(note, Citation("a.md", Span(main, main + 1), DIGEST), reach)
    assert found is not None
    assert found.main is not None
    assert found.sentences[found.main].ordinal == main
    assert {sentence.heading for sentence in found.sentences} == {note.sentences[main].heading}
    piece = render_excerpt(note, found, code("a.md"))
    assert piece.fits
    assert parsed_as_meant(piece)
    low, high = found.sentences[0].ordinal, found.sentences[-1].ordinal
    shown = shown_sentences(piece.html)
    windows = [
        [as_shown(reading) for reading in given_readings[first : last + 1] if as_shown(reading)]
        for first in range(low, main + 1)
        for last in range(main, high + 1)
    ]
    # What itself reads "…" cannot be told from what is left out.
    assert shown in [[line for line in window if line != "…"] for window in windows] or shown == []
    if units(as_shown(given_readings[main])) < MAX_LENGTH - 20:
        assert as_shown(given_readings[main]) in [*shown, "", "…"]


@given(readings, st.integers(1, 20))
def test_an_opening_is_the_first_sentences(given_readings: list[str], most: int) -> None:
    """As many as fit, none cut."""
    note = document(given_readings)
    piece = render_excerpt(note, opening(note, most), code("a.md"))
    assert parsed_as_meant(piece)
    shown = shown_sentences(piece.html)
    first = [line for line in map(as_shown, given_readings[:most]) if line not in {"", "…"}]
    assert shown == first[: len(shown)]


@given(marked, marked, marked | st.none(), st.integers(0, 6_000))
def test_what_a_note_says_of_itself_is_shown_as_words(
    source: str, title: str, marking: str | None, length: int
) -> None:
    """A path, a title and a marking may be anything, of any length; the message is one that Telegram takes."""
    note = document(["A sentence."], source or "a.md", title + "t" * length, marking)
    sent: list[str] = []

    class Spoken:
        message_id = 1

        async def reply_text(self, html: str, **_: object) -> None:
            sent.append(html)

    asyncio.run(Sender(None, None).send(Spoken(), note, Excerpt(note.sentences, None), ASKER))  # type: ignore[arg-type]
    (html,) = sent
    parsed = parse_html(html)
    assert 0 < units(parsed.text) <= MAX_LENGTH
    assert len(parsed.kinds) <= MAX_ENTITIES
    assert parsed.kinds.count("Code") <= 1
    assert set(parsed.kinds) <= {"Code", "BlockQuote", "ExpandableBlockQuote"}
    assert parsed.quotes in {("A sentence.",), ()}


@settings(max_examples=40)
@given(st.lists(readings, min_size=1, max_size=10), st.data())
def test_the_context_of_an_answer_is_one_message(notes: list[list[str]], data: st.DataObject) -> None:
    """However many sentences it has and however long they are."""
    documents = {f"{number}.md": document(given, f"{number}.md") for number, given in enumerate(notes)}

    class Shelf:
        async def document(self, source: str, _: Filters) -> StoredDocument:
            return documents[source]

    quotes = [
        Quote(f"{source}#{main}-{main + 1}@{DIGEST[:8]}", note.sentences[main].text)
        for source, note in documents.items()
        for main in [data.draw(st.integers(0, len(note.sentences) - 1))]
    ]
    show = ShowContext(Shelf(), None)  # type: ignore[arg-type]
    around = [asyncio.run(show._around(quote, ASKER)) for quote in quotes]
    assert all(piece.fits and parsed_as_meant(piece) for piece in around)


def test_a_note_without_sentences_is_sent_by_its_name() -> None:
    """One that has headings alone, say."""
    note = StoredDocument(DocumentSummary("a.md", "A", None, (), None, 0, ()), "# A", DIGEST, ())
    piece = render_excerpt(note, opening(note, 12), code("a.md"))
    assert parse_html(piece.html).text == "a.md"


def test_a_citation_that_no_longer_stands_has_no_excerpt() -> None:
    """The note has another text, or no sentence there."""
    note = document(["One.", "Two.", "Three."])
    assert excerpt(note, Citation("a.md", Span(0, 1), "cd" * 32), 2) is None
    assert excerpt(note, Citation("a.md", Span(0, 2), DIGEST), 2) is None
    assert excerpt(note, Citation("a.md", Span(1, 2), DIGEST[:8]), 2) == Excerpt(note.sentences[1:2], 0)
