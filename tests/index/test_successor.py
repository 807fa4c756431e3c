"""What took a sentence's place is told by words, or by what stood around it; otherwise nobody guesses."""

from __future__ import annotations

import pytest

from index.successor import Stood, between_neighbors, nearest_in_words

WAS = "The ferry leaves Port Ellery at nine."


@pytest.mark.parametrize(
    ("now", "place"),
    [
        (["Other words.", "The ferry leaves Port Ellery at ten.", "The ferry is late."], 1),
        (["The new ferry leaves Port Ellery at noon.", "The ferry leaves Port Ellery at noon."], 1),
        (["The ferry leaves Port Ellery at ten.", "The ferry leaves Port Ellery at two."], 0),
        (["the FERRY leaves port ellery at nine."], 0),
        (["The ferry was sold.", "Nine boats leave at one.", ""], None),
        ([], None),
    ],
)
def test_the_nearest_in_words_is_found(now: list[str], place: int | None) -> None:
    """The first of several; none where less than half of the words are common."""
    assert nearest_in_words(WAS, now) == place


def test_half_of_the_words_are_enough_and_less_is_not() -> None:
    """The bound itself still passes."""
    assert nearest_in_words("a b c d", ["a b x y"]) == 0
    assert nearest_in_words("a b c d e", ["a b x y z"]) is None


def stood(words: str) -> list[Stood]:
    """Return a document of one sentence a letter."""
    return [Stood(10 * place, 10 * place + 9, letter.encode()) for place, letter in enumerate(words)]


@pytest.mark.parametrize(
    ("was", "at", "now", "place"),
    [
        ("abcde", 2, "abXde", 2),
        ("abcde", 2, "NabXde", 3),
        ("abcde", 1, "aXYde", 1),
        ("abcde", 1, "aXYZe", 1),
        ("abcde", 2, "aXYe", None),
        ("abcde", 3, "aXYe", 2),
        ("abcde", 1, "aXYe", 1),
        ("abcde", 2, "abde", None),
        ("abc", 1, "XYZW", None),
        ("abc", 1, "XYZ", None),
        ("a", 0, "X", 0),
        ("a", 0, "XY", None),
    ],
)
def test_what_stands_between_the_same_neighbors_is_the_successor(
    was: str, at: int, now: str, place: int | None
) -> None:
    """One for one, or next to a neighbor that still stands; what was only deleted has none."""
    found = between_neighbors(stood(was), (10 * at, 10 * at + 9), [letter.encode() for letter in now])
    assert found == place


def test_a_span_that_was_no_sentence_has_no_successor() -> None:
    """A part of one, or a version that nobody knows."""
    assert between_neighbors(stood("abc"), (10, 15), [b"a", b"X", b"c"]) is None
    assert between_neighbors([], (10, 19), [b"a"]) is None


def test_of_two_that_are_as_like_the_first_is_taken() -> None:
    """Also where the second has all the words, in another order."""
    assert nearest_in_words("a b c d", ["a b c x", "a b d c"]) == 0
