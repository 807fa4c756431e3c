"""Where one paragraph ends and another begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.readers.pdf.characters import SOFT_HYPHEN
from index.readers.pdf.markers import marker_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.readers.pdf.measure import Measure
    from index.readers.pdf.shapes import Line

_ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’)\]]*$")
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡§])[.)]?\s+(?=\S)")
_SMALLER = 0.93
_MUCH_LOWER = 1.3
_INDENT = 0.7
_DEEPEST_INDENT = 6.0
_OTHER_SIZE = 0.6
_SHORT = 0.6
_NOT_FULL = 0.8
_FULL = 0.9


def paragraphs_in(lines: Iterable[Line], measure: Measure) -> Iterator[list[Line]]:
    """Yield lines by paragraphs, list items, headings and rows."""
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and _begins_anew(paragraph, line, measure):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def note_mark_of(line: Line, measure: Measure) -> int:
    """Return how many characters of a line are the number or the sign of a footnote, 0 where it begins none."""
    if not is_small(line, measure):
        return 0
    if line.raised and line.raised[0][0] == 0:
        end = line.raised[0][1]
        return end if end < len(line.text) else 0
    found = _NOTE.match(line.text)
    return found.end() if found else 0


def is_small(line: Line, measure: Measure) -> bool:
    """Return whether a line is set smaller than the running text."""
    return line.style.size <= _SMALLER * measure.style.size


def goes_on(before: Line, line: Line) -> bool:
    """Return whether a sentence goes on from the last line of one column or page to the first of the next."""
    if abs(before.style.size - line.style.size) > _OTHER_SIZE or before.style.bold != line.style.bold:
        return False
    if marker_in(line.text) or line.gaps or _ENDS_SENTENCE.search(before.text):
        return False
    if before.text.endswith(("-", SOFT_HYPHEN)) or line.text[0].islower():
        return True
    return _filled(before) >= _FULL


def _begins_anew(paragraph: Sequence[Line], line: Line, measure: Measure) -> bool:
    before = paragraph[-1]
    drop = before.baseline - line.baseline
    leading = measure.leading if line.style.size <= measure.style.size + _OTHER_SIZE else min(measure.leading, 1.25)
    if before.column != line.column or drop <= 0 or drop > _MUCH_LOWER * leading * line.style.size:
        return True
    if _is_cut(before) and line.text[0].islower():
        return False
    if _is_set_otherwise(before, line) or before.gaps or line.gaps:
        return True
    if marker_in(line.text) or note_mark_of(line, measure):
        return True
    return _is_indented(paragraph, line) or _stops_short(before, line)


def _is_set_otherwise(before: Line, line: Line) -> bool:
    return abs(before.style.size - line.style.size) > _OTHER_SIZE or before.style.bold != line.style.bold


def _is_cut(line: Line) -> bool:
    """Return whether a line ends within a word."""
    return line.text.endswith(("-", SOFT_HYPHEN)) and line.text[-2:-1].isalpha()


def _is_indented(paragraph: Sequence[Line], line: Line) -> bool:
    size = line.style.size
    base = paragraph[-1].box.left
    if marker_in(paragraph[0].text) and len(paragraph) == 1:
        # The second line of an item hangs; one that goes back behind its bullet is none of it.
        return line.box.left < base - _INDENT * size
    indent = line.box.left - base
    return _INDENT * size < indent < _DEEPEST_INDENT * size or (len(paragraph) > 1 and indent < -_INDENT * size)


def _stops_short(before: Line, line: Line) -> bool:
    """Return whether a line ends so early that the words after it could have stood in it."""
    filled = _filled(before)
    if line.text[0].islower() or before.text.endswith(("-", SOFT_HYPHEN, ",")):
        return False
    return filled < _SHORT or (filled < _NOT_FULL and bool(_ENDS_SENTENCE.search(before.text)))


def _filled(line: Line) -> float:
    left, right = line.column
    return (line.box.right - left) / max(right - left, 1.0)
