"""From filters to the documents that pass them."""

from __future__ import annotations

import fnmatch
import json
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

import numpy as np

from index.classifications import BY_DEFAULT
from index.inside import outer_of
from index.levels import HEAD, Stated, levels_by
from index.records import Marking, MarkingOrigin

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from index.classifications import Classifications
    from index.levels import Levels
    from index.records import Document, Filters


def allowed_documents(
    connection: sqlite3.Connection, filters: Filters, classifications: Classifications = BY_DEFAULT
) -> NDArray[np.int64] | None:
    """Return the ids of the visible documents that pass, ascending, shape (n,), int64; None where all do.

    Args:
        connection: the catalog, inside a transaction.
        filters: what a document has to be.
        classifications: the markings that ceilings are held against.

    Raises:
        SettingsError: a ceiling is none of the markings.
    """
    return None if filters.leave_all_in else _passing(connection, "live = 1", filters, classifications)


def allowed_former(
    connection: sqlite3.Connection, filters: Filters, classifications: Classifications = BY_DEFAULT
) -> NDArray[np.int64] | None:
    """Return the same of the documents that were visible once and are kept; as `allowed_documents`."""
    return None if filters.leave_all_in else _passing(connection, "live < 0", filters, classifications)


def _passing(
    connection: sqlite3.Connection, which: str, filters: Filters, classifications: Classifications
) -> NDArray[np.int64]:
    rows = _rows(connection, which)
    passes = _test_of(filters, _InCatalog(connection, levels_by(classifications), rows))
    return np.array([row.id for row in rows if passes(row)], np.int64)


def _rows(connection: sqlite3.Connection, which: str) -> list[_Row]:
    found = connection.execute(
        f"SELECT id, source, date, tags, digest, classification, notices FROM documents WHERE {which} ORDER BY id"  # noqa: S608 - ours
    )
    return [_Row(*row) for row in found]


def marking_of(connection: sqlite3.Connection, classifications: Classifications) -> Callable[[int], Marking | None]:
    """Return what gives the marking that counts of each visible document, by its catalog id, or None for none.

    Args:
        connection: the catalog, inside a transaction for as long as it is asked.
        classifications: the markings.
    """
    rows = _rows(connection, "live = 1")
    marked = _InCatalog(connection, levels_by(classifications), rows)
    by_id = {row.id: row for row in rows}
    return lambda number: marked.marking(by_id[number])


def marking_alone(document: Document, classifications: Classifications) -> Marking | None:
    """Return the marking that counts of a document that is in no catalog and inside no other, or None for none."""
    return levels_by(classifications).marking(_stated(_row(document)), lambda: document.text[:HEAD])


def passes(document: Document, filters: Filters, classifications: Classifications = BY_DEFAULT) -> bool:
    """Return whether a document would pass if it were in the catalog, and inside no other.

    Args:
        document: as it was read.
        filters: what a document has to be.
        classifications: the markings that ceilings are held against.

    Raises:
        SettingsError: a ceiling is none of the markings.
    """
    return _test_of(filters, _Alone(document.text, levels_by(classifications)))(_row(document))


def _row(document: Document) -> _Row:
    about = document.metadata
    date = about.date.isoformat() if about.date else None
    tags, notices = (json.dumps(words, ensure_ascii=False) for words in (about.tags, document.notices))
    return _Row(0, document.source, date, tags, bytes.fromhex(document.digest), about.classification, notices)


class _Row(NamedTuple):
    """What filters look at of a document, as the catalog keeps it."""

    id: int
    source: str
    date: str | None
    tags: str
    digest: bytes
    classification: str | None
    notices: str


_Test: TypeAlias = "Callable[[_Row], bool]"


class _Marked(Protocol):
    """How high documents are marked."""

    @property
    def levels(self) -> Levels: ...

    def level(self, row: _Row) -> int: ...


@dataclass(frozen=True, slots=True)
class _Alone:
    """Of one document that is in no catalog."""

    text: str
    levels: Levels

    def level(self, row: _Row) -> int:
        return self.levels.of(_stated(row), lambda: self.text[:HEAD])


class _InCatalog:
    """Of the documents of a catalog: one that is inside another is marked as high as that one, or higher."""

    def __init__(self, connection: sqlite3.Connection, levels: Levels, rows: Sequence[_Row]) -> None:
        self._connection = connection
        self.levels = levels
        self._rows = rows

    def level(self, row: _Row) -> int:
        return max(self.levels.of(_stated(each), partial(self._head, each.id)) for each in (row, *self._around(row)))

    def marking(self, row: _Row) -> Marking | None:
        """Return the marking that `level` goes by, or None for none."""
        own = self.levels.marking(_stated(row), partial(self._head, row.id))
        for each in self._around(row):
            other = self.levels.marking(_stated(each), partial(self._head, each.id))
            if other and other.origin is not MarkingOrigin.SETTINGS and self.level(row) == self.level(each):
                return Marking(other.words, MarkingOrigin.OUTER)
        return own

    def _around(self, row: _Row) -> Sequence[_Row]:
        outer = outer_of(row.source, self._by_source)
        return self._by_source[outer] if outer else ()

    @cached_property
    def _by_source(self) -> Mapping[str, Sequence[_Row]]:
        """Made for ceilings alone: other filters never ask how high a document is marked."""
        found: dict[str, list[_Row]] = {}
        for row in self._rows:
            found.setdefault(row.source, []).append(row)
        return found

    def _head(self, number: int) -> str:
        query = "SELECT substr(text, 1, ?) FROM documents WHERE id = ?"
        return str(self._connection.execute(query, (HEAD, number)).fetchone()[0])


def _stated(row: _Row) -> Stated:
    return Stated(row.digest, row.classification, tuple(json.loads(row.notices)))


def _test_of(filters: Filters, marked: _Marked) -> _Test:
    """Return a test of documents that all of the filters make together."""
    tests = [_test_of(other, marked) for other in filters.also]
    if filters.sources:
        tests.append(_by_source(filters.sources))
    if filters.tags:
        tests.append(_by_tag(filters.tags))
    if filters.since is not None:
        tests.append(_not_before(filters.since.isoformat()))
    if filters.until is not None:
        tests.append(_not_after(filters.until.isoformat()))
    if filters.ceiling is not None:
        tests.append(_below(marked.levels.classifications.ceiling(filters.ceiling), marked))
    return lambda row: all(test(row) for test in tests)


def _by_source(globs: Sequence[str]) -> _Test:
    passes = _any_glob(globs)
    return lambda row: passes(row.source)


def _by_tag(tags: Sequence[str]) -> _Test:
    wanted = {tag.casefold() for tag in tags}
    return lambda row: bool(wanted & {tag.casefold() for tag in json.loads(row.tags)})


def _not_before(first: str) -> _Test:
    return lambda row: row.date is not None and row.date >= first


def _not_after(last: str) -> _Test:
    return lambda row: row.date is not None and row.date <= last


def _below(ceiling: int, marked: _Marked) -> _Test:
    return lambda row: marked.level(row) <= ceiling


def _any_glob(globs: Sequence[str]) -> Callable[[str], bool]:
    """Return a test of sources.

    `2022/*.md` is held against the whole source, `leaders*` without a slash against the file's name as well, and
    a folder (`2022` or `2022/`) takes in all that is below it. `*` crosses slashes. A file or folder also passes by
    its own name, whatever that is (`minutes [draft].md`).
    """

    def passes(source: str) -> bool:
        name = source.rpartition("/")[2]
        return any(
            glob in (source, name)
            or source.startswith(f"{glob.rstrip('/')}/")
            or fnmatch.fnmatchcase(source, glob)
            or fnmatch.fnmatchcase(source, f"{glob.rstrip('/')}/*")
            or ("/" not in glob and fnmatch.fnmatchcase(name, glob))
            for glob in globs
        )

    return passes
