"""A preview is what it says, whatever stands in the document."""

from __future__ import annotations

import datetime as dt

from hostile import texts
from hypothesis import given
from hypothesis import strategies as st
from telegram_parser import parse_html

from bot.telegram.markup import MAX_ENTITIES, MAX_LENGTH
from bot.telegram.phrases import load_phrases
from bot.telegram.shown_text import as_shown, units
from bot.telegram.uploads.preview_message import render_preview
from index import DocumentSummary, Preview, Sentence, Span
from index.records import BlockKind

PHRASES = load_phrases()


def _sentence(reading: str) -> Sentence:
    return Sentence(0, Span(0, 1), reading, reading, 1, None, (), next(iter(BlockKind)))


def _preview(about: DocumentSummary, *readings: str) -> Preview:
    return Preview(about, tuple(map(_sentence, readings)), passes=True)


def test_it_says_what_would_be_published() -> None:
    """Path, sentences, title, date, marking, tags, notices, first sentences, and the question."""
    about = DocumentSummary("a/b.md", "Title", dt.date(2022, 5, 31), ("sea", "trade"), "SECRET", 12, ("a notice",))
    parsed = parse_html(render_preview(_preview(about, "One.", "Two."), PHRASES))
    assert parsed.text.splitlines() == [
        "a/b.md",
        "Sentences: 12, Title, 31 May 2022, SECRET",
        "sea, trade",
        "a notice",
        "One.",
        "Two.",
        "Publish it?",
    ]
    assert parsed.quotes == ("One.\nTwo.",)


def test_what_a_document_does_not_say_is_said() -> None:
    """That it has no date or marking is worth knowing before it is published."""
    about = DocumentSummary("b.md", None, None, (), None, 1, ())
    assert "Sentences: 1, no date, no marking\n" in render_preview(_preview(about, "One."), PHRASES)


def test_a_sentence_that_has_no_room_is_left_out_whole() -> None:
    """And what comes after it."""
    about = DocumentSummary("b.md", None, None, (), None, 3, ())
    long = "x" * (MAX_LENGTH - 50)
    assert parse_html(render_preview(_preview(about, "One.", long, "Three."), PHRASES)).quotes == ("One.",)
    assert parse_html(render_preview(_preview(about, long), PHRASES)).quotes == ()


def test_a_title_or_marking_without_an_end_is_cut() -> None:
    """What matters more has room."""
    about = DocumentSummary("b.md", "t" * 5000, None, ("tag",) * 2000, "m" * 5000, 3, ("notice",) * 2000)
    text = parse_html(render_preview(_preview(about, "One."), PHRASES)).text
    assert f"{'t' * 200}…, no date, {'m' * 200}…" in text
    assert units(text) < 2000
    assert text.endswith("One.\nPublish it?")


_abouts = st.builds(
    DocumentSummary,
    texts.map(lambda text: f"{as_shown(text)[:200]}.md"),
    st.none() | texts | st.text(min_size=900),
    st.none() | st.dates(),
    st.lists(texts, max_size=9).map(tuple),
    st.none() | texts,
    st.integers(1, 10**6),
    st.lists(texts, max_size=50).map(tuple),
)


@given(_abouts, st.lists(texts | st.text(min_size=3000), max_size=3))
def test_it_can_be_sent_whatever_stands_in_it(about: DocumentSummary, readings: list[str]) -> None:
    """Telegram takes it, and shows sentences as they are."""
    parsed = parse_html(render_preview(_preview(about, *readings), PHRASES))
    assert units(parsed.text) <= MAX_LENGTH
    assert len(parsed.kinds) <= MAX_ENTITIES
    assert parsed.text.endswith("Publish it?")
    shown = [as_shown(reading) for reading in readings if as_shown(reading)]
    quoted = parsed.quotes[0].split("\n") if parsed.quotes else []
    assert quoted == shown[: len(quoted)]
