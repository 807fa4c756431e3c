"""The words between the tags of an HTML block in Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.lines import trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.records import Span

# What parts two stretches of words: comments, declarations, scripts and styles whole, every tag that makes a block,
# and a blank line. Other tags (emphasis, links) stay in the stretch, as they may stand in any paragraph.
_PARTING = re.compile(
    r"""
    <!--.*?(?:-->|\Z)
    | <\?.*?(?:\?>|\Z)
    | <!\[CDATA\[ | \]\]>
    | <![a-z][^>]*>
    | <(?P<name>script|style)\b.*?(?:</(?P=name)\s*>|\Z)
    | </?(?!(?:a|abbr|b|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var)
        [\s>/])[a-z][a-z0-9-]*(?:\s[^<>]*)?/?>
    | (?:\r\n?|\n)[ \t>]*(?=[\r\n])
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_QUOTE_MARKERS = re.compile(r"[\s>]*")


def html_words(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the stretches of words in the HTML block `[start, end)` of `text`, in order, trimmed."""
    for parting in _PARTING.finditer(text, start, end):
        yield from _stretch(text, start, parting.start())
        start = parting.end()
    yield from _stretch(text, start, end)


def _stretch(text: str, start: int, end: int) -> Iterator[Span]:
    marker = _QUOTE_MARKERS.match(text, start, end)
    span = trimmed(text, marker.end() if marker else start, end)
    if any(map(str.isalnum, text[span.start : span.end])):
        yield span
