"""A renamed file's document keeps its id; one that only looks like it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fake_encoder import Desk, desk

if TYPE_CHECKING:
    from pathlib import Path

FERRY = "# Ferry\n\nThe ferry leaves at nine. It is often late.\n"


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    """Return a desk with one note that is indexed."""
    made = desk(tmp_path)
    made.write("ferry.md", FERRY)
    made.sync()
    return made


def documents(at: Desk) -> list[tuple[object, ...]]:
    """Return the visible documents, each with how many sentences it has."""
    return at.rows(
        "SELECT d.source, d.id, d.mtime_ns / 1000000000, count(s.id) FROM documents d JOIN sentences s"
        " ON s.document = d.id WHERE d.live = 1 GROUP BY d.id ORDER BY d.source"
    )


def parts(at: Desk) -> set[str]:
    """Return the names of the visible parts."""
    with at.pool.snapshot() as snapshot:
        return set(snapshot.stores.sentence_vectors.parts)


def test_a_moved_file_keeps_its_document(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is encoded or derived; its name and its time are the new file's."""
    monkeypatch.setattr("index.stores.packing.LEAST_SENTENCES", 2)
    (before,), derived = documents(at), parts(at)
    (at.notes / "2024").mkdir()
    (at.notes / "ferry.md").unlink()
    at.write("2024/boat.md", FERRY, day=3)
    report = at.sync()
    assert (report.added, report.removed, report.encoded) == (("2024/boat.md",), ("ferry.md",), 0)
    (after,) = documents(at)
    assert after[0] == "2024/boat.md"
    assert after[1] == before[1]
    assert int(str(after[2])) - int(str(before[2])) == 3 * 86_400
    assert parts(at) == derived
    assert at.rows("SELECT count(*) FROM documents") == [(1,)]
    assert at.sync().unchanged == 1


def test_a_copy_is_a_document_of_its_own(at: Desk) -> None:
    """As long as the file it was copied from is there."""
    at.write("copy.md", FERRY)
    at.sync()
    assert [row[0] for row in documents(at)] == ["copy.md", "ferry.md"]


def test_of_two_copies_one_takes_the_place(at: Desk) -> None:
    """Each new file is one document, however many held the same before."""
    at.write("second.md", FERRY)
    at.sync()
    for name in ("ferry.md", "second.md"):
        (at.notes / name).unlink()
    for name in ("a.md", "b.md", "c.md"):
        at.write(name, FERRY)
    at.sync()
    assert [(row[0], row[3]) for row in documents(at)] == [("a.md", 2), ("b.md", 2), ("c.md", 2)]


@pytest.mark.parametrize("name", ["ferry.txt", "ferry.markdown"])
def test_another_kind_of_file_is_read_anew(at: Desk, name: str) -> None:
    """What Markdown makes of the words, plain text does not."""
    (before,) = documents(at)
    (at.notes / "ferry.md").rename(at.notes / name)
    at.sync()
    (after,) = documents(at)
    assert after[1] != before[1]


def test_a_file_that_takes_anothers_place_is_an_edit(at: Desk) -> None:
    """The document that was there goes, and nothing is there twice."""
    at.write("boat.md", "Boats are small.\n")
    at.sync()
    (at.notes / "ferry.md").unlink()
    at.write("boat.md", FERRY, day=2)
    report = at.sync()
    assert (report.changed, report.removed) == (("boat.md",), ("ferry.md",))
    assert [(row[0], row[3]) for row in documents(at)] == [("boat.md", 2)]
