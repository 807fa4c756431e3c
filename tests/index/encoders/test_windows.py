"""A text that is too long for a model is cut into windows, and no word of it is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.encoders.windows import cut_windows
from index.records import Span

OVERHEAD = 2


def count(text: str) -> int:
    """Return the tokens of a text: two special ones, and one for every four characters of a word."""
    return OVERHEAD + sum(-(-len(word) // 4) for word in text.split())


@given(st.text("ab \n", max_size=300), st.integers(OVERHEAD + 1, 40))
def test_windows_cover_the_text_and_fit(text: str, limit: int) -> None:
    """Each begins where the one before it ends, and none has more tokens than the model reads."""
    windows = cut_windows(text, limit, count)
    assert "".join(text[window.start : window.end] for window in windows) == text
    assert all(count(text[window.start : window.end]) <= limit for window in windows)


def test_a_text_that_fits_is_one_window() -> None:
    """The empty text too."""
    assert cut_windows("some words", 4 + OVERHEAD, count) == [Span(0, 10)]
    assert cut_windows("", OVERHEAD, count) == [Span(0, 0)]


def test_words_are_not_cut_where_there_is_white_space() -> None:
    """Every border is at a space."""
    text = "four " * 100
    windows = cut_windows(text, 12, count)
    assert len(windows) > 5
    assert {text[window.start : window.end].strip() for window in windows} <= {
        " ".join(["four"] * n) for n in range(11)
    }


def test_windows_are_of_about_equal_length() -> None:
    """The last one is no remnant."""
    windows = cut_windows("four " * 100, 12, count)
    lengths = [window.end - window.start for window in windows]
    assert min(lengths) > max(lengths) / 2


def test_a_text_without_white_space_is_cut_within() -> None:
    """Otherwise most of it would be lost."""
    windows = cut_windows("x" * 100, 5 + OVERHEAD, count)
    assert windows[-1].end == 100
    assert all(count("x" * (window.end - window.start)) <= 5 + OVERHEAD for window in windows)


def test_a_single_character_is_never_cut() -> None:
    """However many tokens it has."""
    assert cut_windows("ab", 1, lambda text: 9 * len(text)) == [Span(0, 1), Span(1, 2)]
