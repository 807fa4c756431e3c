"""Paragraphs of plain text: runs of lines between blank lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.lines import split_lines, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.records import Span

QUOTE_MARKER = r"[ \t]*(?:>[ \t]?)+"
_QUOTE = re.compile(QUOTE_MARKER)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of lines that are not blank, and are all quoted (`> ...`) or all not.

    Attributes:
        lines: the lines, trimmed of white space and quote markers; at least one.
        quoted: whether they stood behind quote markers.
    """

    lines: tuple[Span, ...]
    quoted: bool


def paragraphs_of(text: str, start: int) -> Iterator[Paragraph]:
    """Yield the paragraphs of `text` from the line at `start` on; a line of quote markers alone is blank."""
    lines: list[Span] = []
    quoted = False
    for line in split_lines(text, start):
        marker = _QUOTE.match(text, line.start, line.end)
        words = trimmed(text, marker.end() if marker else line.start, line.end)
        if lines and (words.start == words.end or bool(marker) is not quoted):
            yield Paragraph(tuple(lines), quoted)
            lines = []
        if words.start < words.end:
            lines.append(words)
            quoted = bool(marker)
    if lines:
        yield Paragraph(tuple(lines), quoted)
