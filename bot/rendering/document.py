"""A document's text with line numbers, one span of it highlighted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from bot.rendering.layout import BLANK, CAUTION, Line
from bot.rendering.marking import marked
from bot.rendering.words import long_date
from bot.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index import DocumentSummary, Span, StoredDocument

CONTEXT_LINES = 5
_TAB = "    "
_MARK = ">"


def render_document(document: StoredDocument, at: Span | None) -> Iterator[Line]:
    """Yield a document's head and its numbered lines.

    Args:
        document: what is shown.
        at: what to highlight, in code points of the document's text: its lines are marked, and only they and
            CONTEXT_LINES before and after them are shown. None for the whole document.
    """
    yield from _head(document.summary)
    lines = _numbered(document.text)
    first, last = (1, len(lines)) if at is None else _lines_of(at, document.text)
    width = len(str(len(lines)))
    for number, start, words in lines:
        marked = at is not None and first <= number <= last
        if at is None or first - CONTEXT_LINES <= number <= last + CONTEXT_LINES:
            label = Text(f"{number:>{width}}{_MARK if marked else ' '}", style="" if marked else "dim")
            yield Line(_marked(words, start, at), width + 2, label)


def _lines_of(span: Span, text: str) -> tuple[int, int]:
    """Return the numbers of the first and the last line of a span."""
    first = text.count("\n", 0, span.start) + 1
    return first, first + text.count("\n", span.start, span.end - 1)


def _numbered(text: str) -> list[tuple[int, int, str]]:
    r"""Return each line's number, offset and words; a line ends at `\n` alone, as line numbers in citations do."""
    lines, start = [], 0
    for number, words in enumerate(text.removesuffix("\n").split("\n"), 1):
        lines.append((number, start, words))
        start += len(words) + 1
    return lines


def _marked(words: str, start: int, at: Span | None) -> Text:
    """Return a line that begins at offset `start` with its share of the span in reverse video."""
    if at is None:
        return Text(_clean(words))
    begin = min(max(at.start - start, 0), len(words))
    end = min(max(at.end - start, 0), len(words))
    text = Text(_clean(words[:begin]))
    return text.append(_clean(words[begin:end]), "reverse").append(_clean(words[end:]))


def _clean(words: str) -> str:
    return sanitize(words.removesuffix("\r").replace("\t", _TAB))


def _head(summary: DocumentSummary) -> Iterator[Line]:
    title = sanitize(summary.title) if summary.title else ""
    date = long_date(summary.date) if summary.date else ""
    author, marking = sanitize(summary.author or ""), marked(summary)
    about = ", ".join(part for part in (title, author, date, marking) if part)
    yield Line(Text(sanitize(summary.source), "bold cyan"))
    if about:
        yield Line(Text(about))
    for notice in summary.notices:
        yield Line(Text(sanitize(notice), CAUTION))
    yield BLANK
