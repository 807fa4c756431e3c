"""Headings in plain text, which has no markup for them.

A heading is never an answer, so what is taken for one by mistake is lost: every rule here is conservative. Three
things are headings: a line drawn under with `===` or `---`; a short line in capitals; and a short line between blank
lines that does not end as a sentence does and has prose below it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.pieces import is_item, is_label

if TYPE_CHECKING:
    from index.paragraphs import Paragraph

_UNDERLINE = re.compile(r"={3,}|-{3,}|~{3,}")
_ENDS_OPEN = re.compile(r"[.!;:,…][)\"'”\u2019]*$")
_METADATA = re.compile(
    r"(?:attendees|attn|author|by|cc|classification|contact|cop(?:y|ies)|dated?|from|location|place|present|ref?"
    r"|status|subject|tags|time|title|to|venue|version)\s*:",
    re.IGNORECASE,
)
_CAPITAL_LETTERS = 4
_LONGEST_TITLE = 25
_LONGEST_HEADING = 10
"""In words. Titles of reports run long; a heading is a handful of words."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at the top of a paragraph.

    Attributes:
        level: 1 for the title, deeper for the rest.
        words: what it says.
        lines: how many of the paragraph's lines it takes.
    """

    level: int
    words: str
    lines: int


def title_of(text: str, first: Paragraph) -> Heading | None:
    """Return the title that a document's first paragraph is, or None: one line that ends as no sentence does.

    A title may have a colon in it ("Cyclone Isaura: day four"), but is no line of a letter's head ("To: ...").
    """
    words = _words(text, first)
    if len(first.lines) == 1 and _is_short_line(text, first) and not (words[0].islower() or _METADATA.match(words)):
        return Heading(1, words, 1)
    return None


def heading_of(text: str, paragraph: Paragraph, below: Paragraph | None) -> Heading | None:
    """Return the heading with which a paragraph begins, or None.

    Args:
        text: the document's text.
        paragraph: the one that is meant.
        below: the one that follows it, since what stands below a line tells whether it is a heading.
    """
    if not _may_be_heading(text, paragraph):
        return None
    words = _words(text, paragraph)
    second = _words(text, paragraph, 1)
    if _UNDERLINE.fullmatch(second):
        return Heading(1 if second[0] == "=" else 2, words, 2)
    if (second or below) and _in_capitals(words) and not _in_capitals(second):
        return Heading(2, words, 1)
    if below and _is_weak(text, paragraph) and not _is_weak(text, below):
        return Heading(3, words, 1)
    return None


def _words(text: str, paragraph: Paragraph, place: int = 0) -> str:
    """Return one of a paragraph's lines with its white space folded, or nothing where it has no such line."""
    if place >= len(paragraph.lines):
        return ""
    line = paragraph.lines[place]
    return " ".join(text[line.start : line.end].split())


def _may_be_heading(text: str, paragraph: Paragraph) -> bool:
    return _is_short_line(text, paragraph) and not is_label(text, paragraph.lines[0])


def _is_short_line(text: str, paragraph: Paragraph) -> bool:
    """Return whether the first line could be a title or a heading: short, no list item, no end of a sentence."""
    line = paragraph.lines[0]
    words = _words(text, paragraph)
    return (
        not paragraph.quoted
        and len(words.split()) <= _LONGEST_TITLE
        and any(map(str.isalpha, words))
        and "://" not in words
        and not _ENDS_OPEN.search(words)
        and not is_item(text, line)
    )


def _in_capitals(words: str) -> bool:
    return (
        words.isupper() and sum(map(str.isalpha, words)) >= _CAPITAL_LETTERS and len(words.split()) <= _LONGEST_HEADING
    )


def _is_weak(text: str, paragraph: Paragraph) -> bool:
    """Return whether a paragraph is one short line that could be a heading; a run of such lines is rather a list."""
    words = _words(text, paragraph)
    return (
        len(paragraph.lines) == 1
        and len(words.split()) <= _LONGEST_HEADING
        and not words[0].islower()
        and not words.endswith("?")
        and _may_be_heading(text, paragraph)
    )
