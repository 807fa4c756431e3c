"""What stands on every page and is no part of the text: running heads, feet, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

from index.readers.pdf.shapes import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.readers.pdf.shapes import Page

_DEEPEST = 4
"""How many rows from the top or the foot of a page are looked at."""
_SAME_PLACE_PT = 6.0
_FEWEST_PAGES = 3
_LONGEST = 200
_LONGEST_HEAD = 100
_MOST_HEADS = 6
_IS_WORDS = re.compile(r"[^\W\d_]{2}")
_PAGE_NUMBER = re.compile(r"^\d{1,3}\s+|\s+\d{1,3}$")
_NUMBERED_SHARE = 0.3
_NUMBER = re.compile(r"\d{1,4}|\b[ivxlc]{1,6}\b")
_ONLY_A_NUMBER = re.compile(r"(?:page|p\.)\s*#(?:\s*(?:of|/)\s*#)?|[-–—]\s*#\s*[-–—]|#\s*/\s*#", re.IGNORECASE)

Key = tuple[bool, str]


@dataclass(frozen=True, slots=True)
class Cleared:
    """The pages of a document without what stands on every one of them.

    Attributes:
        pages: the pages.
        heads: the words that were taken out, but for numbers of pages, each once; and those in capitals at a page's
            ends, as a marking is (`IN-CONFIDENCE`), first of all.
    """

    pages: tuple[Page, ...]
    heads: tuple[str, ...]


def clear(pages: Sequence[Page]) -> Cleared:
    """Return pages without the rows at their ends that are there on others too, but for the numbers in them."""
    edges = [(list(_edge(page, from_top=True)), list(_edge(page, from_top=False))) for page in pages]
    usual = _usual(edges)
    fewest = min(_FEWEST_PAGES, max(len(pages), 2))
    numbered = _numbered(edges)
    taken_out: dict[str, None] = {}
    cleared: list[Page] = []
    for number, (page, ends) in enumerate(zip(pages, edges, strict=True)):
        out: list[Line] = []
        for is_top, rows in zip((True, False), ends, strict=True):
            begun = 1 if any((is_top, offset) in numbered for offset in _offsets(rows, number)) else 0
            kept = _leading(rows[begun:], is_top, usual, fewest)
            out += [line for row in (*rows[:begun], *kept) for line in row]
        taken_out.update(dict.fromkeys(line.text for line in out))
        ids = {id(line) for line in out}
        cleared.append(replace(page, items=tuple(item for item in page.items if id(item) not in ids)))
    capitals = (line.text for ends in edges for rows in ends for row in rows[:1] for line in row)
    return Cleared(tuple(cleared), _heads((one for one in capitals if one.isupper()), taken_out))


def _heads(capitals: Iterable[str], taken_out: Iterable[str]) -> tuple[str, ...]:
    """Return which words of pages' ends are kept."""
    told: dict[str, None] = {}
    for line in (*capitals, *taken_out):
        words = _PAGE_NUMBER.sub("", line)
        if len(words) <= _LONGEST_HEAD and _IS_WORDS.search(words) and not _ONLY_A_NUMBER.fullmatch(_form(line)):
            told[words] = None
    return tuple(told)[:_MOST_HEADS]


def _edge(page: Page, *, from_top: bool) -> Iterator[list[Line]]:
    """Yield the outermost rows of a page, the outermost first."""
    lines = [item for item in page.items if isinstance(item, Line)]
    lines.sort(key=lambda line: line.baseline, reverse=from_top)
    for place, (_, row) in enumerate(groupby(lines, key=lambda line: round(line.baseline / 3))):
        if place == _DEEPEST:
            return
        yield list(row)


def _numbered(edges: Sequence[tuple[list[list[Line]], list[list[Line]]]]) -> set[tuple[bool, int]]:
    """Return by how much the numbers at the ends of pages' first and last rows are above the pages' own places.

    One that many pages have in common shows that those rows are running heads or feet, whatever else they say.
    """
    counts: Counter[tuple[bool, int]] = Counter()
    for number, ends in enumerate(edges):
        for is_top, rows in zip((True, False), ends, strict=True):
            counts.update((is_top, offset) for offset in _offsets(rows, number))
    fewest = max(_FEWEST_PAGES, _NUMBERED_SHARE * len(edges))
    return {key for key, count in counts.items() if count >= fewest}


def _offsets(rows: Sequence[list[Line]], number: int) -> set[int]:
    """Return by how much the numbers at the ends of the first of these rows are above a page's place."""
    words = " ".join(line.text for line in rows[0]).split() if rows else []
    if not words or sum(map(len, words)) > _LONGEST:
        return set()
    return {int(word) - number for word in (words[0], words[-1]) if word.isdecimal() and len(word) <= len("9999")}


def _usual(edges: Sequence[tuple[list[list[Line]], list[list[Line]]]]) -> dict[Key, list[float]]:
    """Return the heights at which each line stands near the ends of pages."""
    places: dict[Key, list[float]] = {}
    for top, foot in edges:
        for is_top, rows in ((True, top), (False, foot)):
            for row in rows:
                for line in row:
                    places.setdefault((is_top, _form(line.text)), []).append(line.baseline)
    return places


def _leading(
    rows: Sequence[list[Line]], is_top: bool, usual: dict[Key, list[float]], fewest: int
) -> Iterator[list[Line]]:
    """Yield the outermost rows as long as each is one that stands on other pages too."""
    for row in rows:
        if not all(_is_usual(line, usual.get((is_top, _form(line.text)), []), fewest) for line in row):
            return
        yield row


def _is_usual(line: Line, heights: Sequence[float], fewest: int) -> bool:
    form = _form(line.text)
    if _ONLY_A_NUMBER.fullmatch(form):
        return True
    if len(line.text) > _LONGEST or len(heights) < fewest:
        return False
    middle = median(heights)
    near = sum(abs(height - middle) <= _SAME_PLACE_PT for height in heights)
    return near >= fewest and abs(line.baseline - middle) <= _SAME_PLACE_PT


def _form(text: str) -> str:
    """Return words with each number that may be a page's made one and the same."""
    return _NUMBER.sub("#", text).strip()
