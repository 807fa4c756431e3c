"""What would become of a file, told before it is put among the briefings."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import ReadingError
from index.filter import passes
from index.readers import read_all
from index.reports import DocumentSummary
from index.scan import is_utf8, too_large
from index.segment import segment

if TYPE_CHECKING:
    from pathlib import Path

    from index.classifications import Classifications
    from index.records import Document, Filters, Sentence
    from index.scan import ScanRules

MOST_SHOWN = 3
"""How many of the first sentences come with a preview."""
_LONGEST_NAME = 255
"""Bytes of a file's or folder's name that every common file system takes."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A briefing as the index would hold it.

    Attributes:
        summary: title, date, tags, classification, number of sentences (those of files inside it too) and notices.
        beginning: its first sentences, MOST_SHOWN at most.
        passes: whether it, and every file inside it, would be among the documents that filters let through.
    """

    summary: DocumentSummary
    beginning: tuple[Sentence, ...]
    passes: bool


@dataclass(frozen=True, slots=True)
class Bounds:
    """Which documents a preview is held against.

    Attributes:
        filters: what a document has to be.
        classifications: the markings that ceilings are held against.
    """

    filters: Filters
    classifications: Classifications


def preview(folder: Path, rules: ScanRules, source: str, content: bytes, bounds: Bounds) -> Preview:
    """Return what a sync would make of a file; nothing is written, and nothing that stands there is opened.

    Args:
        folder: the briefings folder, which need not be there.
        rules: which files a sync reads.
        source: the path that it would have in the folder, with forward slashes.
        content: the whole file.
        bounds: which documents would be let through.

    Raises:
        ReadingError: a sync would not read it; the message says why.
        SettingsError: a ceiling is none of the markings.
    """
    if objection := _objection(folder, rules, source) or too_large(len(content), rules):
        raise ReadingError(f"{source!r} would not be read: {objection}", "")
    documents = read_all(source, content)
    sentences = tuple(sentence for document in documents for sentence in segment(document))
    through = all(
        passes(_summary(document, len(sentences)), bounds.filters, bounds.classifications) for document in documents
    )
    return Preview(_summary(documents[0], len(sentences)), sentences[:MOST_SHOWN], through)


def _summary(document: Document, sentences: int) -> DocumentSummary:
    about = document.metadata
    return DocumentSummary(
        document.source,
        about.title,
        about.date,
        about.tags,
        about.classification,
        sentences,
        document.notices,
        about.author,
        about.date_origin,
    )


def _objection(folder: Path, rules: ScanRules, source: str) -> str | None:
    """Return why a sync does not look at what has this name, or None."""
    if "\0" in source or not is_utf8(source):
        return "its name is not UTF-8, or holds a null byte"
    parts = source.split("/")
    if any(part in ("", ".", "..") or os.sep in part for part in parts):
        return "that is no path inside the briefings folder"
    if any(part.startswith(".") for part in parts):
        return "a name that begins with a dot is hidden"
    if any(len(part.encode()) > _LONGEST_NAME for part in parts):
        return "its name is too long"
    return _misplaced(folder.resolve(), rules, folder.joinpath(*parts).parent.resolve())


def _misplaced(folder: Path, rules: ScanRules, place: Path) -> str | None:
    """Return why a sync does not look into a folder, links in its path followed, or None."""
    if not place.is_relative_to(folder):
        return "that is outside the briefings folder"
    if rules.index_folder is not None and place.is_relative_to(rules.index_folder.resolve()):
        return "the index is kept there"
    return None
