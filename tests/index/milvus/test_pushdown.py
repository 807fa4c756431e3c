"""Filters as conditions: a server that holds rows against them finds what the filters let through."""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3

from hypothesis import example, given
from hypothesis import strategies as st

from index.filter import passes
from index.milvus.pushdown import push_down
from index.records import Document, Filters, Metadata

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
NAMES = st.text('ab*_%?[/\\".', max_size=6)
DAYS = st.none() | st.dates(dt.date(2022, 1, 1), dt.date(2022, 1, 4))
TAGS = st.lists(st.sampled_from(["Sea", "sea", "STRASSE", "straße", 'a"b', "x" * 130, "x" * 131]), max_size=3)
FILTERS = st.builds(
    Filters,
    sources=st.lists(NAMES.filter(bool), max_size=2).map(tuple),
    since=DAYS,
    until=DAYS,
    tags=TAGS.map(tuple),
    ceiling=st.sampled_from([None, "restricted"]),
)
BOUND = st.builds(
    lambda own, also: Filters(own.sources, own.since, own.until, own.tags, own.ceiling, (also,)), FILTERS, FILTERS
)


def document(source: str, date: dt.date | None, tags: list[str]) -> Document:
    """Return a document that says this of itself."""
    about = Metadata(date=date, tags=tuple(tags))
    return Document(source=source, digest="0" * 64, text="Nothing.", blocks=(), metadata=about, notices=())


def holds(condition: str, source: str, date: dt.date | None, tags: list[str]) -> bool:
    """Return whether a condition holds of a row, by SQLite, whose LIKE has the same signs."""
    values = [json.loads(each, strict=False) for each in _STRING.findall(condition)]
    asked = _STRING.sub("?", condition).replace("array_contains_any", "any_of").replace("[", "list(").replace("]", ")")
    with sqlite3.connect(":memory:") as database:
        database.execute("PRAGMA case_sensitive_like = 1")
        database.create_function("list", -1, lambda *texts: json.dumps(texts))
        database.create_function("any_of", 2, lambda had, wanted: bool({*json.loads(had)} & {*json.loads(wanted)}))
        kept = json.dumps([tag.casefold()[:128] for tag in tags])
        row = (source, date.isoformat() if date else "", kept)
        query = f"SELECT {asked} FROM (SELECT ? AS source, ? AS date, ? AS tags)"  # noqa: S608 - what is tested
        (found,) = database.execute(query, (*values, *row)).fetchone()
    database.close()
    return bool(found)


@given(FILTERS | BOUND, NAMES.filter(bool), DAYS, TAGS)
@example(Filters(sources=("a/*.b",)), "a/b/a.b", None, [])
@example(Filters(sources=("a",)), "b/a", None, [])
@example(Filters(sources=("a/b",)), "b/a/b", None, [])
@example(Filters(sources=("a/",)), "a/b", None, [])
@example(Filters(until=dt.date(2022, 1, 1)), "a", None, [])
def test_a_condition_says_what_the_filters_mean(
    filters: Filters, source: str, date: dt.date | None, tags: list[str]
) -> None:
    """Of what it says, exactly; of all where it tells that it says all; and it never keeps out what passes."""
    pushed = push_down(filters)
    note = document(source, date, tags)
    said = not pushed.condition or holds(pushed.condition, source, date, tags)
    assert said == passes(note, pushed.said)
    assert said or not passes(note, filters)
    if pushed.is_all:
        assert said == passes(note, filters)


def test_what_people_ask_for_is_said_whole() -> None:
    """Dates, tags, folders, files and patterns over folders; a pattern without a slash, or a ceiling, is not."""
    for filters in (
        Filters(since=dt.date(2022, 1, 1), until=dt.date(2022, 12, 31), tags=("trade",)),
        Filters(sources=("2022", "leaders.md", "2022/*.md")),
        Filters(also=(Filters(sources=("press/",)),)),
    ):
        assert push_down(filters).is_all
        assert push_down(filters).condition
    for filters in (Filters(sources=("leaders*",)), Filters(ceiling="restricted"), Filters(sources=("a_b.md",))):
        assert not push_down(filters).is_all
