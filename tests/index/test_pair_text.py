"""What a cross-encoder reads: the sentence under its title and heading, and the one before it."""

from __future__ import annotations

from dataclasses import replace

from index.pair_text import pair_text
from index.records import Citation, Span
from index.snapshot import Placed

SENTENCE = Placed(
    id=1,
    text="The ban ends in May.",
    reading="The ban ends in May.",
    citation=Citation("honey.md", Span(0, 20), "00"),
    ordinal=3,
    line=None,
    page=None,
    title="Honey",
    heading="What was agreed",
    date=None,
    before="Both ministers signed.",
    after=None,
)


def test_sentence_stands_under_its_title_and_heading() -> None:
    """Title and nearest heading come first, each closed, and the sentence before it last, in brackets."""
    assert pair_text(SENTENCE) == "Honey. What was agreed. The ban ends in May. (Both ministers signed.)"


def test_heading_that_is_the_title_comes_once() -> None:
    """A note whose only heading is its title does not say it twice."""
    assert pair_text(replace(SENTENCE, heading="Honey", before=None)) == "Honey. The ban ends in May."


def test_sentence_without_title_or_heading_is_read_alone() -> None:
    """Nothing is put before it, and nothing behind where it is the first of its note."""
    assert pair_text(replace(SENTENCE, title=None, heading=None, before=None)) == "The ban ends in May."
