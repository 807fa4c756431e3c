"""How a document is marked, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sanitize import sanitize

if TYPE_CHECKING:
    from index import DocumentSummary


def marked(summary: DocumentSummary) -> str:
    """Return the marking that counts and where it stands, as "SECRET (front matter)"; empty for none."""
    marking, origin = sanitize(summary.classification or ""), summary.classification_origin
    return f"{marking} ({origin.value})" if marking and origin else marking
