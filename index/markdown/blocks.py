"""From the tokens of a Markdown text to its title and its blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.headings import HeadingPath
from index.lines import trimmed
from index.markdown.html import html_words
from index.markdown.parse import parse
from index.markdown.place import Placer
from index.paragraphs import Paragraph
from index.pieces import pieces_of
from index.plain_headings import title_of
from index.reading import fold, words_of
from index.records import Block, BlockKind, Span
from index.rows import cells_of, row_span
from index.text_file import Outline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token

    from index.readers.base import Mark

_CONTAINERS = {"blockquote_open": BlockKind.QUOTE, "list_item_open": BlockKind.ITEM}
_CONTAINER_ENDS = ("blockquote_close", "list_item_close")
_CONTAINER_MARKERS = re.compile(r"(?:[ \t>]|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$))*")
_QUOTE_MARKERS = re.compile(r"[ \t>]*")
_SENTENCE_END = re.compile(r"[.;,][)\"'”\u2019]*\Z")
_WORD = re.compile(r"\w")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=[^\s*_])(?:[^\s:*_]+[ \t]+){0,9}[^\s:*_]*[^\s:*_.!?;,](?:\1:?|:\1)")
_BOLD_LEVEL = 7
"""Deeper than every heading that is marked as one."""
_PIPE = re.compile(r"(?<!\\)\|")


def markdown_outline(text: str, start: int, marks: Callable[[Block], Sequence[Mark]]) -> Outline:
    """Return the title and the blocks of a Markdown text from offset `start` on.

    Args:
        text: the document's text.
        start: offset of the line where Markdown begins, behind the front matter.
        marks: finds the markup inside a block, which headings are read without.
    """
    tokens, seen = parse(text[start:])
    return _Walk(text, start, seen, marks).walk(tokens)


class _Walk:
    """One walk over the tokens of a document, from top to bottom."""

    def __init__(self, text: str, start: int, seen: str, marks: Callable[[Block], Sequence[Mark]]) -> None:
        self._text = text
        self._marks = marks
        self._placer = Placer(text, start, seen)
        self._title: str | None = None
        self._blocks: list[Block] = []
        # What the walk is inside of: the kind of each open container, and the headings in force in it.
        self._kinds = [BlockKind.PARAGRAPH]
        self._headings = [HeadingPath()]

    def walk(self, tokens: Sequence[Token]) -> Outline:
        steps: dict[str, Callable[[Token, Token], None]] = {
            "heading_open": self._heading,
            "paragraph_open": self._paragraph,
            "table_open": self._table,
            "fence": self._code,
            "code_block": self._code,
            "html_block": self._html,
            "definition": self._definition,
            "blockquote_open": self._enter,
            "list_item_open": self._enter,
            "blockquote_close": self._leave,
            "list_item_close": self._leave,
        }
        for token, following in zip(tokens, [*tokens[1:], *tokens[-1:]], strict=True):
            if step := steps.get(token.type):
                step(token, following)
        return Outline(self._title, tuple(self._blocks))

    def _heading(self, token: Token, inline: Token) -> None:
        lines = list(self._placer.place(inline.content, _lines(token)[0]))
        if token.markup == "-" and self._is_ruled_prose(lines):
            self._add_pieces(lines)
            return
        if token.markup.startswith("#"):
            lines = [self._placer.find(inline.content, _lines(token)[0])]
        words = self._reading(Span(lines[0].start, lines[-1].end)) if inline.content else ""
        level = int(token.tag.removeprefix("h"))
        self._headings[-1].enter(level, words)
        if level == 1 and len(self._kinds) == 1:
            self._title = self._title or words or None

    def _is_ruled_prose(self, lines: Sequence[Span]) -> bool:
        """Return whether what counts as a heading is prose above a rule, its blank line forgotten."""
        return len(lines) > 1 or bool(_SENTENCE_END.search(self._text, lines[-1].start, lines[-1].end))

    def _paragraph(self, token: Token, inline: Token) -> None:
        lines = list(self._placer.place(inline.content, _lines(token)[0]))
        level = self._unmarked_level(lines)
        if level is None:
            self._add_pieces(lines)
            return
        words = self._reading(lines[0])
        self._headings[-1].enter(level, words.removesuffix(":"))
        if level == 1:
            self._title = words

    def _unmarked_level(self, lines: Sequence[Span]) -> int | None:
        """Return the level of the heading that a paragraph is without the markup of one, or None.

        That is a title line at the very top, and a few words in bold that stand alone.
        """
        if len(lines) != 1 or len(self._kinds) > 1 or not _WORD.search(self._text, lines[0].end):
            return None
        first = not self._blocks and not self._headings[-1].path
        if first and title_of(self._text, Paragraph(tuple(lines), quoted=False)):
            return 1
        return _BOLD_LEVEL if _BOLD_LINE.fullmatch(self._text, lines[0].start, lines[0].end) else None

    def _add_pieces(self, lines: Sequence[Span]) -> None:
        for piece in pieces_of(self._text, lines, self._kinds[-1]):
            self._add(piece.kind, piece.span)

    def _add(self, kind: BlockKind, span: Span, heads: tuple[str, ...] = ()) -> None:
        self._blocks.append(Block(kind, span, self._headings[-1].path, heads))

    def _reading(self, span: Span) -> str:
        return fold(words_of(self._text, span, self._marks(Block(BlockKind.PARAGRAPH, span))).text)

    def _code(self, token: Token, _: Token) -> None:
        first = _lines(token)[0] + (1 if token.type == "fence" else 0)
        for line in self._placer.place(token.content, first):
            span = trimmed(self._text, line.start, line.end)
            if span.start < span.end:
                self._add(BlockKind.CODE, span)

    def _html(self, token: Token, _: Token) -> None:
        lines = list(self._placer.place(token.content, _lines(token)[0]))
        for span in html_words(self._text, lines[0].start, lines[-1].end):
            self._add(self._kinds[-1], span)

    def _definition(self, token: Token, _: Token) -> None:
        """Keep the words of a footnote; CommonMark takes one of a single word for the target of a link."""
        first, last = _lines(token)
        lines = [Span(*self._edges(number, _CONTAINER_MARKERS)) for number in range(first, last)]
        if self._text.startswith("[^", lines[0].start):
            self._add_pieces(lines)

    def _table(self, token: Token, _: Token) -> None:
        first, last = _lines(token)
        header = row_span(self._text, *self._edges(first, _CONTAINER_MARKERS))
        heads = tuple(self._reading(cell) for cell in cells_of(self._text, header))
        for number in range(first + 2, last):
            start, end = self._edges(number, _QUOTE_MARKERS)
            row = row_span(self._text, start, end)
            if row.start == row.end:
                continue
            if len(heads) > 1 and not _PIPE.search(self._text, start, end):
                self._add(self._kinds[-1], row)  # prose right below a table, its blank line forgotten
            else:
                self._add(BlockKind.ROW, row, heads)

    def _edges(self, number: int, markers: re.Pattern[str]) -> tuple[int, int]:
        """Return the start and end of a line of the document, what `markers` match at its start left out."""
        line = self._placer.line(number)
        found = markers.match(self._text, line.start, line.end)
        return (found.end() if found else line.start), line.end

    def _enter(self, token: Token, following: Token) -> None:
        kind = _CONTAINERS[token.type]
        self._kinds.append(kind)
        self._headings.append(self._headings[-1].branch())
        if following.type in _CONTAINER_ENDS:
            self._add_dropped(*_lines(token))

    def _add_dropped(self, first: int, last: int) -> None:
        """Keep the words of a container that the parser left empty: none, or nested too deep for it."""
        for number in range(first, last):
            start, end = self._edges(number, _CONTAINER_MARKERS)
            if any(map(str.isalnum, self._text[start:end])):
                self._add_pieces([Span(start, end)])

    def _leave(self, _token: Token, _: Token) -> None:
        self._kinds.pop()
        self._headings.pop()


def _lines(token: Token) -> tuple[int, int]:
    """Return the first line of a token and the line behind its last one."""
    first, last = token.map or (0, 0)
    return first, last
