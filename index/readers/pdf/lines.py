"""From the rows of a region to lines of text."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from index.readers.pdf.characters import SOFT_HYPHEN
from index.readers.pdf.markers import marker_in
from index.readers.pdf.shapes import Line, Run, Style, Table, Word, around

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.readers.pdf.columns import Region

_WIDE = 1.8
"""White space that is more than a space between words, in sizes of the font."""
_TOUCHING = 0.12
_RAISED = 0.18
_SMALLER = 0.85
_LONGEST_MARK = 3


def lines_of(region: Region) -> Iterator[Line | Table]:
    """Yield the lines and the tables of a region, from top to bottom."""
    column = (region.box.left, region.box.right)
    for row in region.rows:
        words = [one for one in row if isinstance(one, Word)]
        yield from (one for one in row if isinstance(one, Table))
        if words:
            yield _line(words, column)


def run_of(words: Sequence[Word]) -> Run:
    """Return words as one run, a space between them."""
    return _joined(words, [" "] * len(words))


def _line(words: Sequence[Word], column: tuple[float, float]) -> Line:
    largest = max(words, key=lambda word: (word.style.size, len(word.text)))
    size = _usual_size(words)
    spaces, gaps, raised = [""], [], []
    length = 0
    for place, word in enumerate(words):
        if place:
            before = words[place - 1]
            gap = word.box.left - before.box.right
            is_mark = _is_raised(word, largest) or _is_raised(before, largest)
            spaces.append("" if is_mark and gap < _TOUCHING * size else " ")
            if gap > _WIDE * size and not (place == 1 and marker_in(f"{before.text} {word.text}")):
                gaps.append(length)
            length += len(spaces[-1])
        if _is_raised(word, largest) and len(word.text) <= _LONGEST_MARK:
            raised.append((length, length + len(word.text)))
        length += len(word.text)
    return Line(
        run=_joined(words, spaces),
        box=around([word.box for word in words]),
        baseline=largest.baseline,
        style=Style(size, all(word.style.bold for word in words if not _is_raised(word, largest))),
        column=column,
        gaps=tuple(gaps),
        raised=tuple(raised),
    )


def _joined(words: Sequence[Word], spaces: Sequence[str]) -> Run:
    """Return words with what stands before each of them; a hyphen that is not at the end was meant to be seen."""
    pieces: list[str] = []
    numbers = array("i")
    for place, word in enumerate(words):
        space = spaces[place] if place else ""
        pieces.append(f"{space}{word.text}")
        numbers.extend([-1] * len(space))
        numbers.extend(word.numbers)
    text = "".join(pieces)
    return Run(text[:-1].replace(SOFT_HYPHEN, "-") + text[-1:], numbers)


def _usual_size(words: Sequence[Word]) -> float:
    """Return the size of most of the characters."""
    shares: dict[float, int] = {}
    for word in words:
        shares[word.style.size] = shares.get(word.style.size, 0) + len(word.text)
    return max(shares, key=lambda size: (shares[size], size))


def _is_raised(word: Word, largest: Word) -> bool:
    rise = word.baseline - largest.baseline
    return rise > _RAISED * largest.style.size and word.style.size <= _SMALLER * largest.style.size
