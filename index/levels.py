"""How high a document is marked, by all that it says of that: its front matter, and the lines at its top.

This is looked up when a question is asked, in the text that the catalog keeps: so other markings in the settings hold
from the next question on, for every document, and no index has to be made again.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.classifications import BY_DEFAULT
from index.front_matter import MAX_CHARACTERS, NOT_READ, end_of_front_matter
from index.lines import spans_at_the_top, undecorated
from index.records import Marking, MarkingOrigin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.classifications import Classifications

_TOP = 4_096
"""Characters behind the front matter in which the lines at the top stand."""
HEAD = MAX_CHARACTERS + _TOP + 64
"""Characters of a document that may hold its marking: the longest front matter, its fences, and the lines after it."""
_MOST_KNOWN = 1_000_000
"""Documents whose level is remembered, all versions of them together."""
_LABELS = r"(?:(?:national )?security |protective )?(?:classification|marking)"
_LABEL = re.compile(rf"\W*{_LABELS}\s*:\s*(\S.*)", re.IGNORECASE)
_KEY = re.compile(r"(?:^|(?<=[\r\n]))[\"']?classification[\"']?[ \t]*:((?:[^\r\n]|\r?\n(?=[ \t-]))*)", re.IGNORECASE)
"""The key of front matter with all that is below it: where that is a list, a reader gives no classification."""
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*")
_NOTHING = ("", "null", "Null", "NULL")
_BREAK = re.compile(r"[/:;,(\[\u2013\u2014]|\s-\s")
"""Where a marking ends that something is added to ("SECRET//EYES ONLY")."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a document's reading says of its marking; with the text, its level follows from it.

    Attributes:
        digest: of the text.
        classification: what the front matter says, or None.
        notices: what is to know of the reading, one line each.
    """

    digest: bytes
    classification: str | None
    notices: tuple[str, ...]


class Levels:
    """The levels of documents, by one list of markings. Safe for use from several threads.

    Attributes:
        classifications: the list.
    """

    def __init__(self, classifications: Classifications = BY_DEFAULT) -> None:
        """Take the markings."""
        self.classifications = classifications
        written = (_letters(marking) for marking in classifications.markings)
        self._alone = frozenset(form for letters in written for form in (letters, letters.upper()))
        self._may_be_one = _beginning_of_line(self._alone)
        self._level = cache(classifications.level)  # few markings stand in many documents
        self._known: dict[Stated, tuple[int, Marking | None]] = {}

    def of(self, stated: Stated, head: Callable[[], str]) -> int:
        """Return how high a document is marked, from 0: by the highest of its markings, or as one without any.

        The highest level of all has one whose front matter cannot be read, since that may have said so. What was
        found is remembered, for documents of other texts have other digests.

        Args:
            stated: what its reading says.
            head: gives the first HEAD characters of its text.
        """
        return self._found(stated, head)[0]

    def marking(self, stated: Stated, head: Callable[[], str]) -> Marking | None:
        """Return the marking that `of` goes by; None where there is none, and the settings name none for that."""
        return self._found(stated, head)[1]

    def _found(self, stated: Stated, head: Callable[[], str]) -> tuple[int, Marking | None]:
        found = self._known.get(stated)
        if found is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            found = self._known[stated] = self._find(stated, head())
        return found

    def _find(self, stated: Stated, head: str) -> tuple[int, Marking | None]:
        listed = self.classifications
        if stated.classification is None and any(notice.startswith(NOT_READ) for notice in stated.notices):
            return listed.highest, Marking(listed.markings[-1], MarkingOrigin.UNREADABLE)
        markings = list(self._stated(stated, head))
        if markings:
            highest = max(markings, key=lambda marking: self._level(marking.words))
            return self._level(highest.words), highest
        unmarked = listed.unmarked and Marking(listed.unmarked, MarkingOrigin.SETTINGS)
        return listed.of_unmarked, unmarked or None

    def _stated(self, stated: Stated, head: str) -> Iterator[Marking]:
        said = stated.classification
        if said is not None:
            in_front = end_of_front_matter(head) > 0
            yield Marking(said, MarkingOrigin.FRONT_MATTER if in_front else MarkingOrigin.PROPERTIES)
        yield from self._at_the_top(head, in_front=said is None)

    def _at_the_top(self, head: str, *, in_front: bool) -> Iterator[Marking]:
        """Yield the markings in the lines at the top, and what the front matter lists where `in_front`.

        A line is one that is a marking and nothing else, in its own letter case or in capitals; that begins with one
        and goes on behind a slash, a colon or the like; or that is labelled ("Classification: RESTRICTED").
        """
        body = end_of_front_matter(head)
        if in_front:
            listed = (_COMMENT.sub("", key[1]) for key in _KEY.finditer(head, 0, body))
            for marking in listed:
                if _letters(marking) not in _NOTHING:
                    words = " ".join(word for word in marking.split() if word.strip("-"))
                    yield Marking(words, MarkingOrigin.FRONT_MATTER)
        for line in spans_at_the_top(head, body, body + _TOP):
            if self._may_be_one.match(head, line.start):  # few lines do, and what follows takes long
                for marking in self._in_line(undecorated(head[line.start : line.end])):
                    yield Marking(marking, MarkingOrigin.FIRST_LINES)

    def _in_line(self, line: str) -> Iterator[str]:
        if label := _LABEL.fullmatch(line):
            yield label[1]
        elif _letters(line) in self._alone or _letters(_BREAK.split(line, maxsplit=1)[0]) in self._alone:
            yield line


@cache
def levels_by(classifications: Classifications) -> Levels:
    """Return the levels by a list of markings, one for all that ask."""
    return Levels(classifications)


def _beginning_of_line(alone: frozenset[str]) -> re.Pattern[str]:
    """Return what begins a line that may be one of these runs of letters, or is a label; or is no plain text."""
    firsts = "".join(sorted({re.escape(letters[0]) for letters in alone}))
    return re.compile(rf"[^\w\r\n]*_*[^\w\r\n]*(?:[{firsts}]|[^\x00-\x7f]|(?i:{_LABELS}))")


def _letters(text: str) -> str:
    """Return the letters and digits of a text, their case kept."""
    return "".join(filter(str.isalnum, _plain(text)))


def _plain(text: str) -> str:
    """Return a text with letters of other widths and shapes as plain ones."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)
