"""markdown-it-py, set up to find blocks and nothing else. No other module knows it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_NESTING = 100
"""How deep quotes and lists may stand in each other. The parser recurses, and drops what is deeper."""

# White space to Python but not to CommonMark: in the parser's hands it would be trimmed here and kept there.
_FOREIGN_SPACE = re.compile(r"[\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_STAND_IN = "\ufffd"
_BLANK_LINE = re.compile(r"(?:^|(?<=[\r\n]))[^\S\r\n]+(?=[\r\n]|\Z)")


def parse(text: str) -> tuple[Sequence[Token], str]:
    """Return the block tokens of a Markdown text, and the text as the parser saw it.

    The latter has the same length and the same lines; only white space that is neither space, tab nor line end is
    replaced: by a space in a line that is blank to a person, elsewhere by a character that is not white space.
    """
    if _FOREIGN_SPACE.search(text):
        text = _BLANK_LINE.sub(lambda blank: " " * len(blank[0]), text)
        text = _FOREIGN_SPACE.sub(_STAND_IN, text)
    return _parser().parse(text), text


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING, "inline_definitions": True})
    parser.enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser
