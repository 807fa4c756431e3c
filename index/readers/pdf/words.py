"""From glyphs to words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.readers.pdf.shapes import Word, around

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.readers.pdf.shapes import Glyph

_GAP = 0.18
"""White space between two glyphs that parts words, in sizes of the font; a space is 0.2 or more, kerning less."""
_SEEN_GAP = 0.07
"""The same where a space was found: PDFium makes up some where none is seen."""
_BACK = 1.2
"""How far a glyph may begin before the end of the one before it: the letters of a ligature all fill its box."""
_RISE = 0.15
"""How far a glyph may stand above or below the one before it in the same word, in sizes of the font."""


def words_of(glyphs: Sequence[Glyph]) -> list[Word]:
    """Return the words that glyphs make, in the order of the glyphs."""
    return [_word(run) for run in _runs(glyphs)]


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and _parts(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _parts(before: Glyph, glyph: Glyph) -> bool:
    size = max(before.style.size, glyph.style.size)
    gap = glyph.box.left - before.box.right
    return (
        gap > (_SEEN_GAP if glyph.apart else _GAP) * size
        or gap < -_BACK * size
        or abs(glyph.baseline - before.baseline) > _RISE * size
    )


def _word(run: list[Glyph]) -> Word:
    largest, style = run[0], run[0].style
    if any(glyph.style is not style for glyph in run):
        largest = max(run, key=lambda glyph: glyph.style.size)
        style = largest.style._replace(bold=all(glyph.style.bold for glyph in run))
    return Word(
        text="".join([glyph.text for glyph in run]),
        box=around([glyph.box for glyph in run]),
        baseline=largest.baseline,
        style=style,
        numbers=tuple([glyph.number for glyph in run for _ in glyph.text]),
    )
