"""Documents inside files are added, changed and removed with their file, cited, shown and verified."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

import pytest
from fake_encoder import Desk, desk, touch

from index.allowed import Allowed
from index.audit import audit
from index.changes import read_known
from index.check import check_citation
from index.classifications import BY_DEFAULT
from index.describe import load_document
from index.folders import Folders
from index.inside import file_of, outer_of
from index.readers.contained import workers
from index.readers.contained.workers import Workers
from index.records import Citation, Filters
from index.reports import Level, Standing
from index.schema import CATALOG_NAME
from index.staleness import stale_sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Return a desk where a file ending in .pdf is what `misbehaving` makes of it."""
    made = Workers(module="misbehaving")
    monkeypatch.setattr(workers, "WORKERS", made)
    yield desk(tmp_path)
    made.close()


def write(at: Desk, name: str, inside: str) -> None:
    """Write a file with files inside it."""
    at.write(name, f"%PDF-with {inside}")


def stopped(at: Desk) -> None:
    """Sync until all is read, and no further."""

    def interrupt(step: str, _: int) -> None:
        if step == "encoding":
            raise KeyboardInterrupt

    at.interrupt = interrupt
    with pytest.raises(KeyboardInterrupt):
        at.sync()
    at.interrupt = lambda *_: None


def test_a_source_is_inside_the_file_that_its_path_leads_through() -> None:
    """And of two, in the outer one."""
    assert outer_of("a/b.eml/c/d.pdf", {"a/b.eml", "a/b.eml/c"}) == "a/b.eml"
    assert outer_of("a/b.eml", {"a/b.eml", "b.eml"}) is None
    assert outer_of("a/b.emls/c", {"a/b.eml"}) is None


def test_files_inside_a_file_are_documents_of_their_own(at: Desk) -> None:
    """Reported, counted and known by their file's source."""
    write(at, "mail.pdf", "a.txt=The first words.|b/c.md=# Second\n\nMore words.")
    at.write("note.md", "A note.\n")
    report = at.sync()
    assert report.added == ("mail.pdf", "mail.pdf/a.txt", "mail.pdf/b/c.md", "note.md")
    with at.pool.reading() as connection:
        known = read_known(connection)
        everything = Allowed.by(connection, Filters(), BY_DEFAULT)
        document = load_document(connection, "mail.pdf/b/c.md", everything)
    assert sorted(known.files) == ["mail.pdf", "note.md"]
    assert sorted(known.inside["mail.pdf"]) == ["mail.pdf/a.txt", "mail.pdf/b/c.md"]
    assert [sentence.text for sentence in document.sentences] == ["More words."]
    assert at.sync().unchanged == 4


def test_they_change_and_go_with_their_file(at: Desk) -> None:
    """One added, one changed, one removed; then all of them with the file."""
    write(at, "mail.pdf", "a.txt=The first words.|b.txt=Gone soon.")
    at.sync()
    write(at, "mail.pdf", "a.txt=Other words.|c.txt=New words.")
    report = at.sync()
    assert report.added == ("mail.pdf/c.txt",)
    assert report.changed == ("mail.pdf", "mail.pdf/a.txt")
    assert report.removed == ("mail.pdf/b.txt",)
    at.write("note.md", "A note.\n")
    (at.notes / "mail.pdf").unlink()
    assert at.sync().removed == ("mail.pdf", "mail.pdf/a.txt", "mail.pdf/c.txt")


def test_they_go_where_their_file_cannot_be_read_any_more(at: Desk) -> None:
    """As it does."""
    write(at, "mail.pdf", "a.txt=The first words.")
    at.write("note.md", "A note.\n")
    at.sync()
    at.write("mail.pdf", "%PDF-refuse now")
    report = at.sync()
    assert report.removed == ("mail.pdf", "mail.pdf/a.txt")
    assert [skipped.source for skipped in report.skipped] == ["mail.pdf"]


def test_a_touched_file_leaves_them_unchanged(at: Desk) -> None:
    """It is read again, and holds what it held."""
    write(at, "mail.pdf", "a.txt=The first words.|b.txt=More.")
    at.sync()
    touch(at.notes / "mail.pdf", 10)
    report = at.sync()
    assert (report.added, report.changed, report.removed, report.unchanged) == ((), (), (), 3)


def test_a_folder_may_become_a_file_of_its_name_and_back(at: Desk) -> None:
    """What was a file in it is then one inside it."""
    (at.notes / "mail.pdf").mkdir(parents=True)
    at.write("mail.pdf/a.txt", "The words of a file.\n")
    at.sync()
    (at.notes / "mail.pdf" / "a.txt").unlink()
    (at.notes / "mail.pdf").rmdir()
    write(at, "mail.pdf", "a.txt=The words inside.")
    report = at.sync()
    assert (report.added, report.changed, report.removed) == (("mail.pdf",), ("mail.pdf/a.txt",), ())
    (at.notes / "mail.pdf").unlink()
    (at.notes / "mail.pdf").mkdir()
    at.write("mail.pdf/a.txt", "The words of a file.\n")
    report = at.sync()
    assert (report.added, report.changed, report.removed) == ((), ("mail.pdf/a.txt",), ("mail.pdf",))


def test_an_interrupted_sync_goes_on_with_them(at: Desk) -> None:
    """What was staged of an older content is not seen."""
    write(at, "mail.pdf", "a.txt=The first words.|old.txt=Never seen.")
    stopped(at)
    write(at, "mail.pdf", "a.txt=The first words.|b.txt=Seen.")
    assert at.sync().added == ("mail.pdf", "mail.pdf/a.txt", "mail.pdf/b.txt")
    write(at, "more.pdf", "d.txt=Staged once.")
    stopped(at)
    assert at.sync().added == ("more.pdf", "more.pdf/d.txt")


def test_they_are_cited_verified_and_stale_with_their_file(at: Desk) -> None:
    """As any other document."""
    write(at, "mail.pdf", "a.txt=The first words.")
    at.sync()
    with at.pool.reading() as connection:
        everything = Allowed.by(connection, Filters(), BY_DEFAULT)
        document = load_document(connection, "mail.pdf/a.txt", everything)
        citation = str(Citation("mail.pdf/a.txt", document.sentences[0].span, document.digest))
        assert check_citation(connection, citation, everything).standing is Standing.STANDS
        findings = list(audit(connection, Folders.one(at.notes), at.index, everything))
        assert [finding.level for finding in findings] == [Level.OK] * 4
        assert file_of(connection, "mail.pdf/a.txt") == "mail.pdf"
        assert stale_sources(connection, Folders.one(at.notes), ["mail.pdf/a.txt"]) == ()
        write(at, "mail.pdf", "a.txt=Other words than those.")
        assert stale_sources(connection, Folders.one(at.notes), ["mail.pdf/a.txt"]) == ("mail.pdf/a.txt",)
        stale = [finding.what for finding in audit(connection, Folders.one(at.notes), at.index, everything)]
        assert "mail.pdf/a.txt is not what was indexed any more" in stale


def test_what_is_staged_is_dropped_by_an_index(at: Desk) -> None:
    """Not by going through all that is staged, for each file."""
    write(at, "mail.pdf", "a.txt=The first words.")
    at.sync()
    with sqlite3.connect(os.fspath(at.index / CATALOG_NAME)) as connection:
        plan = connection.execute(
            "EXPLAIN QUERY PLAN SELECT id FROM documents WHERE live = 0 AND source > ?1 || '/' AND source < ?1 || '0'",
            ("a",),
        ).fetchall()
    assert "SEARCH documents USING" in plan[0][3]
    assert "source>?" in plan[0][3]
