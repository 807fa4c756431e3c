"""The tree of a web page, parsed as browsers do and within bounds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.errors import ReadingError

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_CHARACTERS = 1 << 25
"""Of the page with its markup: 32 million."""
MAX_TAGS = 2_000_000
# Pictures that a page was saved with: none of their bytes is a word, and the parser takes no value of ten megabytes.
_EMBEDDED = re.compile(r"data:[\w/+.;=-]{0,100},[A-Za-z0-9+/=%]{100,}")


def html_tree(source: str, text: str) -> _Element:
    """Return the root of a page; an empty page has an empty body.

    libxml2's parser for HTML knows no entities but HTML's own and fetches nothing.

    Raises:
        ReadingError: the page is too large, or its elements are nested more than 256 deep.
    """
    from lxml import etree

    if len(text) > MAX_CHARACTERS or text.count("<") > MAX_TAGS:
        raise ReadingError(f"{source} is a page too large to be read", "split it")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, recover=True
    )
    content = _EMBEDDED.sub("data:,", text).encode("utf-8", "replace").replace(b"\x00", b"")
    root = etree.fromstring(content, parser) if content.strip() else None
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise ReadingError(f"{source} is nested too deep, or holds too long a stretch of words", "save it anew")
    return etree.fromstring(b"<html><body></body></html>", parser) if root is None else root
