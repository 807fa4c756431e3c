"""A catalog that is made anew leaves the old one aside until what only that one knew is carried over."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from index.aside import ASIDE, KEPT, MOST_KEPT, left_aside, let_go, place_to_keep, set_aside, settle
from index.catalog import Catalog
from index.columns import Segmented, words_digest
from index.errors import FolderError
from index.file_state import FileState, file_digest
from index.group import group
from index.readers import read
from index.schema import CATALOG_NAME
from index.segment import segment
from index.staging import promote

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path


def stage(catalog: Catalog, source: str, text: str) -> None:
    """Stage a note as a sync does."""
    document = read(source, text.encode())
    sentences = segment(document)
    state = FileState(source, 1, 2, 3, file_digest(text.encode()))
    catalog.stage([(state, [Segmented(document, sentences, group(sentences))])])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an index's folder whose catalog has a past, a present and something staged."""
    made = tmp_path / "index"
    made.mkdir()
    with Catalog(made) as catalog:
        for text in ("Past words.", "Present words."):
            stage(catalog, "a.md", text)
            with catalog.transaction() as connection:
                promote(connection, [])
        stage(catalog, "b.md", "Staged words.")
    return made


def past(catalog: Catalog) -> set[bytes]:
    """Return the digests of all words that are remembered."""
    with catalog.transaction() as connection:
        return {digest for (digest,) in connection.execute("SELECT digest FROM past")}


def test_without_a_catalog_nothing_is_set_aside(tmp_path: Path) -> None:
    """No folder is made for it."""
    assert set_aside(tmp_path) is None
    assert left_aside(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_a_catalog_is_moved_with_its_log(folder: Path) -> None:
    """What a killed writer left in the log goes along, and the place is free for a new catalog."""
    names = [CATALOG_NAME, f"{CATALOG_NAME}-shm", f"{CATALOG_NAME}-wal"]
    for name in names[1:]:
        (folder / name).write_bytes(b"log")
    aside = set_aside(folder)
    assert aside is not None
    assert aside.parent == folder / ASIDE
    assert sorted(path.name for path in aside.iterdir()) == names
    assert [path.name for path in folder.iterdir()] == [ASIDE]


def test_two_are_set_aside_in_two_places(folder: Path) -> None:
    """The second takes nothing from the first."""
    first = set_aside(folder)
    Catalog(folder).__exit__(None, None, None)
    second = set_aside(folder)
    assert first is not None
    assert second is not None
    assert left_aside(folder) == [first, second]
    assert (first / CATALOG_NAME).is_file()


def test_where_sentences_stood_is_carried_over(folder: Path) -> None:
    """Of the past and of what was visible; what was only staged was never shown to anybody."""
    aside = set_aside(folder)
    assert aside is not None
    with Catalog(folder) as catalog:
        assert not settle(aside, catalog, keeps_history=False)
        assert past(catalog) == {words_digest("Past words."), words_digest("Present words.")}
    assert not aside.exists()


def test_what_the_log_holds_is_carried_over(folder: Path) -> None:
    """A process that was killed leaves its last commits in the log alone."""
    with closing(sqlite3.connect(folder / CATALOG_NAME, isolation_level=None)) as writer:
        writer.execute("PRAGMA wal_autocheckpoint = 0")
        writer.execute("INSERT INTO past VALUES (x'00', 0, 1, x'aa')")
        saved = {path.name: path.read_bytes() for path in folder.glob(f"{CATALOG_NAME}*")}
    for name, content in saved.items():
        (folder / name).write_bytes(content)
    (folder / f"{CATALOG_NAME}-shm").unlink()
    aside = set_aside(folder)
    assert aside is not None
    with Catalog(folder) as catalog:
        assert not settle(aside, catalog, keeps_history=False)
        assert b"\xaa" in past(catalog)


DAMAGES = [b"no database at all" * 100, b""]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_catalog_is_let_go(folder: Path, damage: bytes) -> None:
    """What cannot be read may hold what was deleted."""
    (folder / CATALOG_NAME).write_bytes(damage)
    aside = set_aside(folder)
    assert aside is not None
    (aside / f"{CATALOG_NAME}-wal").write_bytes(b"words")
    with Catalog(folder) as catalog:
        assert not settle(aside, catalog, keeps_history=False)
        assert past(catalog) == set()
    assert not aside.exists()
    assert not aside.parent.exists()
    assert not place_to_keep(aside).exists()


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_catalog_is_kept_where_history_is(folder: Path, damage: bytes) -> None:
    """Somebody may still want to look at it; of more than three the oldest go."""
    places = []
    for _ in range(MOST_KEPT + 1):
        (folder / CATALOG_NAME).write_bytes(damage)
        aside = set_aside(folder)
        assert aside is not None
        places.append(place_to_keep(aside))
        with Catalog(folder) as catalog:
            assert settle(aside, catalog, keeps_history=True)
        assert (places[-1] / CATALOG_NAME).read_bytes() == damage
    assert sorted((folder / KEPT).iterdir()) == places[1:]
    let_go(folder)
    assert not (folder / KEPT).exists()


def test_of_a_damaged_catalog_is_carried_over_what_can_be_read(folder: Path) -> None:
    """Where sentences stood, though the pages of what was visible are overwritten."""
    catalog = folder / CATALOG_NAME
    content = bytearray(catalog.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    for page in range(size, len(content), size):
        if b"Present words." in content[page : page + size]:
            content[page : page + size] = b"\xff" * size
    catalog.write_bytes(content)
    aside = set_aside(folder)
    assert aside is not None
    with Catalog(folder) as successor:
        settle(aside, successor, keeps_history=False)
        assert past(successor) == {words_digest("Past words.")}


def test_a_catalog_that_cannot_be_moved_is_an_error(
    open_folder: Path, bound_by_permissions: Callable[[], AbstractContextManager[None]]
) -> None:
    """It stays where it is, and the place is named."""
    (open_folder / CATALOG_NAME).write_bytes(b"x")
    open_folder.chmod(0o555)
    with bound_by_permissions(), pytest.raises(FolderError, match=r"cannot write .*permissions"):
        set_aside(open_folder)
    assert (open_folder / CATALOG_NAME).is_file()
