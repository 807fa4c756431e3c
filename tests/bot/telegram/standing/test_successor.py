"""A sentence that was rewritten is found again, and no other is taken for it."""

from __future__ import annotations

import pytest

from bot.telegram.standing.successor import successor
from index import Sentence, Span

FERRY = "The strait ferry leaves Port Ellery at nine in the morning."
OTHERS = (
    "The new strait ferry costs 48 million dollars.",
    "Inspectors from Calder will visit the honey sheds at Dunrobin in July.",
    "The crew of the patrol boat Kestrel has 22 sailors.",
)


def sentences(*readings: str) -> tuple[Sentence, ...]:
    """Return the sentences of a briefing."""
    from index.records import BlockKind

    return tuple(
        Sentence(place, Span(place, place + 1), reading, reading, 1, None, (), BlockKind.PARAGRAPH)
        for place, reading in enumerate(readings)
    )


@pytest.mark.parametrize(
    "rewritten",
    [
        "The strait ferry leaves Port Ellery at ten in the morning.",
        "From May the strait ferry leaves Port Ellery at nine in the morning.",
        "The strait ferry leaves Wexmouth at six in the evening.",
        "the strait ferry leaves port ellery, at nine, in the morning",
    ],
)
def test_a_rewritten_sentence_is_found_among_others(rewritten: str) -> None:
    """Wherever it stands now."""
    found = successor(FERRY, sentences(OTHERS[0], rewritten, *OTHERS[1:]))
    assert found is not None
    assert found.reading == rewritten


def test_a_sentence_that_was_taken_out_is_not_found() -> None:
    """That others are of the same ferry is not enough."""
    assert successor(FERRY, sentences(*OTHERS)) is None
    assert successor(FERRY, ()) is None


def test_the_nearest_of_several_is_taken() -> None:
    """By the words that they share, in their order."""
    near, nearer = "The ferry leaves Port Ellery at ten.", "The strait ferry leaves Port Ellery at ten in the morning."
    for order in ((near, nearer), (nearer, near)):
        found = successor(FERRY, sentences(*order))
        assert found is not None
        assert found.reading == nearer


def test_the_same_words_come_before_words_that_differ_in_marks_alone() -> None:
    """10,000 and 10.000 are the same words to a machine, and not to a person."""
    found = successor("It costs 10.000 dollars.", sentences("It costs 10,000 dollars.", "It  costs 10.000 dollars."))
    assert found is not None
    assert found.ordinal == 1


def test_half_of_the_words_in_order_is_enough() -> None:
    """Less is another sentence."""
    assert successor("one two three four", sentences("one two five six")) is not None
    assert successor("one two three four", sentences("one five six seven")) is None
    assert successor("one two three four", sentences("four three two one")) is None
