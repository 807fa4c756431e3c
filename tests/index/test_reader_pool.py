"""Any number of threads read one index, each question on one generation."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from fake_encoder import Desk, desk

from index.errors import BriefbotError, CatalogError, StoreError
from index.reader_pool import ReaderPool
from index.schema import CATALOG_NAME, create_catalog
from index.stores.layout import open_stores

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.seen import Snapshot
    from index.stores.layout import Stores


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    """Return a desk with a note that is indexed."""
    made = desk(tmp_path)
    made.write("a.md", "Note number 0.\n")
    made.sync()
    return made


@pytest.fixture
def pool(at: Desk) -> Iterator[ReaderPool]:
    """Return another reader of the same index, as another process has it."""
    made = ReaderPool(at.index)
    yield made
    made.close()


def whole(snapshot: Snapshot) -> tuple[int, int]:
    """Return a snapshot's generation and number of sentences, in the catalog and in every store the same."""
    count = len(snapshot.stores.sentence_vectors)
    documents = [number for number, _ in snapshot.sources()]
    assert len(documents) == count == len(snapshot.stores.sentence_words)
    assert len(snapshot.stores.passage_vectors) == len(snapshot.stores.passage_words) == count
    return snapshot.facts.generation, count


def test_an_index_that_is_not_there_is_an_error_that_says_so(tmp_path: Path) -> None:
    """Making the pool opens nothing, reading makes nothing."""
    pool = ReaderPool(tmp_path / "index")
    with pytest.raises(CatalogError, match="there is no index"), pool.reading():
        pass
    with pytest.raises(CatalogError, match="there is no index"), pool.snapshot():
        pass
    assert not (tmp_path / "index").exists()


def test_an_index_without_a_generation_is_empty(tmp_path: Path) -> None:
    """A sync that was interrupted before it published left nothing to ask."""
    create_catalog(tmp_path / CATALOG_NAME).close()
    pool = ReaderPool(tmp_path)
    with pytest.raises(CatalogError, match=r"is empty.*briefbot index"), pool.snapshot():
        pass
    pool.close()


def test_a_connection_is_used_again(pool: ReaderPool) -> None:
    """One after the other reads through the same connection, two at once through two."""
    with pool.reading() as first:
        pass
    with pool.reading() as second, pool.reading() as third:
        assert second is first
        assert third is not second
    assert not first.in_transaction


def test_a_closed_pool_opens_again(pool: ReaderPool) -> None:
    """Closing is only letting go of what is open."""
    with pool.snapshot() as snapshot:
        whole(snapshot)
    with pool.reading() as connection:
        pass
    pool.close()
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")
    with pool.snapshot() as snapshot:
        assert whole(snapshot) == (1, 1)


def test_a_reader_that_fails_leaves_no_transaction_open(pool: ReaderPool) -> None:
    """Its connection is closed, and its error is raised as it is."""
    with pytest.raises(ZeroDivisionError), pool.reading() as connection:
        raise ZeroDivisionError
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")
    with pool.reading():
        pass


def test_what_sqlite_says_is_translated(pool: ReaderPool) -> None:
    """A query that fails is one of briefbot's errors, with the catalog's name."""
    with pytest.raises(BriefbotError, match=CATALOG_NAME), pool.reading() as connection:
        connection.execute("SELECT x FROM nowhere")


def test_an_error_of_a_question_is_not_tried_again(pool: ReaderPool) -> None:
    """What the work on a snapshot raises comes out as it is, the first time."""
    begun: list[Snapshot] = []

    def work() -> None:
        with pool.snapshot() as snapshot:
            begun.append(snapshot)
            raise StoreError("by the work")

    with pytest.raises(StoreError, match="by the work"):
        work()
    assert len(begun) == 1


def test_a_snapshot_stays_on_its_generation(at: Desk, pool: ReaderPool) -> None:
    """What is published in the meantime is seen by the next one; the stores are those of its own generation."""
    with pool.snapshot() as before:
        at.write("b.md", "Note number 1.\n")
        at.sync()
        assert whole(before) == (1, 1)
        with pool.snapshot() as after:
            assert whole(after) == (2, 2)
        with pool.snapshot() as again:
            assert again.stores is after.stores
        assert whole(before) == (1, 1)


def test_every_thread_sees_whole_generations_while_one_writes(at: Desk) -> None:
    """Catalog and stores of a snapshot agree, and no thread goes back to an older generation."""
    pool = ReaderPool(at.index)
    done = threading.Event()
    errors: list[BaseException] = []
    seen: list[list[tuple[int, int]]] = []

    def read() -> None:
        mine: list[tuple[int, int]] = []
        seen.append(mine)
        try:
            while not done.is_set():
                with pool.snapshot() as snapshot:
                    mine.append(whole(snapshot))
        except BaseException as error:  # noqa: BLE001 - told by the test
            errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    try:
        for number in range(1, 9):
            at.write(f"{number}.md", f"Note number {number}.\n")
            at.sync()
    finally:
        done.set()
        for reader in readers:
            reader.join()
        pool.close()
    assert errors == []
    for mine in seen:
        assert mine == sorted(mine)
        assert all(generation == count for generation, count in mine)
    assert len({generation for mine in seen for generation, _ in mine}) > 1


def test_a_catalog_that_was_made_anew_is_seen(at: Desk, pool: ReaderPool) -> None:
    """A reader does not go on with the file that was set aside."""
    with pool.snapshot() as snapshot:
        assert whole(snapshot) == (1, 1)
    at.write("b.md", "Note number 1.\n")
    at.upkeep.rebuild()
    with pool.snapshot() as snapshot:
        assert whole(snapshot) == (1, 2)
    with pool.reading() as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (2,)


def test_a_catalog_that_is_gone_is_missed(at: Desk, pool: ReaderPool) -> None:
    """An open connection does not hide that the index was deleted."""
    with pool.reading():
        pass
    at.pool.close()
    shutil.rmtree(at.index)
    with pytest.raises(CatalogError, match="there is no index"), pool.reading():
        pass


@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_a_damaged_store_is_an_error(at: Desk, pool: ReaderPool, damage: str) -> None:
    """It is not a store that was replaced: where the generation is the same at a second try, the error comes out."""
    (store,) = (at.index / "stores").iterdir()
    if damage == "gone":
        shutil.rmtree(store)
    else:
        next((store / "passage-vectors").glob("*.faiss")).write_bytes(b"cut")
    with pytest.raises(StoreError, match=store.name), pool.snapshot():
        pass


def test_a_store_that_was_replaced_while_it_was_opened_is_no_error(
    at: Desk, pool: ReaderPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader looks again which generation is visible, and opens that one's."""
    tries: list[Path] = []

    def replaced(folder: Path, before: Stores | None) -> Stores:
        tries.append(folder)
        if len(tries) == 1:
            at.upkeep.repair()
        return open_stores(folder, before)

    monkeypatch.setattr("index.stores.layout.open_stores", replaced)
    with pool.snapshot() as snapshot:
        assert whole(snapshot) == (1, 1)
        assert tries[1].name == snapshot.facts.store != tries[0].name


def test_a_locked_catalog_does_not_stop_readers(at: Desk, pool: ReaderPool) -> None:
    """A writer in the middle of its transaction is waited for by nobody who reads."""
    with closing(sqlite3.connect(at.index / CATALOG_NAME, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM documents")
        with pool.snapshot() as snapshot:
            assert whole(snapshot) == (1, 1)
