"""What stands before the words of a list item."""

from __future__ import annotations

import re

_BULLET = re.compile(r"[•◦‣▪▫■□●○◆◇►▶➢➤✓✔·*–—\u2212-](?=\s)\s*")
_NUMBER = re.compile(r"(?:\(?(?:\d{1,3}|[a-z]|[ivxl]{1,5})\)|\d{1,2}\.|[a-zA-Z]\.)\s+(?=\S)")


def marker_in(text: str) -> int:
    """Return how many characters of a line are the bullet or the number of a list item, 0 where it begins none."""
    found = _BULLET.match(text) or _NUMBER.match(text)
    return found.end() if found and found.end() < len(text) else 0
