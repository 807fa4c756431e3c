"""Filters as conditions on rows: what a server can hold rows against itself, so that no list of documents is sent.

A date, a tag, a file or folder by its name, and a pattern like `2022/*.md` are said exactly. A ceiling is not: how high
a document is marked follows from the settings of whoever asks. Neither are patterns with signs of their own (`?`, `[`),
nor names with `%`, `_` or a backslash, which mean something else in LIKE (https://milvus.io/docs/basic-operators.md).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.milvus.literals import both, either, quoted
from index.milvus.rows import TAG_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.records import Filters

_NOT_SAID = frozenset("%_\\?[]")
"""Signs of patterns, or of LIKE, that the other has no exact word for; `*` is `%`."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What of filters a condition says.

    Attributes:
        condition: holds of the rows of exactly the documents that pass `said`; empty where nothing is said.
        said: the filters that the condition says.
        is_all: whether it says all of them.
    """

    condition: str
    said: Filters
    is_all: bool


def push_down(filters: Filters) -> Pushed:
    """Return what of filters a condition can say."""
    inner = [push_down(other) for other in filters.also]
    sources = _by_source(filters.sources)
    tags = _by_tag(filters.tags)
    said = replace(
        filters,
        sources=filters.sources if sources else (),
        tags=filters.tags if tags else (),
        ceiling=None,
        also=tuple(each.said for each in inner),
    )
    condition = both(sources, tags, *_by_date(filters), *(each.condition for each in inner))
    is_all = filters.ceiling is None and all(each.is_all for each in inner)
    return Pushed(condition, said, is_all and (said.sources, said.tags) == (filters.sources, filters.tags))


def _by_date(filters: Filters) -> Iterator[str]:
    if filters.since is not None:
        yield f"date >= {quoted(filters.since.isoformat())}"
    if filters.until is not None:
        yield f'date != "" and date <= {quoted(filters.until.isoformat())}'


def _by_tag(tags: tuple[str, ...]) -> str:
    """Return the condition that a document has one of these tags; empty where it cannot be said."""
    wanted = sorted({tag.casefold() for tag in tags})
    if not wanted or any(len(tag) >= TAG_CHARACTERS for tag in wanted):
        return ""
    return f"array_contains_any(tags, [{', '.join(map(quoted, wanted))}])"


def _by_source(globs: tuple[str, ...]) -> str:
    """Return the condition that a source passes one of these; empty where it cannot be said."""
    said = [_by_glob(glob) for glob in globs]
    return either(*said) if all(said) else ""


def _by_glob(glob: str) -> str:
    folder = glob.rstrip("/")
    if not folder or _NOT_SAID & set(glob) or ("*" in glob and "/" not in glob):
        return ""  # a pattern without a slash is held against the name alone, which LIKE cannot tell from folders
    below = f"source like {quoted(_like(f'{folder}/') + '%')}"
    if "*" in glob:
        return either(f"source == {quoted(glob)}", f"source like {quoted(_like(glob))}", below)
    named = f"source like {quoted(f'%/{glob}')}" if "/" not in glob else ""
    return either(f"source == {quoted(glob)}", named, below)


def _like(glob: str) -> str:
    return glob.replace("*", "%")
