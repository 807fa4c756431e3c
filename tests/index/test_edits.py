"""How far two words are apart, and which slips people make."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.edits import is_one_slip, slips_between
from training.mistype import mistype

WORDS = st.text("abe", max_size=6)


def neighbors(word: str) -> set[str]:
    """Return every word that one letter more, less or replaced, or two swapped, makes of a word of a, b and e."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    less = {start + rest[1:] for start, rest in cuts if rest}
    swapped = {start + rest[1] + rest[0] + rest[2:] for start, rest in cuts if len(rest) > 1}
    replaced = {start + letter + rest[1:] for start, rest in cuts if rest for letter in "abe"}
    more = {start + letter + rest for start, rest in cuts for letter in "abe"}
    return (less | swapped | replaced | more) - {word}


@given(WORDS, WORDS)
def test_one_slip_makes_a_neighbor(word: str, other: str) -> None:
    """It is told of every pair as by trying all slips, and whichever word comes first."""
    assert is_one_slip(word, other) == (other in neighbors(word)) == is_one_slip(other, word)


@given(st.text("abcdefghij", min_size=5, max_size=12), st.integers(0, 2**32 - 1))
def test_every_slip_of_the_thumb_is_one(word: str, seed: int) -> None:
    """Whatever a measured slip does to a word, it counts as one, and as none where it changes nothing."""
    typed = mistype(word, np.random.default_rng(seed))
    assert slips_between(typed, word) == (typed != word)
    assert is_one_slip(typed, word) == (typed != word)


@given(WORDS)
def test_a_word_is_no_slip_of_itself(word: str) -> None:
    """The distance to itself is 0."""
    assert slips_between(word, word) == 0


@given(st.text("qwertzuiop", min_size=1), st.text("asdfgh", min_size=1))
def test_no_fewer_slips_than_letters_are_missing(typed: str, meant: str) -> None:
    """A letter that is missing is a slip."""
    assume(len(meant) > len(typed))
    assert slips_between(typed, meant) >= len(meant) - len(typed)


@pytest.mark.parametrize(
    ("typed", "meant", "slips"),
    [
        ("agreemnt", "agreement", 1),
        ("agreeement", "agreement", 1),
        ("argeement", "agreement", 1),
        ("agrement", "agreement", 1),
        ("argeemnt", "agreement", 2),
        ("agreemwnt", "agreement", 2),
        ("definately", "definitely", 2),
        ("tarrif", "tariff", 2),
        ("tarioff", "tariff", 2),
    ],
)
def test_slips_are_counted(typed: str, meant: str, slips: int) -> None:
    """Swapping, leaving out and doubling count once, a letter of a neighboring key or like sound twice."""
    assert slips_between(typed, meant) == slips


@pytest.mark.parametrize(
    ("typed", "meant"), [("positron", "position"), ("phage", "page"), ("broth", "both"), ("latex", "later")]
)
def test_what_nobody_slips_into_is_far(typed: str, meant: str) -> None:
    """A letter whose key and sound are far from the right one makes another word."""
    assert is_one_slip(typed, meant)
    assert slips_between(typed, meant) > 2
