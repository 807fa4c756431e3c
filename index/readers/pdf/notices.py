"""What a person should know of how a PDF was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.readers.pdf.shapes import Page

_MOST_RANGES = 10


def notices_of(pages: Sequence[Page], count: int) -> tuple[str, ...]:
    """Return which pages have no text though something is drawn on them, and whether some were not read.

    Args:
        pages: those that were read.
        count: how many there are.
    """
    without = [number for number, page in enumerate(pages, 1) if page.has_something and not page.items]
    notices = []
    if without and len(without) == len(pages):
        notices.append("no text on any page: it may be scanned")
    elif without:
        notices.append(f"no text on {_named(_ranges(without))}")
    if count > len(pages):
        notices.append(f"only the first {len(pages):,} of its {count:,} pages were read")
    return tuple(notices)


def _ranges(numbers: Sequence[int]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ranges


def _named(ranges: Sequence[tuple[int, int]]) -> str:
    """Return ranges as words: "page 4", "pages 3 to 9", "pages 3 to 9, 12"."""
    words = [str(first) if first == last else f"{first} to {last}" for first, last in ranges[:_MOST_RANGES]]
    rest = ranges[_MOST_RANGES:]
    more = f" and {sum(last - first + 1 for first, last in rest)} more" if rest else ""
    one = len(ranges) == 1 and ranges[0][0] == ranges[0][1]
    return f"{'page' if one else 'pages'} {', '.join(words)}{more}"
