"""Web pages saved as one file (`.mht`, `.mhtml`): a mail whose first web page is what was saved.

Its pictures and styles are left out, frames too: each is a page of its own.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from index.errors import ReadingError
from index.readers.damage import translated
from index.readers.mail.eml import mail_in, parts_of, words_of

if TYPE_CHECKING:
    from index.readers.extracted import Extracted

_FORM = "a saved web page"


def extract(source: str, content: bytes) -> Extracted:
    """Return what a saved web page holds; see `Extractor`."""
    from index.readers import html

    with translated(source, _FORM):
        parts = parts_of(source, mail_in(source, content, _FORM))
        page = next((part for part in parts if part.get_content_type() == "text/html"), None)
        if page is None:
            raise ReadingError(f"{source} is not {_FORM}: it holds none", "save it anew")
        words = words_of(page)
    return html.extract(source, codecs.BOM_UTF8 + words.encode("utf-8", "replace"))
