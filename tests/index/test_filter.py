"""Filters leave in the documents that pass all of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_index import index_notes, small_snapshot, write_notes

from index.catalog import Catalog
from index.classifications import BY_DEFAULT
from index.columns import Segmented
from index.file_state import FileState
from index.filter import allowed_documents, marking_of, passes
from index.group import group
from index.reader_pool import ReaderPool
from index.readers import read
from index.records import Filters, Marking, MarkingOrigin
from index.segment import segment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.seen import Snapshot

OLD, NEW, UNDATED, PLAIN = "2022/leaders.md", "2023/leaders-again.md", "trade/honey [draft].md", "ferry.txt"
NOTES = {
    OLD: "---\ndate: 2022-05-31\ntags: [Security, trade]\n---\n\nThe leaders met.\n",
    NEW: "---\ndate: 2023-06-01\ntags: [STRASSE]\n---\n\nThe leaders met again.\n",
    UNDATED: "---\ntags: [trade, straße]\n---\n\nThe honey ban is lifted.\n",
    PLAIN: "The ferry sails daily.\n",
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Return the snapshot of four small notes."""
    with small_snapshot(tmp_path_factory.mktemp("notes"), NOTES) as found:
        yield found


def passing(snapshot: Snapshot, filters: Filters) -> set[str]:
    """Return the sources that pass."""
    allowed = snapshot.allowed(filters)
    names = dict(snapshot.sources())
    return set(names.values()) if allowed is None else {names[number] for number in allowed.tolist()}


def test_no_filter_is_told_from_a_filter_that_all_pass(snapshot: Snapshot) -> None:
    """Without filters there is no list at all, so that nothing has to be looked up."""
    assert snapshot.allowed(Filters()) is None
    everything = snapshot.allowed(Filters(sources=("*",)))
    assert everything is not None
    assert everything.tolist() == sorted(number for number, _ in snapshot.sources())


@pytest.mark.parametrize(
    ("glob", "expected"),
    [
        ("2022/*.md", {OLD}),
        ("2022/leaders.md", {OLD}),
        ("leaders*", {OLD, NEW}),
        ("leaders.md", {OLD}),
        ("202[23]/*", {OLD, NEW}),
        ("2022", {OLD}),
        ("2022/", {OLD}),
        ("*.md", {OLD, NEW, UNDATED}),
        ("*/leaders*", {OLD, NEW}),
        ("ferry.???", {PLAIN}),
        ("Leaders*", set()),
        ("022/*", set()),
        ("2022/leaders", set()),
        ("leaders.md/", set()),
        ("nowhere", set()),
    ],
)
def test_sources_are_matched_by_globs_names_and_folders(snapshot: Snapshot, glob: str, expected: set[str]) -> None:
    """A glob is held against the whole source, one without a slash against the name, and a folder takes in all."""
    assert passing(snapshot, Filters(sources=(glob,))) == expected


def test_one_of_several_globs_is_enough(snapshot: Snapshot) -> None:
    """Globs are alternatives."""
    assert passing(snapshot, Filters(sources=("2022", "*.txt"))) == {OLD, PLAIN}


def test_a_source_passes_by_its_own_name(snapshot: Snapshot) -> None:
    """Whatever stands in a file's name, the name as an answer gives it lets that file in."""
    for source in NOTES:
        assert passing(snapshot, Filters(sources=(source,))) == {source}
    assert passing(snapshot, Filters(sources=("honey [draft].md",))) == {UNDATED}


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (dt.date(2022, 5, 31), None, {OLD, NEW}),
        (dt.date(2022, 6, 1), None, {NEW}),
        (None, dt.date(2023, 5, 31), {OLD}),
        (None, dt.date(2023, 6, 1), {OLD, NEW}),
        (dt.date(2022, 5, 31), dt.date(2022, 5, 31), {OLD}),
        (dt.date(2024, 1, 1), None, set()),
        (dt.date(2023, 1, 1), dt.date(2022, 1, 1), set()),
    ],
)
def test_dates_bound_both_ends_and_leave_out_the_undated(
    snapshot: Snapshot, since: dt.date | None, until: dt.date | None, expected: set[str]
) -> None:
    """Both bounds are included, and a document without a date passes neither."""
    assert passing(snapshot, Filters(since=since, until=until)) == expected


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (("security",), {OLD}),
        (("TRADE",), {OLD, UNDATED}),
        (("straße",), {NEW, UNDATED}),
        (("security", "strasse"), {OLD, NEW, UNDATED}),
        (("secur",), set()),
        (("",), set()),
    ],
)
def test_one_tag_of_several_is_enough_in_any_case(
    snapshot: Snapshot, tags: tuple[str, ...], expected: set[str]
) -> None:
    """Tags are whole words, and letter case is ignored as Unicode folds it."""
    assert passing(snapshot, Filters(tags=tags)) == expected


def test_all_kinds_of_filter_must_be_passed(snapshot: Snapshot) -> None:
    """Filters of different kinds narrow each other."""
    filters = Filters(sources=("*.md",), since=dt.date(2022, 1, 1), until=dt.date(2022, 12, 31), tags=("trade",))
    assert passing(snapshot, filters) == {OLD}
    assert not passing(snapshot, Filters(sources=("2023",), tags=("trade",)))


@given(st.text(alphabet="lead*?[]!-/.2 ", max_size=8))
def test_any_glob_gives_known_documents(snapshot: Snapshot, glob: str) -> None:
    """Whatever is typed as a glob, the result is some of the documents."""
    assert passing(snapshot, Filters(sources=(glob,))) <= set(NOTES)


def test_a_replaced_document_does_not_pass(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Only what is visible passes: a note's older text is not there any more."""
    folder = tmp_path_factory.mktemp("notes")
    index_notes(folder, NOTES)
    write_notes(folder, {PLAIN: "---\ntags: [boats]\n---\n"})
    pool = ReaderPool(index_notes(folder, {OLD: "---\ndate: 2025-01-01\n---\n\nThe leaders met later.\n"}))
    with pool.snapshot() as snapshot:
        assert passing(snapshot, Filters(since=dt.date(2022, 1, 1))) == {OLD, NEW}
        assert passing(snapshot, Filters(until=dt.date(2023, 12, 31))) == {NEW}
    pool.close()


def test_a_document_that_is_not_published_yet_does_not_pass(tmp_path: Path) -> None:
    """What a sync that was interrupted has staged is not there for questions."""
    index_folder = index_notes(tmp_path, NOTES)
    document = read("2022/staged.md", b"The leaders meet once more.\n")
    sentences = segment(document)
    with Catalog(index_folder) as catalog:
        catalog.stage([(FileState(document.source, 1, 1, 1, b""), [Segmented(document, sentences, group(sentences))])])
    pool = ReaderPool(index_folder)
    with pool.snapshot() as snapshot:
        assert set(dict(snapshot.sources()).values()) == set(NOTES)
        allowed = snapshot.allowed(Filters(sources=("2022",)))
        assert allowed is not None
        assert len(allowed) == 1
    pool.close()


@given(
    st.builds(
        Filters,
        sources=st.sampled_from([(), ("2022/*",), ("*.md",), ("ferry*",)]),
        since=st.none() | st.dates(dt.date(2022, 1, 1), dt.date(2024, 1, 1)),
        until=st.none() | st.dates(dt.date(2022, 1, 1), dt.date(2024, 1, 1)),
        tags=st.sampled_from([(), ("TRADE",), ("strasse",), ("security", "none")]),
        ceiling=st.sampled_from([None, "OFFICIAL", "SECRET"]),
    )
)
def test_a_document_that_is_not_in_the_catalog_passes_as_if_it_were(snapshot: Snapshot, filters: Filters) -> None:
    """By what it says of itself, alone or with further filters."""
    for asked in (filters, Filters(also=(filters, Filters(sources=("*",))))):
        with_summary = {source for source in NOTES if passes(read(source, NOTES[source].encode()), asked)}
        assert with_summary == passing(snapshot, asked)


def test_a_file_inside_another_is_marked_as_high_as_that_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Also where the marking stands in a line of the outer one alone."""
    notes = {"mail.md": "SECRET\n\nThe ferry sails at nine.\n", "other.md": "The ferry sails at ten.\n"}
    with small_snapshot(tmp_path_factory.mktemp("notes"), notes) as found:
        assert passing(found, Filters(ceiling="RESTRICTED")) == {"other.md"}
    document = read("mail.md/pack.md", b"The ferry sails at ten.\n")
    outer = read("mail.md", notes["mail.md"].encode())
    folder = tmp_path_factory.mktemp("index")
    with Catalog(folder) as catalog:
        segmented = [Segmented(one, segment(one), group(segment(one))) for one in (outer, document)]
        catalog.stage([(FileState("mail.md", 1, 0, 0, b""), segmented)])
        with catalog.transaction() as connection:
            connection.execute("UPDATE documents SET live = 1")
            marked = [marking_of(connection, BY_DEFAULT)(number) for number in (1, 2)]
            below, at = (allowed_documents(connection, Filters(ceiling=name)) for name in ("RESTRICTED", "SECRET"))
    assert below is not None
    assert at is not None
    assert (len(below), len(at)) == (0, 2)
    assert marked == [Marking("SECRET", MarkingOrigin.FIRST_LINES), Marking("SECRET", MarkingOrigin.OUTER)]
