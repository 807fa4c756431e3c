"""Where one word ends and another begins, by what is seen on the page."""

from __future__ import annotations

import pytest

from index.readers.pdf.characters import SOFT_HYPHEN, meant_by
from index.readers.pdf.shapes import Box, Glyph, Style
from index.readers.pdf.words import words_of

TEN = Style(10.0, bold=False)


def glyph(text: str, left: float, right: float, *, apart: bool = False, baseline: float = 0.0) -> Glyph:
    """Return a glyph of a font of ten points."""
    return Glyph(text, 0, Box(left, baseline - 2, right, baseline + 8), baseline, TEN, apart)


@pytest.mark.parametrize(
    ("gap", "apart", "words"),
    [
        (0.0, False, ["ab"]),
        (1.0, False, ["ab"]),
        (2.5, False, ["a", "b"]),
        (0.0, True, ["ab"]),
        (1.0, True, ["a", "b"]),
        (2.5, True, ["a", "b"]),
        (-5.0, False, ["ab"]),
        (-50.0, False, ["a", "b"]),
    ],
)
def test_white_space_parts_words_where_it_is_seen(gap: float, apart: bool, words: list[str]) -> None:
    """A space that PDFium makes up where there is none does not; one that was set narrow does."""
    found = words_of([glyph("a", 0, 5), glyph("b", 5 + gap, 10 + gap, apart=apart)])
    assert [word.text for word in found] == words


def test_another_baseline_parts_words() -> None:
    """As a raised number's."""
    assert len(words_of([glyph("a", 0, 5), glyph("1", 5, 8, baseline=4.0)])) == 2


def test_a_word_knows_the_glyph_of_each_character() -> None:
    """Both letters of a ligature have its own."""
    first, second = glyph("ffi", 0, 9)._replace(number=7), glyph("x", 9, 14)._replace(number=8)
    (word,) = words_of([first, second])
    assert (word.text, word.numbers, word.box) == ("ffix", (7, 7, 7, 8), Box(0, -2, 14, 8))


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        (ord("a"), "a"), (ord("é"), "é"), (0x20, None), (0xA0, None), (0x0D, None), (0x2009, None), (0, ""),
        (0xFB03, "ffi"), (0xFB01, "fi"), (0x02, SOFT_HYPHEN), (0xAD, SOFT_HYPHEN), (0xF0B7, "•"), (0xFFFD, ""),
        (0xD800, ""), (0x200B, ""), (0x1D11E, "𝄞"), (0x110000, ""),
    ],
)  # fmt: skip
def test_characters_are_what_they_mean(code: int, meant: str | None) -> None:
    """Ligatures are letters, what cannot be written is nothing, white space is told from it."""
    assert meant_by(code) == meant
