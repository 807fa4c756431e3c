"""Passages hold every sentence once, under one heading, in even parts."""

from __future__ import annotations

import pytest

from index.group import group
from index.records import BlockKind, Passage, Sentence, Span


def sentence(ordinal: int, words: int, heading: tuple[str, ...] = ()) -> Sentence:
    """Return a sentence of so many words."""
    reading = " ".join([f"s{ordinal}", *["word"] * (words - 1)])
    return Sentence(ordinal, Span(ordinal, ordinal + 1), "x", reading, 1, None, heading, BlockKind.PARAGRAPH)


def sizes(lengths: list[int], most: int) -> list[list[int]]:
    """Return the lengths of the sentences of each passage."""
    sentences = [sentence(ordinal, words) for ordinal, words in enumerate(lengths)]
    return [lengths[passage.first : passage.last + 1] for passage in group(sentences, most)]


def test_no_sentences_make_no_passages() -> None:
    """An empty document has none."""
    assert group(()) == ()


def test_a_passage_never_crosses_a_heading() -> None:
    """The same heading further down begins another passage."""
    run = [sentence(0, 3, ("A",)), sentence(1, 3, ("A",)), sentence(2, 3, ("A", "B")), sentence(3, 3, ("A",))]
    assert group(run) == (
        Passage(0, 0, 1, "s0 word word s1 word word"),
        Passage(1, 2, 2, "s2 word word"),
        Passage(2, 3, 3, "s3 word word"),
    )


@pytest.mark.parametrize(
    ("lengths", "most", "parts"),
    [
        ([50, 50], 120, [[50, 50]]),
        ([60, 60], 120, [[60, 60]]),
        ([60, 61], 120, [[60], [61]]),
        ([25] * 5, 120, [[25] * 3, [25] * 2]),
        ([10] * 13, 120, [[10] * 7, [10] * 6]),
        ([200, 5], 120, [[200], [5]]),
        ([5, 200, 5], 120, [[5], [200], [5]]),
        ([7], 1, [[7]]),
    ],
)
def test_passages_are_as_long_as_allowed_and_even(lengths: list[int], most: int, parts: list[list[int]]) -> None:
    """The fewest parts, none too long unless one sentence is, and no short rest; of two ways, the longer part first."""
    assert sizes(lengths, most) == parts


def test_the_default_is_120_words() -> None:
    """Two sentences of 60 stay together, of 61 do not."""
    assert len(group([sentence(0, 60), sentence(1, 60)])) == 1
    assert len(group([sentence(0, 60), sentence(1, 61)])) == 2
