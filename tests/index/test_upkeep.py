"""An index is kept in step with its folder, made anew, and repaired."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from fake_encoder import Desk, FakeEncoder, desk

from index.allowed import Allowed
from index.briefings import Briefings
from index.changes import NOTHING_KNOWN
from index.check import check_citation
from index.errors import CatalogError, DiskFullError, FolderError, ModelError
from index.lock import writer_lock
from index.models import Model
from index.reports import Standing
from index.scan import scan_all
from index.schema import CATALOG_NAME, FORMAT_VERSION, create_catalog
from index.upkeep import Upkeep

if TYPE_CHECKING:
    from pathlib import Path

    from index.folders import Folders
    from index.reports import SyncReport
    from index.scan import Scan
    from index.scan_rules import ScanRules

FERRY = "# Ferry\n\nThe ferry leaves at nine. It is often late.\n"
LATE = "It is often late."


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    """Return a desk with a note that is indexed."""
    made = desk(tmp_path)
    made.write("ferry.md", FERRY)
    made.sync()
    return made


def cite(at: Desk, source: str, words: str) -> str:
    """Return the citation of words in a note as it is on disk."""
    text = (at.notes / source).read_text(encoding="utf-8")
    start = text.index(words)
    return f"{source}#{start}-{start + len(words)}@{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def standing(at: Desk, citation: str) -> Standing:
    """Return what has become of a citation."""
    with at.pool.reading() as connection:
        return check_citation(connection, citation, Allowed()).standing


def generation(at: Desk) -> int:
    """Return the visible generation's number, its stores opened."""
    with at.pool.snapshot() as snapshot:
        return snapshot.facts.generation


def execute(at: Desk, statement: str) -> None:
    """Change the catalog behind the index's back."""
    at.pool.close()
    with closing(sqlite3.connect(at.index / CATALOG_NAME, isolation_level=None)) as connection:
        connection.execute(statement)


def test_nothing_is_known_of_a_folder_without_an_index(tmp_path: Path) -> None:
    """Asking makes no file."""
    new = desk(tmp_path)
    assert new.upkeep.known() == NOTHING_KNOWN
    assert not new.index.exists()


@pytest.mark.parametrize("pragma", ["", "PRAGMA journal_mode = WAL"])
def test_a_catalog_without_tables_is_begun_again(tmp_path: Path, pragma: str) -> None:
    """A writer that is at work, or was killed, before its first commit leaves such a file: that is no damage."""
    new = desk(tmp_path)
    new.write("ferry.md", FERRY)
    new.index.mkdir()
    with closing(sqlite3.connect(new.index / CATALOG_NAME)) as connection:
        connection.execute(pragma)
        assert new.upkeep.known() == NOTHING_KNOWN
    assert new.sync().added == ("ferry.md",)


def test_another_programs_database_is_not_touched(tmp_path: Path) -> None:
    """A database with tables that are not ours is an error, not a place to begin."""
    new = desk(tmp_path)
    new.write("ferry.md", FERRY)
    new.index.mkdir()
    with closing(sqlite3.connect(new.index / CATALOG_NAME)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    with pytest.raises(CatalogError, match="not a whole briefbot catalog"):
        new.sync()


def test_another_models_index_is_refused_by_name(at: Desk) -> None:
    """Both models are named, and the index is as it was."""
    at.model = Model("huge", at.notes, "cd" * 32)
    at.write("more.md", "Another note.\n")
    with pytest.raises(CatalogError, match=r"made with the model tiny, not with huge.*--rebuild"):
        at.sync()
    at.model = Model("tiny again", at.notes, FakeEncoder.digest)
    assert at.sync().added == ("more.md",)


def test_a_newer_format_is_refused(at: Desk) -> None:
    """The index of a newer briefbot is neither read nor written."""
    execute(at, f"PRAGMA user_version = {FORMAT_VERSION + 1}")
    content = (at.index / CATALOG_NAME).read_bytes()
    with pytest.raises(CatalogError, match=f"format {FORMAT_VERSION + 1}.*update briefbot"):
        at.sync()
    assert (at.index / CATALOG_NAME).read_bytes() == content


def test_an_index_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A file in its place, say."""
    new = desk(tmp_path)
    new.write("ferry.md", FERRY)
    new.index.write_text("in the way", encoding="utf-8")
    with pytest.raises(FolderError, match="cannot write"):
        new.sync()


def test_skipped_files_alone_make_no_generation(at: Desk) -> None:
    """They are written down once, and told by every sync."""
    at.write("slides.exe", "%PDF")
    report = at.sync()
    assert (report.generation, len(report.skipped)) == (1, 1)
    assert at.rows("SELECT source FROM skipped") == [("slides.exe",)]
    assert at.sync().skipped == report.skipped


def test_what_is_newly_ignored_leaves_the_index(at: Desk) -> None:
    """At the next sync, with nothing read; what is ignored no longer comes back and is encoded again."""
    at.write("draft.md", "A draft.\n")
    at.sync()
    ignore = at.write(".briefbotignore", "draft.md\n")
    report = at.sync()
    assert (report.removed, report.ignored, report.encoded, at.read()) == (("draft.md",), 1, 0, 0)
    assert at.sources() == {"ferry.md"}
    assert at.rows("SELECT text FROM documents WHERE text LIKE '%draft%'") == []
    ignore.unlink()
    assert at.sync().added == ("draft.md",)


def test_a_folder_of_which_nothing_is_left_says_why(at: Desk) -> None:
    """It is not called empty."""
    at.write(".briefbotignore", "*\n")
    with pytest.raises(FolderError, match=r"nothing in the briefings folder .* is read: 1 left out by your patterns"):
        at.sync()
    assert at.sources() == set()


def test_a_folder_that_only_ever_held_skipped_files_is_an_error(tmp_path: Path) -> None:
    """It names how many there are and the first with its reason; no index is made."""
    new = desk(tmp_path)
    new.write("slides.exe", "%PDF")
    with pytest.raises(FolderError, match=r"1 skipped, the first with: no reader for \.exe; put"):
        new.sync()
    assert not new.index.exists()


def _read_by_other_rules(patch: pytest.MonkeyPatch) -> None:
    """Let today's rules be others than those that an index was made by."""
    for module in ("file_state", "changes", "publish"):
        patch.setattr(f"index.{module}.RULES_VERSION", 1_000)


def test_a_folder_is_looked_through_once(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """And again only where another writer was first, whose work is not done a second time."""
    looks: list[int] = []
    other = desk(at.notes.parent)

    def counted(folders: Folders, rules: ScanRules) -> Scan:
        looks.append(1)
        return scan_all(folders, rules)

    monkeypatch.setattr("index.upkeep.scan_all", counted)
    at.write("more.md", "Another note.\n")
    assert at.sync().added == ("more.md",)
    assert len(looks) == 1
    at.write("late.md", "A late note.\n")
    locked = at.upkeep.__class__._write

    def beaten(upkeep: Upkeep, *given: object) -> SyncReport:
        if upkeep is at.upkeep:
            other.sync()
        return locked(upkeep, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Upkeep, "_write", beaten)
    report = at.sync()
    assert (report.added, report.encoded, report.generation) == ((), 0, 3)
    assert len(looks) == 4  # the other's among them


def test_other_rules_read_all_again_while_the_old_generation_answers(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said before it starts, becomes visible as one, and encodes only what no text was before."""
    at.write("more.md", "Another note.\n")
    at.sync()
    _read_by_other_rules(monkeypatch)
    seen: list[tuple[int, set[str], int]] = []
    at.interrupt = lambda *_: seen.append((generation(at), at.sources(), len(at.told)))
    report = at.sync()
    assert (report.changed, report.encoded, at.read()) == (("ferry.md", "more.md"), 0, 2)
    assert len(seen) == 2
    assert all(each == (2, {"ferry.md", "more.md"}, 1) for each in seen)
    (told,) = at.told
    assert told.startswith("briefings are read by other rules than when the index was made: reading all 2 again")
    assert generation(at) == 3
    at.interrupt = lambda *_: None
    assert (at.sync().unchanged, at.read(), len(at.told)) == (2, 0, 1)


def test_reading_by_other_rules_that_is_interrupted_goes_on(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old generation answers until then, and every file is read by the new rules in the end."""
    at.write("more.md", "Another note.\n")
    at.sync()
    _read_by_other_rules(monkeypatch)
    at.interrupt = lambda step, done: _stop() if (step, done) == ("reading", 1) else None
    with pytest.raises(KeyboardInterrupt):
        at.sync()
    at.interrupt = lambda *_: None
    assert (generation(at), at.sources()) == (2, {"ferry.md", "more.md"})
    assert at.sync().changed == ("ferry.md", "more.md")
    assert at.rows("SELECT value FROM facts WHERE name = 'rules'") == [("1000",)]
    assert at.rows("SELECT count(*) FROM documents") == [(2,)]


def test_a_rebuild_with_another_model_says_so_before_it_starts(at: Desk) -> None:
    """What the old one made answers until it is done."""
    at.model = Model("huge", at.notes, "cd" * 32)
    seen: list[tuple[int, int]] = []
    at.interrupt = lambda *_: seen.append((generation(at), len(at.told)))
    at.upkeep.rebuild()
    assert at.told == ["making the index anew with the model huge: until that is done the one made with tiny answers"]
    assert set(seen) == {(1, 1)}


def test_a_rebuild_makes_all_anew(at: Desk) -> None:
    """Every text is encoded again, the old catalog is gone, and old citations are still known."""
    gone = cite(at, "ferry.md", LATE)
    at.write("ferry.md", FERRY.replace("nine", "ten o'clock"), day=1)
    at.sync()
    assert standing(at, gone) is Standing.MOVED
    at.encoder.encoded.clear()
    report = at.upkeep.rebuild()
    assert (report.added, report.encoded, report.generation) == (("ferry.md",), 3, 1)
    assert len(at.encoder.encoded) == 3
    assert standing(at, gone) is Standing.MOVED
    assert not (at.index / "aside").exists()
    assert not (at.index / "anew").exists()
    assert generation(at) == 1
    assert at.told == []


def test_a_rebuild_remembers_what_was_visible(at: Desk) -> None:
    """A note that changes at the same time as the index is rebuilt leaves its citations known."""
    cited = cite(at, "ferry.md", LATE)
    at.write("ferry.md", FERRY.replace("nine", "ten o'clock"), day=1)
    at.upkeep.rebuild()
    assert standing(at, cited) is Standing.MOVED


def test_a_rebuild_clears_the_old_stores(at: Desk) -> None:
    """Though the numbers of generations begin again."""
    for number in range(3):
        at.write(f"{number}.md", f"Note {number}.\n")
        at.sync()
    at.upkeep.rebuild()
    assert [name[:8] for name in at.stores()] == ["00000001"]
    at.write("more.md", "More.\n")
    at.sync()
    assert [name[:8] for name in at.stores()] == ["00000002"]


def test_readers_see_the_old_index_until_the_new_one_is_whole(at: Desk) -> None:
    """At every step of a rebuild the old generation answers, and the next look sees the new one."""
    at.write("more.md", "Another note.\n")
    seen: list[tuple[int, set[str]]] = []
    at.interrupt = lambda *_: seen.append((generation(at), at.sources()))
    with at.pool.snapshot() as before:
        at.upkeep.rebuild()
        assert len(before.sources()) == len(before.stores.passage_words) == 1
    assert len(seen) > 2
    assert all(each == (1, {"ferry.md"}) for each in seen)
    assert at.sources() == {"ferry.md", "more.md"}
    assert generation(at) == 1


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def _interrupt(at: Desk, patch: pytest.MonkeyPatch, moment: str) -> None:
    """Let a rebuild be interrupted at a moment."""
    match moment:
        case "encoding":
            patch.setattr("index.sync.ENCODED_TOGETHER", 1)
            at.interrupt = lambda step, done: _stop() if (step, done) == ("encoding", 2) else None
        case "publishing":
            patch.setattr("index.publish.seal_store", _stop)
        case "moving":
            patch.setattr("index.anew._move_store", _stop)
        case "copying":
            patch.setattr("index.catalog.Catalog.copy_over", _stop)


@pytest.mark.parametrize("moment", ["encoding", "publishing", "moving", "copying"])
def test_an_interrupted_rebuild_goes_on(at: Desk, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """The old index is as it was, and the next rebuild encodes nothing that was encoded."""
    at.write("more.md", "Another note.\n")
    at.encoder.encoded.clear()
    with monkeypatch.context() as patch:
        _interrupt(at, patch, moment)
        with pytest.raises(KeyboardInterrupt):
            at.upkeep.rebuild()
    at.interrupt = lambda *_: None
    assert (generation(at), at.sources()) == (1, {"ferry.md"})
    encoded = set(at.encoder.encoded)
    at.write("later.md", "A later note.\n")
    at.sync()
    at.encoder.encoded.clear()
    (at.notes / "later.md").unlink()
    at.upkeep.rebuild()
    assert at.sources() == {"ferry.md", "more.md"}
    assert generation(at) == 1
    assert not (at.index / "anew").exists()
    if moment in {"encoding", "publishing"}:  # otherwise a later sync has made the interrupted one outdated
        assert not encoded & set(at.encoder.encoded)


def test_an_interrupted_rebuild_with_another_model_is_begun_again(at: Desk) -> None:
    """Vectors of two models are never mixed, whichever of them was interrupted."""

    def stop(step: str, _: int) -> None:
        if step == "encoding":
            raise KeyboardInterrupt

    at.interrupt = stop
    with pytest.raises(KeyboardInterrupt):
        at.upkeep.rebuild()
    at.interrupt = lambda *_: None
    at.model = Model("huge", at.notes, "cd" * 32)
    assert at.upkeep.rebuild().encoded == 3
    at.model = Model("tiny", at.notes, FakeEncoder.digest)
    assert at.upkeep.rebuild().encoded == 3


def test_a_rebuild_keeps_a_newer_briefbots_index(at: Desk) -> None:
    """It is not called damaged, and it is put back where the rebuild fails."""
    execute(at, f"PRAGMA user_version = {FORMAT_VERSION + 1}")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    at.interrupt = stop
    with pytest.raises(KeyboardInterrupt):
        at.upkeep.rebuild()
    at.interrupt = lambda *_: None
    with pytest.raises(CatalogError, match=f"format {FORMAT_VERSION + 1}"):
        at.sync()
    assert at.upkeep.rebuild().added == ("ferry.md",)
    (kept,) = (at.index / "kept").iterdir()
    assert at.told == [f"the catalog of another format is kept in {kept} until a briefing is changed or deleted"]
    assert at.sync().unchanged == 1
    at.write("more.md", "Another note.\n")
    at.sync()
    assert kept.exists()
    at.write("ferry.md", FERRY.replace("nine", "ten"), day=1)
    at.sync()
    assert not kept.exists()


def test_a_rebuild_makes_a_first_index(tmp_path: Path) -> None:
    """Without an index it is a sync."""
    new = desk(tmp_path)
    new.write("ferry.md", FERRY)
    assert new.upkeep.rebuild().added == ("ferry.md",)


def test_a_rebuild_takes_another_model(at: Desk) -> None:
    """That is what it is for."""
    at.model = Model("huge", at.notes, "cd" * 32)
    assert at.upkeep.rebuild().encoded == 3
    with at.pool.snapshot() as snapshot:
        assert snapshot.facts.model_name == "huge"


def test_a_rebuild_of_an_unreadable_folder_costs_nothing(at: Desk) -> None:
    """The folder is looked at before the index is set aside."""
    at.notes.rename(at.notes.with_name("elsewhere"))
    with pytest.raises(FolderError):
        at.upkeep.rebuild()
    at.notes.with_name("elsewhere").rename(at.notes)
    assert at.sync().unchanged == 1


@pytest.mark.parametrize("part", ["model", "encoder"])
def test_a_rebuild_with_a_model_that_is_not_there_costs_nothing(at: Desk, part: str) -> None:
    """The model is found and loaded before the index is set aside."""

    def missing() -> Model:
        raise ModelError("there is no such model")

    with pytest.raises(ModelError):
        replace(at.upkeep, setup=replace(at.upkeep.setup, **{part: missing})).rebuild()
    assert at.sync().unchanged == 1
    assert not (at.index / "aside").exists()


def test_what_a_killed_writer_left_of_older_generations_goes_with_the_next_look(at: Desk) -> None:
    """Though nothing has changed; while another writer works, nothing is taken from under it."""
    (visible,) = at.stores()
    (at.index / "stores" / "00000009-abcd").mkdir()
    with writer_lock(at.index, at.told.append):
        at.sync()
        assert len(at.stores()) == 2
    at.sync()
    assert at.stores() == [visible]
    assert at.told == []


def test_a_log_that_readers_held_up_is_emptied_by_the_next_look(at: Desk) -> None:
    """Nothing of what was deleted stays in it."""
    log = at.index / f"{CATALOG_NAME}-wal"
    at.write("secret.md", "Xylophones are secret.\n")
    at.sync()
    (at.notes / "secret.md").unlink()
    at.pool.close()
    with closing(sqlite3.connect(at.index / CATALOG_NAME, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM documents").fetchone()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("index.schema.BUSY_TIMEOUT_S", 0.05)
            at.sync()
        assert log.stat().st_size > 0
        reader.execute("COMMIT")
        at.sync()
        assert log.stat().st_size == 0


def test_a_repair_makes_damaged_stores_anew(at: Desk) -> None:
    """Nothing is encoded, the generation stays, and a person is told."""
    (store,) = at.stores()
    next((at.index / "stores" / store).glob("*/*.faiss")).write_bytes(b"damaged")
    at.encoder.encoded.clear()
    at.upkeep.repair()
    assert generation(at) == 1
    assert at.encoder.encoded == []
    assert len(at.told) == 1
    assert "made again" in at.told[0]


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no room to publish, the old catalog is in its place again: the next sync encodes the edit and no more."""
    cited = cite(at, "ferry.md", LATE)
    at.write("ferry.md", FERRY.replace("nine", "ten o'clock"), day=1)

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patch:
        patch.setattr("index.publish.seal_store", full)
        with pytest.raises(DiskFullError):
            at.upkeep.rebuild()
    report = at.sync()
    assert (report.encoded, report.generation) == (1, 2)
    assert standing(at, cited) is Standing.MOVED
    at.upkeep.rebuild()
    assert standing(at, cited) is Standing.MOVED


def test_a_catalog_of_no_generation_is_brought_up_to_date(tmp_path: Path) -> None:
    """Tables without rows are what a sync that was killed at once leaves."""
    new = desk(tmp_path)
    new.write("ferry.md", FERRY)
    new.index.mkdir()
    create_catalog(new.index / CATALOG_NAME).close()
    assert new.upkeep.known() == NOTHING_KNOWN
    assert new.sync().generation == 1


@pytest.mark.parametrize("damage", ["gone", "cut", "spoilt"])
def test_stores_that_vanish_or_spoil_are_made_again_by_the_next_question(
    tmp_path: Path, model_cache: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    """The answer is the same as before, with one line that says so."""
    monkeypatch.setenv("BRIEFBOT_CACHE", str(model_cache))
    (tmp_path / "ferry.md").write_text(FERRY, encoding="utf-8")
    told: list[str] = []
    with Briefings(tmp_path, notify=told.append) as briefings:
        before = briefings.ask("When does the ferry leave?")
        briefings.close()
        told.clear()
        (store,) = (briefings.index_folder / "stores").iterdir()
        (vectors,) = store.glob("sentence-vectors/*.faiss")
        if damage == "gone":
            shutil.rmtree(store)
        else:
            content = vectors.read_bytes()
            vectors.write_bytes(content[:-1] if damage == "cut" else content[:-1] + bytes([content[-1] ^ 1]))
        after = briefings.ask("When does the ferry leave?")
    assert before.answers
    assert [found.citation for found in after.answers] == [found.citation for found in before.answers]
    # A process's first question runs on weights as they lie in the file: the last digits may differ.
    assert [found.score for found in after.answers] == pytest.approx(
        [found.score for found in before.answers], abs=1e-3
    )
    assert told == ["the search stores were missing or damaged, and were made again from the catalog"]


def test_compacting_gives_room_back(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answers stay, nothing is encoded or read, the files get fewer and smaller, and a person is told how much."""
    monkeypatch.setattr("index.stores.packing.LEAST_SENTENCES", 2)
    monkeypatch.setattr("index.publish.MOST_UNUSED", 1.0)
    for number in range(20):
        at.write(f"{number}.md", f"# Note {number}\n\n" + f"It says {number}, and more of it. " * 80)
    at.sync()
    for number in range(19):
        (at.notes / f"{number}.md").unlink()
    at.sync()
    size = (at.index / CATALOG_NAME).stat().st_size
    monkeypatch.setattr("index.stores.packing.LEAST_SENTENCES", 1000)
    at.encoder.encoded.clear()
    report = at.upkeep.compact()
    assert (report.unchanged, report.added, at.encoder.encoded) == (2, (), [])
    with at.pool.snapshot() as snapshot:
        assert len(snapshot.stores.sentence_vectors.parts) == 1
        held = len(snapshot.stores.sentence_vectors)
    assert at.rows("SELECT count(*) FROM sentences") == [(held,)]
    assert (at.index / CATALOG_NAME).stat().st_size < size / 2
    assert len(at.told) == 1
    assert re.fullmatch(r"the index takes \d+\.\d MB less", at.told[0])


def test_a_catalog_that_is_mostly_unused_is_written_anew_by_the_sync(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not before a quarter of it is."""
    monkeypatch.setattr("index.catalog._FEW_PAGES", 4)
    for number in range(12):
        at.write(f"{number}.md", f"Note {number} " + "says a little more of the same. " * 500)
    at.sync()
    size = (at.index / CATALOG_NAME).stat().st_size
    (at.notes / "0.md").unlink()
    at.sync()
    assert (at.index / CATALOG_NAME).stat().st_size >= size
    for number in range(1, 12):
        (at.notes / f"{number}.md").unlink()
    at.sync()
    assert (at.index / CATALOG_NAME).stat().st_size < size / 2
