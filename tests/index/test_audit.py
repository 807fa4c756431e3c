"""A check of the whole index finds nothing wrong with a good one, and every kind of damage to it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from small_index import index_notes

from index.allowed import Allowed
from index.audit import audit
from index.errors import CatalogError
from index.folders import Folders
from index.publish import STORES
from index.reader_pool import ReaderPool
from index.reports import Finding, Level
from index.schema import CATALOG_NAME

if TYPE_CHECKING:
    from pathlib import Path

LEADERS, FERRY = "2022/leaders.md", "ferry.txt"
NOTES = {
    LEADERS: "# Leaders\n\nThe two leaders agreed. They met in May.\n\n- Honey \U0001f36f may be sold.\n",
    FERRY: "The ferry sails daily. Nobody pays the Harbor Board (HB).\r\n",
}
FILES = (
    "sentence-vectors/*.faiss",
    "sentence-vectors/*.ids.npy",
    "passage-vectors/*.faiss",
    "passage-vectors/*.ids.npy",
    "definitions/*.tsv",
    "parts.json",
    "manifest.json",
)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an indexed folder of two notes that no test changes."""
    folder = tmp_path_factory.mktemp("good") / "notes"
    index_notes(folder, NOTES)
    return folder


@pytest.fixture
def folder(good: Path, tmp_path: Path) -> Path:
    """Return a copy of the indexed folder that may be damaged."""
    shutil.copytree(good, tmp_path / "notes")
    return tmp_path / "notes"


def look(folder: Path) -> list[Finding]:
    """Return everything that a check of the folder's index finds."""
    pool = ReaderPool(folder / ".briefbot")
    try:
        with pool.reading() as connection:
            return list(audit(connection, Folders.one(folder), folder / ".briefbot", Allowed()))
    finally:
        pool.close()


def wrong(folder: Path) -> list[Finding]:
    """Return what is found that is not in order."""
    return [finding for finding in look(folder) if finding.level is not Level.OK]


def change(folder: Path, statement: str, *values: object) -> None:
    """Change the catalog behind the program's back."""
    with closing(sqlite3.connect(folder / ".briefbot" / CATALOG_NAME)) as connection:
        assert connection.execute(statement, values).rowcount > 0
        connection.commit()


def store(folder: Path) -> Path:
    """Return the folder of the only generation's stores."""
    (found,) = (folder / ".briefbot" / STORES).iterdir()
    return found


def flip(path: Path, place: int) -> None:
    """Flip one bit of a file."""
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def test_a_good_index_has_nothing_wrong(folder: Path) -> None:
    """Every area is looked at, and said to be in order."""
    found = look(folder)
    assert [finding.area for finding in found] == ["catalog", "sentences", "stores", "briefings"]
    assert all(finding.level is Level.OK and not finding.todo for finding in found)
    assert found[1].what == "5 looked at"
    assert found[3].what == "2 held against their files"


def test_looking_changes_nothing(folder: Path) -> None:
    """A second look finds what the first did."""
    assert look(folder) == look(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_flipped_bit_in_a_store_is_found(folder: Path, name: str) -> None:
    """Every byte of a store's file counts."""
    (path,) = store(folder).glob(name)
    flip(path, path.stat().st_size // 2)
    (finding,) = wrong(folder)
    assert (finding.area, finding.level) == ("stores", Level.PROBLEM)
    assert "briefbot index" in finding.todo


@pytest.mark.parametrize("words", ["sentences", "passages"])
def test_a_flipped_bit_in_any_file_of_words_is_found(folder: Path, words: str) -> None:
    """That goes for each of the files in which Tantivy keeps words."""
    sealed = json.loads((store(folder) / "manifest.json").read_text(encoding="utf-8"))
    names = [name for name, (size, _) in sealed.items() if name.startswith(f"{words}/") and size]
    assert len(names) > 3
    for name in names:
        flip(store(folder) / name, -1)
        assert [finding.area for finding in wrong(folder)] == ["stores"]
        flip(store(folder) / name, -1)
    assert not wrong(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_of_a_store_is_found(folder: Path, name: str) -> None:
    """A store that is not whole is a problem."""
    next(store(folder).glob(name)).unlink()
    assert [(finding.area, finding.level) for finding in wrong(folder)] == [("stores", Level.PROBLEM)]


def test_a_missing_store_is_found(folder: Path) -> None:
    """Without stores nothing can be searched."""
    shutil.rmtree(store(folder))
    assert [(finding.area, finding.level) for finding in wrong(folder)] == [("stores", Level.PROBLEM)]


def test_a_store_of_other_documents_is_found(folder: Path) -> None:
    """A store that is whole, but holds less than the catalog, is not that catalog's."""
    before = store(folder)
    shutil.copytree(before, folder.parent / "older")
    index_notes(folder, {"more.txt": "One more note.\n"})
    newest = max((folder / ".briefbot" / STORES).iterdir())
    shutil.rmtree(newest)
    shutil.copytree(folder.parent / "older", newest)
    (finding,) = wrong(folder)
    assert (finding.area, finding.level) == ("stores", Level.PROBLEM)
    assert finding.what == "they hold 5 and 5 sentences, the catalog 6"


def test_a_missing_vector_is_found(folder: Path) -> None:
    """A sentence without a vector would be lost when the stores are made again."""
    change(folder, "DELETE FROM vectors WHERE digest = (SELECT digest FROM sentences LIMIT 1)")
    (finding,) = wrong(folder)
    assert (finding.area, finding.level, finding.what) == ("catalog", Level.PROBLEM, "1 sentences have no vector")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sentences SET reading = 'The two leaders quarreled.' WHERE reading LIKE '%agreed%'",
        "UPDATE sentences SET \"end\" = 9999 WHERE reading LIKE '%agreed%'",
        "UPDATE sentences SET start = -1 WHERE reading LIKE '%agreed%'",
        "UPDATE sentences SET \"end\" = start WHERE reading LIKE '%agreed%'",
        'UPDATE sentences SET "end" = "end" + 2 WHERE reading LIKE \'%agreed%\'',
        "UPDATE sentences SET ordinal = 7 - ordinal WHERE reading NOT LIKE '%ferry%' AND reading NOT LIKE '%pays%'",
    ],
)
def test_a_changed_sentence_is_found(folder: Path, statement: str) -> None:
    """Readings are held against their digests, and spans against the text and each other."""
    change(folder, statement)
    finding = wrong(folder)[0]
    assert (finding.area, finding.level) == ("sentences", Level.PROBLEM)
    assert finding.what == f"the sentences of {LEADERS} do not fit its text"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sentences SET start = start + 1 WHERE reading LIKE '%agreed%'",
        'UPDATE sentences SET "end" = "end" - 1 WHERE reading LIKE \'%agreed%\'',
        "DELETE FROM sentences WHERE reading LIKE '%agreed%'",
    ],
)
def test_sentences_that_fit_but_are_others_are_found(folder: Path, statement: str) -> None:
    """Reading the note again gives the same sentences at the same places, or something is wrong."""
    change(folder, statement)
    finding = next(finding for finding in wrong(folder) if finding.area == "briefings")
    assert finding.level is Level.PROBLEM
    assert finding.what == f"the sentences of {LEADERS} are not those that reading it again gives"


def test_a_changed_text_is_found(folder: Path) -> None:
    """A document's text is held against its digest, so no answer can quote what no note says."""
    change(folder, "UPDATE documents SET text = replace(text, 'ferry', 'train') WHERE source = ?", FERRY)
    (finding,) = wrong(folder)
    assert (finding.area, finding.level) == ("sentences", Level.PROBLEM)
    assert finding.what == f"the text of {FERRY} is not what its digest says"


def test_an_edited_briefing_is_found(folder: Path) -> None:
    """A note that was edited since is named; that is no damage, only work for the next sync."""
    (folder / FERRY).write_text("The ferry never sails.\n", encoding="utf-8")
    (finding,) = wrong(folder)
    assert (finding.area, finding.level) == ("briefings", Level.WARNING)
    assert finding.what == f"{FERRY} is not what was indexed any more"


def test_a_deleted_briefing_is_found(folder: Path) -> None:
    """A note that is gone cannot be held against anything."""
    (folder / LEADERS).unlink()
    (finding,) = wrong(folder)
    assert (finding.level, finding.what) == (Level.WARNING, f"{LEADERS} cannot be read any more")


def test_every_damage_is_named(folder: Path) -> None:
    """One look finds all there is to find."""
    change(folder, "DELETE FROM vectors WHERE digest = (SELECT digest FROM sentences LIMIT 1)")
    change(folder, "UPDATE documents SET text = text || '.' WHERE source = ?", FERRY)
    flip(next(store(folder).glob("passage-vectors/*.faiss")), -1)
    (folder / LEADERS).unlink()
    assert [finding.area for finding in wrong(folder)] == ["catalog", "sentences", "stores", "briefings"]


def test_an_index_without_a_generation_is_found(folder: Path) -> None:
    """A catalog in which nothing was published cannot answer."""
    change(folder, "DELETE FROM facts")
    (finding,) = wrong(folder)
    assert (finding.area, finding.what) == ("stores", "no generation was ever published")


def test_a_damaged_index_of_a_table_is_found(folder: Path) -> None:
    """What SQLite's own check finds is a problem of the catalog."""
    with closing(sqlite3.connect(folder / ".briefbot" / CATALOG_NAME)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_schema WHERE name = 'sentences_of_digest'")
        connection.commit()
    finding = wrong(folder)[0]
    assert (finding.area, finding.level) == ("catalog", Level.PROBLEM)
    assert "briefbot index --rebuild" in finding.todo


def test_pages_that_cannot_be_read_are_found_or_refused(folder: Path) -> None:
    """A catalog with a page of zeros is never said to be whole."""
    path = folder / ".briefbot" / CATALOG_NAME
    content = path.read_bytes()
    page = int.from_bytes(content[16:18], "big")
    for number in range(1, len(content) // page):
        path.write_bytes(content[: number * page] + bytes(page) + content[(number + 1) * page :])
        try:
            found = wrong(folder)
        except CatalogError as error:
            assert "damaged" in error.what  # noqa: PT017 - either is right
        else:
            assert found
