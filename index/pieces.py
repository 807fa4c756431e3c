"""From the lines of one paragraph to the blocks it holds: list items, labelled lines, quotes and plain prose.

A paragraph here is a run of lines that are not blank. Most are one block; this module finds the places where a new
block begins inside one. It is conservative: a mark that may as well be part of a hard-wrapped sentence ("5. " or "- "
at the start of a line) opens an item only where no sentence can be running.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.lines import trimmed
from index.records import BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_WRAPPED_LINE = 250
"""Nobody wraps text by hand at more characters than this: lines beyond it are whole paragraphs."""

# As in CommonMark, a bullet or the first number of a list may stand right below a line of prose, a later one may not.
_FIRST_MARKER = re.compile(r"(?:[-*+•◦▪▫‣●○■□➢]|\(?(?:1|[aAiI])\)|1\.|\[\^[^\]\s]+\]:)[ \t]+(?=\S)")
_MARKER = re.compile(
    r"(?:[-*+•◦▪▫‣●○■□➢\u2013\u2014]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})\)|\d{1,3}\.|\[\^[^\]\s]+\]:)[ \t]+(?=\S)"
)
_TASK = re.compile(r"\[[ xX]\][ \t]+(?=\S)")
_LABEL = re.compile(r"(?:\*\*|__)?[A-Z][\w /&'\u2019()-]{0,30}(?::(?:\*\*|__)?|(?:\*\*|__):)[ \t]+\S")
_RULE = re.compile(r"[-=*_~+#•·.\u2013\u2014| \t]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph that sentences do not cross, trimmed and without its own markup."""

    kind: BlockKind
    span: Span


def pieces_of(text: str, lines: Sequence[Span], kind: BlockKind = BlockKind.PARAGRAPH) -> list[Piece]:
    """Return the blocks that a paragraph holds, in order; lines that are only drawn rules belong to none.

    Args:
        text: the document's text.
        lines: the paragraph's lines, none of them blank.
        kind: what the paragraph as a whole is.
    """
    alone = _stand_alone(text, lines)
    pieces: list[Piece] = []
    running: Piece | None = None
    for line in (trimmed(text, line.start, line.end) for line in lines):
        ruled = _RULE.fullmatch(text, line.start, line.end)
        begun = None if ruled else _begin(text, line, running, kind)
        if running and (begun or alone or ruled):
            pieces.append(running)
            running = None
        if begun:
            running = begun
        elif running:
            running = Piece(running.kind, Span(running.span.start, line.end))
        elif not ruled:
            running = Piece(kind, line)
    return [*pieces, running] if running else pieces


def is_label(text: str, line: Span) -> bool:
    """Return whether a line reads `Key: value` or `**Key:** value`, with a short key that begins with a capital."""
    return _LABEL.match(text, line.start, line.end) is not None


def is_item(text: str, line: Span) -> bool:
    """Return whether a line begins with a list marker."""
    return _MARKER.match(text, line.start, line.end) is not None


def _begin(text: str, line: Span, running: Piece | None, kind: BlockKind) -> Piece | None:
    """Return the item that begins at `line`, or None where none does."""
    markers = _FIRST_MARKER if running and running.kind is not BlockKind.ITEM else _MARKER
    found = markers.match(text, line.start, line.end)
    start = found.end() if found else line.start
    if found or (running is None and kind is BlockKind.ITEM):
        task = _TASK.match(text, start, line.end)
        return Piece(BlockKind.ITEM, Span(task.end() if task else start, line.end))
    return None


def _stand_alone(text: str, lines: Sequence[Span]) -> bool:
    """Return whether each line is a block of its own: labelled lines ("Present: ..."), or text that is not wrapped."""
    if len(lines) == 1:
        return False
    wrapped = all(line.end - line.start <= LONGEST_WRAPPED_LINE for line in lines)
    return not wrapped or all(is_label(text, line) for line in lines)
