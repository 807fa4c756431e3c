"""What a cross-encoder reads: the sentence under its title and heading, and what it leans on."""

from __future__ import annotations

from dataclasses import replace

import pytest

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
    """Title and nearest heading come first, each closed; what stands by itself brings no neighbor."""
    assert pair_text(SENTENCE) == "Honey. What was agreed. The ban ends in May."


def test_heading_that_is_the_title_comes_once() -> None:
    """A note whose only heading is its title does not say it twice."""
    assert pair_text(replace(SENTENCE, heading="Honey")) == "Honey. The ban ends in May."


def test_sentence_without_title_or_heading_is_read_alone() -> None:
    """Nothing is put before it."""
    assert pair_text(replace(SENTENCE, title=None, heading=None)) == "The ban ends in May."


@pytest.mark.parametrize("reading", ["It ends in May.", "They agreed.", "This was new.", "However, it failed."])
def test_sentence_that_points_back_brings_the_one_before(reading: str) -> None:
    """What "it" means stands in the sentence before, in brackets behind."""
    assert pair_text(replace(SENTENCE, reading=reading)).endswith(f"{reading} (Both ministers signed.)")


@pytest.mark.parametrize("before", ["What happens in May?", "The two sides agreed:"])
def test_sentence_behind_a_question_or_a_lead_in_brings_it(before: str) -> None:
    """A bullet is read with its lead-in, an answer with its question."""
    assert pair_text(replace(SENTENCE, before=before)).endswith(f"The ban ends in May. ({before})")


@pytest.mark.parametrize("reading", ["Italy agreed.", "Theirs is a long story.", "Andorra signed."])
def test_word_that_only_begins_alike_points_nowhere(reading: str) -> None:
    """Italy is no "it"; only whole words count."""
    assert pair_text(replace(SENTENCE, reading=reading)).endswith(reading)


def test_first_sentence_of_a_note_brings_nothing() -> None:
    """Where nothing stands before, nothing is brought."""
    assert pair_text(replace(SENTENCE, reading="It ends.", before=None)) == "Honey. What was agreed. It ends."
