"""What would become of a file, told before it is put among the briefings."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.chosen import IGNORE_FILE
from index.errors import ReadingError
from index.filter import marking_alone, passes
from index.readers import read_all
from index.reports import DocumentSummary
from index.scan import chosen_in, is_utf8, too_large
from index.segment import segment

if TYPE_CHECKING:
    from pathlib import Path

    from index.chosen import Chosen
    from index.classifications import Classifications
    from index.folders import Folders
    from index.records import Document, Filters, Marking, Sentence
    from index.scan_rules import ScanRules

MOST_SHOWN = 3
"""How many of the first sentences come with a preview."""
_LEFT_OUT = f"the patterns in the settings or in {IGNORE_FILE} leave it out"
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


def preview(folders: Folders, rules: ScanRules, source: str, content: bytes, bounds: Bounds) -> Preview:
    """Return what a sync would make of a file; nothing is written, and nothing that stands there is opened.

    Args:
        folders: the briefings folders, which need not be there.
        rules: which files a sync reads.
        source: the source that it would have, with forward slashes.
        content: the whole file.
        bounds: which documents would be let through.

    Raises:
        ReadingError: a sync would not read it; the message says why.
        SettingsError: a ceiling is none of the markings.
    """
    if objection := _objection(folders, rules, source) or too_large(len(content), rules):
        raise ReadingError(f"{source!r} would not be read: {objection}", "")
    documents = read_all(source, content)
    sentences = tuple(sentence for document in documents for sentence in segment(document))
    through = all(passes(document, bounds.filters, bounds.classifications) for document in documents)
    marking = marking_alone(documents[0], bounds.classifications)
    return Preview(_summary(documents[0], len(sentences), marking), sentences[:MOST_SHOWN], through)


def _summary(document: Document, sentences: int, marking: Marking | None) -> DocumentSummary:
    about = document.metadata
    return DocumentSummary(
        document.source,
        about.title,
        about.date,
        about.tags,
        marking.words if marking else None,
        sentences,
        document.notices,
        about.author,
        about.date_origin,
        marking.origin if marking else None,
    )


def _objection(folders: Folders, rules: ScanRules, source: str) -> str | None:
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
    found = folders.folder_of(source)
    if found is None:
        return "its first part is the name of none of the briefings folders"
    folder, inside = found
    misplaced = _misplaced(folder.resolve(), rules, (folder / inside).parent.resolve())
    return misplaced or _left_out(folder, rules, source.removesuffix(inside), inside)


def _left_out(folder: Path, rules: ScanRules, prefix: str, inside: str) -> str | None:
    """Return that patterns leave a file out, or None.

    Args:
        folder: the briefings folder.
        rules: which files a sync reads.
        prefix: what the sources of the folder's files begin with.
        inside: the file's path in the folder.
    """
    chosen = chosen_in(rules, prefix)
    *above, name = inside.split("/")
    try:
        for part in above:
            if chosen is None:
                break
            here = _obeying(chosen, folder, prefix)
            below = prefix + part
            chosen = here.entered(below) if here.has_folder(below) else None
            folder, prefix = folder / part, f"{below}/"
        if chosen is not None and _obeying(chosen, folder, prefix).has_file(prefix + name):
            return None
    except ReadingError as error:
        return f"what the {IGNORE_FILE} above it leaves out is not known: {error.what}"
    return _LEFT_OUT


def _obeying(chosen: Chosen, folder: Path, prefix: str) -> Chosen:
    """Return what is chosen in a folder, its ignore file read where it has one."""
    file = folder / IGNORE_FILE
    return chosen.with_ignore_file(file, prefix) if file.is_symlink() or file.exists() else chosen


def _misplaced(folder: Path, rules: ScanRules, place: Path) -> str | None:
    """Return why a sync does not look into a folder, links in its path followed, or None."""
    if not place.is_relative_to(folder):
        return "that is outside the briefings folder"
    if rules.index_folder is not None and place.is_relative_to(rules.index_folder.resolve()):
        return "the index is kept there"
    return None
