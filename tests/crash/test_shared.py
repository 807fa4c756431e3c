"""A shared index when its server, its network or a writer of it fails: one line, nothing lost, and on it goes."""

from __future__ import annotations

import threading
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest
from lite_server import URI, LiteServer, lite_server, needs_milvus, new_name
from small_stores import SmallStore, embedded

from index.errors import BriefbotError, CatalogError, DiskFullError, StoreError, UnreachableError
from index.records import Filters
from index.reports import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOTES = {
    f"notes/{number:02d}.txt": f"Note {number} speaks of the ferry.\n\nIts color is c{number}.\n"
    for number in range(12)
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiteServer]:
    """Give a server that is killed and frozen."""
    needs_milvus()
    if URI:
        pytest.skip("another server than milvus-lite is not killed")
    with lite_server(tmp_path_factory.mktemp("milvus") / "data") as running:
        yield running


@pytest.fixture
def opened(server: LiteServer, tmp_path: Path) -> Iterator[Callable[..., SmallStore]]:
    """Give what opens one shared index, from another folder of this machine each time it is told to."""
    from index.milvus.connection import Patience
    from index.milvus.store import open_shared

    made: list[SmallStore] = []
    address = server.address(new_name())

    def open_one(part: str | None = None, index: str = "index") -> SmallStore:
        one = SmallStore(tmp_path / "notes", partial(open_shared, address, part=part), index=index)
        one.store.pool.server._patience = Patience(3.0, 3.0, 0.05)
        made.append(one)
        return one

    yield open_one
    for one in made:
        one.close()


def restart_soon(server: LiteServer) -> threading.Thread:
    """Kill the server, and start it again in a second."""
    server.kill()

    def start() -> None:
        time.sleep(1.0)
        server.start()

    thread = threading.Thread(target=start)
    thread.start()
    return thread


def is_whole(small: SmallStore, notes: dict[str, str]) -> bool:
    """Return whether the index holds these notes, and an audit finds nothing wrong with it."""
    held = {
        each.source: small.store.holdings.document(each.source, Filters()).text
        for each in small.store.holdings.documents(Filters())
    }
    return held == notes and all(one.level is Level.OK for one in small.store.holdings.audit(Filters()))


def test_a_server_that_is_gone_is_told_of_in_one_line_and_asked_again(
    server: LiteServer, opened: Callable[..., SmallStore]
) -> None:
    """While it is down a question fails as one that can be asked again; when it is back, it is answered."""
    small = opened()
    small.sync(NOTES)
    before = small.candidates("ferry color")
    server.kill()
    for _ in range(2):
        with pytest.raises(UnreachableError, match="does not answer") as raised:
            small.candidates("ferry color")
        assert "\n" not in str(raised.value)
    server.start()
    assert small.candidates("ferry color") == before


def test_a_server_that_is_back_within_the_patience_is_not_missed(
    server: LiteServer, opened: Callable[..., SmallStore]
) -> None:
    """A question that is asked while it starts again is answered a little later."""
    from index.milvus.connection import Patience

    small = opened()
    small.sync(NOTES)
    before = small.candidates("ferry color")
    small.store.pool.server._patience = Patience(5.0, 30.0, 0.2)
    thread = restart_soon(server)
    assert small.candidates("ferry color") == before
    thread.join()


def test_a_server_that_hangs_is_not_waited_for_without_end(
    server: LiteServer, opened: Callable[..., SmallStore]
) -> None:
    """Connections stay and nothing comes: gRPC's own error is told as the same one line."""
    small = opened()
    small.sync(NOTES)
    server.freeze()
    try:
        with pytest.raises(UnreachableError, match="does not answer"):
            small.candidates("ferry color")
    finally:
        server.thaw()
    assert small.candidates("ferry color")


def test_indexing_goes_on_where_the_server_was_killed(
    server: LiteServer, opened: Callable[..., SmallStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between two batches and started again: the sync waits for it, and the index is whole."""
    from index.milvus import push

    small = opened()
    small.sync({"first.txt": "There before.\n"})
    monkeypatch.setattr(push, "_TOGETHER", 4)
    threads: list[threading.Thread] = []
    stored: Callable[..., object] = push.Pushing._send

    def send(*arguments: object) -> object:
        if not threads:
            threads.append(restart_soon(server))
        return stored(*arguments)

    monkeypatch.setattr(push.Pushing, "_send", send)
    small.sync(NOTES)
    threads[0].join()
    assert is_whole(small, {"first.txt": "There before.\n", **NOTES})


class Died(BaseException):
    """A writer that is killed."""


@pytest.mark.parametrize("step", ["_send", "_leaving", "finish"])
def test_a_writer_that_dies_leaves_nothing_that_answers(
    opened: Callable[..., SmallStore], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """What it wrote is in no search and no count; the next writer clears it away and does it all."""
    from index.milvus import ledger, push

    small = opened()
    small.sync(NOTES)
    where = ledger.Ledger if step == "finish" else push.Pushing
    done = getattr(where, step)

    def die(*arguments: object) -> None:
        if step == "_send":
            done(*arguments)
        raise Died

    changed = {"notes/00.txt": "Note 0 was rewritten.\n", "new.txt": "A new ferry.\n"}
    with monkeypatch.context() as patched:
        patched.setattr(where, step, die)
        with pytest.raises(Died):
            small.sync(changed)
    assert is_whole(small, NOTES)
    assert "A new ferry." not in small.candidates("new ferry rewritten")
    small.sync()
    assert is_whole(small, {**NOTES, **changed})
    _nothing_left(small)


def _nothing_left(small: SmallStore) -> None:
    """Check that the server holds no row of a generation that never was."""
    from index.milvus.ledger import DONE
    from index.milvus.tables import DOCUMENTS, PASSAGES, SENTENCES, TERMS

    server, records = small.store.pool.server, small.store.pool.ledger.records()
    void = [mark.number for mark in records.marks if mark.state != DONE]
    for table in (SENTENCES, PASSAGES, DOCUMENTS, TERMS):
        assert void
        assert not [row for row in server.every(table, "born > 0", ["id", "born"]) if row["born"] in void]


def test_what_another_writer_left_is_cleared_away_once_it_is_silent_for_long(
    opened: Callable[..., SmallStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer on another machine is left alone while it may be alive, and its leavings never answer."""
    from index.milvus import ledger

    one, other = opened(index="one"), opened(index="other")
    one.sync(NOTES)
    with monkeypatch.context() as patched:
        patched.setattr(ledger.Ledger, "finish", _die)
        with pytest.raises(Died):
            one.sync({"new.txt": "A new ferry.\n"})
    other.sync({"newer.txt": "A newer ferry.\n"})
    open_marks = [mark for mark in other.store.pool.ledger.records().marks if mark.state == ledger.BEGUN]
    assert len(open_marks) == 1
    monkeypatch.setattr(ledger, "ABANDONED_MS", -1)
    other.sync()
    assert [mark for mark in other.store.pool.ledger.records().marks if mark.state == ledger.BEGUN] == []
    assert is_whole(other, {**NOTES, "new.txt": "A new ferry.\n", "newer.txt": "A newer ferry.\n"})


def _die(*_: object) -> None:
    raise Died


def test_a_writer_that_was_taken_for_dead_notices(
    opened: Callable[..., SmallStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A laptop that slept for long goes on writing what others have cleared away: it is told, and nothing shows."""
    from index.milvus import ledger, push

    one, other = opened(index="one"), opened(index="other")
    one.sync(NOTES)
    leaving: Callable[..., object] = push.Pushing._leaving

    def sleep_long(*arguments: object) -> object:
        with monkeypatch.context() as patched:
            patched.setattr(push.Pushing, "_leaving", leaving)
            patched.setattr(ledger, "ABANDONED_MS", -1)
            other.sync({"other.txt": "Another ferry.\n"})
        return leaving(*arguments)

    (one.notes / "late.txt").write_text("A late ferry.\n")
    with monkeypatch.context() as patched:
        patched.setattr(push.Pushing, "_leaving", sleep_long)
        with pytest.raises(UnreachableError, match="taken for dead"):
            one.sync()
    one.sync()
    assert is_whole(one, {**NOTES, "late.txt": "A late ferry.\n", "other.txt": "Another ferry.\n"})


def test_two_writers_of_different_documents_end_in_the_same_index_as_one(
    opened: Callable[..., SmallStore], tmp_path: Path
) -> None:
    """Two parts of a folder, indexed at once: all documents, each once, and what a search gives is as of one writer."""
    parts = [opened("1/2", "one"), opened("2/2", "two")]
    parts[0].write(NOTES)
    threads = [threading.Thread(target=part.sync) for part in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    reference = SmallStore(tmp_path / "notes", embedded, index="reference")
    reference.sync()
    assert is_whole(parts[0], NOTES)
    assert sorted(parts[1].candidates("ferry color c7")) == sorted(reference.candidates("ferry color c7"))
    assert all(part.sync().unchanged for part in parts)
    (parts[0].notes / "notes/03.txt").unlink()
    removed = [part.sync().removed for part in parts]
    assert sorted(removed) == [(), ("notes/03.txt",)]
    reference.close()


def test_two_writers_of_the_same_documents_leave_each_once(opened: Callable[..., SmallStore]) -> None:
    """Whoever has the later generation has the document; nothing answers twice."""
    writers = [opened(index="one"), opened(index="two")]
    writers[0].write(NOTES)
    troubles: list[BriefbotError] = []

    def sync(writer: SmallStore) -> None:
        try:
            writer.sync()
        except BriefbotError as error:
            troubles.append(error)

    threads = [threading.Thread(target=sync, args=(writer,)) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    found = writers[0].candidates("ferry color")
    assert len(found) == len(set(found))
    assert writers[0].sources() == sorted(NOTES)


@pytest.mark.parametrize("way", ["there", "back"])
def test_a_copy_that_is_broken_off_goes_on(
    server: LiteServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """Killed after some documents: what was copied is not copied again, and the checksums of both agree."""
    from index.milvus import copy, take

    local = SmallStore(tmp_path / "notes", embedded)
    local.sync(NOTES)
    local.close()
    address, back = server.address(new_name()), tmp_path / "back"
    copied = partial(copy.copy_index, notify=lambda _: None)
    monkeypatch.setattr(copy, "LOAD", 4)
    monkeypatch.setattr(take, "_TOGETHER", 4)
    source, target = str(tmp_path / "index"), address
    if way == "back":
        copied(source, target, progress=lambda *_: None)
        source, target = address, str(back)

    def die(done: int, _: int) -> None:
        if done >= 6:
            raise Died

    with pytest.raises(Died):
        copied(source, target, progress=die)
    time.sleep(1.0)  # milvus-lite compacts beside its work, and where it is killed then it leaves an empty file
    thread = restart_soon(server)
    steps: list[int] = []
    result = copied(source, target, progress=lambda done, _: steps.append(done))
    thread.join()
    assert result.contents.documents == len(NOTES)
    if way == "there":
        assert result.there == 6
    assert copied(source, target, progress=lambda *_: None).copied == 0


def test_a_copy_takes_out_what_the_source_has_no_more(server: LiteServer, tmp_path: Path) -> None:
    """After an edit and a removal the copy holds what the source holds, both ways."""
    from index.milvus.copy import copy_index

    local = SmallStore(tmp_path / "notes", embedded)
    local.sync(NOTES)
    address, quiet = server.address(new_name()), {"notify": lambda _: None, "progress": lambda *_: None}
    copy_index(str(tmp_path / "index"), address, **quiet)
    copy_index(address, str(tmp_path / "back"), **quiet)
    (local.notes / "notes/03.txt").unlink()
    local.sync({"notes/04.txt": "Rewritten.\n"})
    local.close()
    there = copy_index(str(tmp_path / "index"), address, **quiet)
    back = copy_index(address, str(tmp_path / "back"), **quiet)
    assert (there.copied, there.removed) == (back.copied, back.removed) == (1, 1)
    assert there.contents == back.contents


def test_an_index_of_other_vectors_is_refused(server: LiteServer, opened: Callable[..., SmallStore]) -> None:
    """Collections that take vectors of another length say so in one line, before anything is written."""
    small = opened()
    small.store.pool.server.make(32)
    with pytest.raises(CatalogError, match="takes vectors of 32, and those of words have 64"):
        small.sync(NOTES)


def test_a_collection_of_somebody_else_is_left_alone(server: LiteServer, opened: Callable[..., SmallStore]) -> None:
    """One of the same name and another schema is named as what it is, and stays as it was."""
    from pymilvus import MilvusClient

    small = opened()
    address = small.store.pool.server.address
    client = MilvusClient(address.uri)
    client.create_collection(address.collection, dimension=8)
    with pytest.raises(CatalogError, match="is none of briefbot's"):
        small.sync(NOTES)
    client.insert(address.collection, [{"id": 1, "vector": [0.0] * 8}])
    client.close()


def test_a_server_without_room_says_so(tmp_path: Path) -> None:
    """A sync that the server has no room for fails in one line, and what was there answers on."""
    needs_milvus()
    pytest.importorskip("resource")
    from index.milvus.store import open_shared

    full = LiteServer(tmp_path / "data", most_bytes=200_000)
    full.start()
    small = SmallStore(tmp_path / "notes", partial(open_shared, full.address("small")))
    try:
        small.sync({"first.txt": "There before.\n"})
        with pytest.raises(DiskFullError, match="no room left"):
            small.sync(
                {
                    f"{number}.txt": "".join(f"Word{number}x{place} stands here.\n\n" for place in range(200))
                    for number in range(20)
                }
            )
        assert small.candidates("there before") == ["There before."]
    finally:
        small.close()
        full.kill()


def _first_sentence(small: SmallStore) -> int:
    from index.milvus.tables import SENTENCES

    return min(row["id"] for row in small.store.pool.server.every(SENTENCES, "born > 0", ["id"]))


def test_a_row_that_is_lost_is_found(opened: Callable[..., SmallStore]) -> None:
    """By the audit, which names the document; a rebuild mends it."""
    from index.milvus.tables import SENTENCES

    small = opened()
    small.sync(NOTES)
    small.store.pool.server.delete(SENTENCES, f"id == {_first_sentence(small)}")
    problems = [one.what for one in small.store.holdings.audit(Filters()) if one.level is not Level.OK]
    assert problems[0] == "there are not all sentences of notes/00.txt"
    assert "are counted" in problems[1]
    small.store.upkeep.rebuild()
    assert is_whole(small, NOTES)


def test_a_vector_that_is_no_number_is_found(opened: Callable[..., SmallStore]) -> None:
    """The server takes it."""
    from index.milvus.tables import SENTENCES

    small = opened()
    small.sync(NOTES)
    server = small.store.pool.server
    (row,) = server.get(SENTENCES, [_first_sentence(small)], ["*"])
    bm25 = [name for name in row if name.endswith("_bm25")]
    spoiled = {name: value for name, value in row.items() if name not in bm25} | {"vector": [float("nan")] * 64}
    server.put(SENTENCES, [spoiled])
    problems = [one.what for one in small.store.holdings.audit(Filters()) if one.level is not Level.OK]
    assert problems == ["the vectors are not of length 1 of notes/00.txt"]


def test_a_copy_that_is_not_what_it_was_made_from_is_told(server: LiteServer, tmp_path: Path) -> None:
    """Where a row was lost on the way, the checksums differ."""
    from index.milvus.address import parse_address
    from index.milvus.copy import copy_index
    from index.milvus.server import Server
    from index.milvus.tables import SENTENCES

    local = SmallStore(tmp_path / "notes", embedded)
    local.sync(NOTES)
    local.close()
    address, quiet = server.address(new_name()), {"notify": lambda _: None, "progress": lambda *_: None}
    copy_index(str(tmp_path / "index"), address, **quiet)
    connected = Server(parse_address(address))
    rows = connected.every(SENTENCES, "born > 0", ["id"])
    connected.delete(SENTENCES, f"id == {rows[0]['id']}")
    connected.close()
    with pytest.raises(StoreError, match="is not what it was made from"):
        copy_index(str(tmp_path / "index"), address, **quiet)


def test_counts_that_are_off_are_counted_anew(opened: Callable[..., SmallStore]) -> None:
    """`compact` finds what the counts of two writers of one document have left, and leaves right ones alone."""
    from index.milvus.tables import TERMS

    small = opened()
    small.sync(NOTES)
    server = small.store.pool.server
    before = small.store.pool.ledger.records().view().generation
    small.store.upkeep.compact()
    assert small.store.pool.ledger.records().view().generation == before
    row = next(row for row in server.every(TERMS, 'term == "ferri"', ["*"]) if row["field"] == "titled")
    server.put(TERMS, [row | {"texts": row["texts"] + 5}])
    small.store.upkeep.compact()
    with small.store.pool.snapshot() as snapshot:
        assert dict(snapshot.stores.sentence_words.dictionary("titled", "ferri", None)) == {"ferri": 12}
