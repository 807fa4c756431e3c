"""From filters to the documents that pass them."""

from __future__ import annotations

import fnmatch
import json
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from index.classifications import BY_DEFAULT
from index.front_matter import NOT_READ

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from index.classifications import Classifications
    from index.records import Filters
    from index.reports import DocumentSummary


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
    passes = _test_of(filters, classifications)
    rows = connection.execute(
        f"SELECT id, source, date, tags, classification, notices FROM documents WHERE {which} ORDER BY id"  # noqa: S608 - ours
    )
    return np.array([row[0] for row in rows if passes(_Row(*row))], np.int64)


def passes(summary: DocumentSummary, filters: Filters, classifications: Classifications = BY_DEFAULT) -> bool:
    """Return whether a document would pass if it were in the catalog.

    Args:
        summary: what it says of itself.
        filters: what a document has to be.
        classifications: the markings that ceilings are held against.

    Raises:
        SettingsError: a ceiling is none of the markings.
    """
    date = summary.date.isoformat() if summary.date else None
    tags, notices = (json.dumps(words, ensure_ascii=False) for words in (summary.tags, summary.notices))
    return _test_of(filters, classifications)(_Row(0, summary.source, date, tags, summary.classification, notices))


class _Row(NamedTuple):
    """What filters look at of a document, as the catalog keeps it."""

    id: int
    source: str
    date: str | None
    tags: str
    classification: str | None
    notices: str


_Test: TypeAlias = "Callable[[_Row], bool]"


def _test_of(filters: Filters, classifications: Classifications) -> _Test:
    """Return a test of documents that all of the filters make together."""
    tests = [_test_of(other, classifications) for other in filters.also]
    if filters.sources:
        tests.append(_by_source(filters.sources))
    if filters.tags:
        tests.append(_by_tag(filters.tags))
    if filters.since is not None:
        tests.append(_not_before(filters.since.isoformat()))
    if filters.until is not None:
        tests.append(_not_after(filters.until.isoformat()))
    if filters.ceiling is not None:
        tests.append(_below(classifications.ceiling(filters.ceiling), classifications))
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


def _below(ceiling: int, classifications: Classifications) -> _Test:
    """Return a test of markings; where the front matter cannot be read, a document may be marked as high as can be."""
    level = cache(classifications.level)  # few markings stand in many documents

    def passes(row: _Row) -> bool:
        if row.classification is not None:
            return level(row.classification) <= ceiling
        unread = any(notice.startswith(NOT_READ) for notice in json.loads(row.notices))
        return (classifications.highest if unread else classifications.of_unmarked) <= ceiling

    return passes


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
