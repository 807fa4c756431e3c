"""The body of a mail: what its writer wrote, and what is quoted from earlier mails."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.paragraphs import paragraphs_of
from index.records import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.readers.composing import Composer

_ORIGINAL = re.compile(
    r"[-_ ]{3,}\s*(?:original message|forwarded message|original appointment)\s*[-_ ]{3,}", re.IGNORECASE
)
_WROTE = re.compile(
    r"(?:on\b.{5,200}\bwrote|.{5,200}\bwrote|am\b.{5,200}\bschrieb.{0,100}|le\b.{5,200}\ba écrit)\s*:", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?<=[^\s<>])<(?:https?://|mailto:)[^<>\s]{1,4000}>")
"""What mail programs put behind a link's words where they make plain text of HTML."""
_HEAD = re.compile(r"\*?from:\*?\s.*", re.IGNORECASE)
_HEAD_LINE = re.compile(r"\*?(?:sent|date|to|subject):\*?(?:\s|$)", re.IGNORECASE)


def compose_plain(composer: Composer, body: str) -> None:
    """Add a plain body: lines behind `>` and all below the head of an earlier mail are quotes."""
    quoting = False
    body = _ADDRESS.sub("", body.replace("\x00", ""))
    for paragraph in paragraphs_of(body, 0):
        lines = [body[line.start : line.end] for line in paragraph.lines]
        quoting = quoting or begins_quote(lines)
        quoted = quoting or paragraph.quoted or is_attribution(lines)
        composer.text("\n".join(lines), BlockKind.QUOTE if quoted else BlockKind.PARAGRAPH)


def compose_html(composer: Composer, source: str, body: str) -> None:
    """Add an HTML body, its layout tables taken apart; what mail programs mark as quoted is a quote."""
    from index.readers.html.tree import html_tree
    from index.readers.html.walk import walk

    tree = html_tree(source, body)
    quoting = _Quoting()
    walk(composer, tree, quoting.kind)


class _Quoting:
    """Tells what a paragraph of an HTML body is: from the head of an earlier mail on, all is quoted."""

    def __init__(self) -> None:
        self._quoting = False

    def kind(self, words: str, kind: BlockKind) -> BlockKind:
        lines = [line.strip() for line in words.split("\n") if line.strip()]
        self._quoting = self._quoting or begins_quote(lines)
        return BlockKind.QUOTE if self._quoting or is_attribution(lines) else kind


def begins_quote(lines: Sequence[str]) -> bool:
    """Return whether a paragraph is the head that mail programs put above a whole earlier mail."""
    if not lines:
        return False
    headed = bool(_HEAD.match(lines[0])) and any(_HEAD_LINE.match(line) for line in lines[1:])
    return headed or bool(_ORIGINAL.fullmatch(lines[0]))


def is_attribution(lines: Sequence[str]) -> bool:
    """Return whether a paragraph only says who wrote what is quoted below it ("On 2 May Jane wrote:")."""
    return len(lines) <= 3 and bool(_WROTE.fullmatch(" ".join(lines)[:500]))  # noqa: PLR2004 - it may be wrapped twice
