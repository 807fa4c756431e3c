"""A sync reads what has changed, encodes what is new, and is never seen half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fake_encoder import Desk, FakeEncoder, desk, touch

import index
from index.catalog import Catalog
from index.errors import FolderError, ModelError
from index.facts import RULES_VERSION
from index.models import Model
from index.records import Skipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.columns import Segmented
    from index.file_state import FileState

FERRY = "# Ferry\n\nThe ferry leaves at nine. It is often late.\n"
SUMMIT = "# Summit\n\nThe leaders met in June. They agreed on tariffs.\n"


class Stopped(Exception):  # noqa: N818 - it stands for a kill, not for an error
    """Stands for whatever ends a sync in the middle."""


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    """Return a desk with two notes that are indexed."""
    made = desk(tmp_path)
    made.write("ferry.md", FERRY)
    made.write("2022/summit.md", SUMMIT)
    made.sync()
    return made


def test_first_sync_takes_in_everything(tmp_path: Path) -> None:
    """The report names each new source, and each text went through the model once."""
    new = desk(tmp_path)
    new.write("ferry.md", FERRY)
    new.write("2022/summit.md", SUMMIT)
    report = new.sync()
    assert report.added == ("2022/summit.md", "ferry.md")
    assert (report.changed, report.removed, report.unchanged, report.skipped) == ((), (), 0, ())
    assert report.generation == 1
    assert report.encoded == len(new.encoder.encoded) == len(set(new.encoder.encoded)) == 6
    assert report.seconds >= 0


def test_progress_is_told_of_each_file_and_of_all_texts(tmp_path: Path) -> None:
    """Reading counts files, encoding counts texts."""
    new = desk(tmp_path)
    new.write("a.md", FERRY)
    new.write("b.md", SUMMIT)
    new.sync()
    assert new.steps == [("reading", 1, 2), ("reading", 2, 2), ("encoding", 6, 6)]


def test_unchanged_files_are_neither_read_nor_encoded(at: Desk) -> None:
    """A second sync opens nothing, loads no encoder and makes no generation."""
    loads = at.loads
    report = at.sync()
    assert (report.unchanged, report.encoded, report.generation) == (2, 0, 1)
    assert (report.added, report.changed, report.removed) == ((), (), ())
    assert at.steps == []
    assert at.loads == loads


def test_unchanged_is_told_by_size_and_time_alone(at: Desk) -> None:
    """A file whose size and time are the same is not opened: other words in it are not seen."""
    at.write("ferry.md", FERRY.replace("nine", "five"))
    assert at.sync().changed == ()


def test_a_touched_file_is_read_and_not_encoded(at: Desk) -> None:
    """Another time with the same content makes no generation, and is not read again after that."""
    touch(at.notes / "ferry.md", 1)
    report = at.sync()
    assert at.read() == 1
    assert (report.unchanged, report.changed, report.encoded, report.generation) == (2, (), 0, 1)
    at.sync()
    assert at.read() == 0


def test_an_edited_sentence_encodes_only_itself(at: Desk) -> None:
    """Of a changed file, the sentences that were there before keep their vectors."""
    at.write("ferry.md", FERRY.replace("nine", "ten o'clock"), day=1)
    report = at.sync()
    assert at.encoder.encoded == ["The ferry leaves at ten o'clock."]
    assert (report.changed, report.added, report.encoded) == (("ferry.md",), (), 1)
    assert (report.unchanged, report.generation) == (1, 2)


def test_a_renamed_file_encodes_nothing(at: Desk) -> None:
    """A rename is a removal and an addition whose words are all known."""
    (at.notes / "ferry.md").rename(at.notes / "boat.md")
    report = at.sync()
    assert (report.added, report.removed, report.encoded) == (("boat.md",), ("ferry.md",), 0)
    assert at.sources() == {"boat.md", "2022/summit.md"}


def test_a_deleted_file_is_out_of_the_next_generation(at: Desk) -> None:
    """A removal alone publishes, and neither reads nor encodes."""
    (at.notes / "ferry.md").unlink()
    report = at.sync()
    assert (report.removed, report.generation, report.unchanged, report.encoded) == (("ferry.md",), 2, 1, 0)
    assert at.steps == []
    assert at.sources() == {"2022/summit.md"}
    assert at.rows("SELECT count(*) FROM vectors") == [(3,)]


def test_the_last_file_may_go(at: Desk) -> None:
    """A folder that was emptied is an error that says so, and nothing of it answers any more."""
    for source in ("ferry.md", "2022/summit.md"):
        (at.notes / source).unlink()
    with pytest.raises(FolderError, match="is empty"):
        at.sync()
    with pytest.raises(FolderError, match="is empty"):
        at.sync()
    assert at.sources() == set()
    at.write("ferry.md", FERRY)
    assert at.sync().added == ("ferry.md",)
    with at.pool.snapshot() as snapshot:
        assert len(snapshot.stores.sentence_vectors) == 2


def test_the_same_words_in_two_files_are_encoded_once(tmp_path: Path) -> None:
    """A copy costs no second run through the model."""
    twice = desk(tmp_path)
    twice.write("a.md", FERRY)
    twice.write("b.md", FERRY)
    report = twice.sync()
    assert report.encoded == len(twice.encoder.encoded) == 3
    with twice.pool.snapshot() as snapshot:
        assert len(snapshot.stores.sentence_vectors) == 4


def test_a_file_changed_just_now_is_read_once_more(tmp_path: Path) -> None:
    """Within two seconds of a check a file may change again unseen: it is read again, until it is old enough."""
    fresh = desk(tmp_path)
    path = fresh.write("now.md", FERRY)
    os.utime(path)
    assert fresh.sync().added == ("now.md",)
    report = fresh.sync()
    assert (fresh.read(), report.encoded, report.unchanged) == (1, 0, 1)
    status = path.stat()
    path.write_text(FERRY.replace("nine", "five"), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert fresh.sync().changed == ("now.md",)
    while time.time_ns() < status.st_mtime_ns + 2_050_000_000:
        time.sleep(0.05)
    fresh.sync()
    assert fresh.read() == 1
    fresh.sync()
    assert fresh.read() == 0


def test_a_binary_file_does_not_stop_the_others(at: Desk) -> None:
    """It is named with the reason; the other new file is taken in; it is not opened again until it changes."""
    at.write("scan.md", bytes(range(256)) * 4)
    at.write("more.md", "One more note.\n")
    report = at.sync()
    assert report.added == ("more.md",)
    assert [skipped.source for skipped in report.skipped] == ["scan.md"]
    assert report.skipped[0].reason
    again = at.sync()
    assert at.steps == []
    assert again.skipped == report.skipped
    at.write("scan.md", "Words after all.\n", day=1)
    report = at.sync()
    assert (report.added, report.skipped) == (("scan.md",), ())


def test_a_note_that_becomes_unreadable_is_removed(at: Desk) -> None:
    """What the index would say of it could not be checked any more."""
    at.write("ferry.md", bytes(range(256)) * 4, day=1)
    report = at.sync()
    assert report.removed == ("ferry.md",)
    assert [skipped.source for skipped in report.skipped] == ["ferry.md"]
    assert at.sources() == {"2022/summit.md"}
    assert at.sync().generation == report.generation


def test_a_file_that_could_not_be_opened_is_tried_again(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the disk, or a file that another program holds, passes without the file being changed."""
    at.write("late.md", "A late note.\n")
    held = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path.name == "late.md":
            raise PermissionError(13, "in use by another program")
        return held(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", read_bytes)
        assert at.sync().skipped == (Skipped("late.md", "it cannot be opened (in use by another program)"),)
    report = at.sync()
    assert (report.added, report.skipped) == (("late.md",), ())


def test_nothing_readable_is_an_error_each_time(tmp_path: Path) -> None:
    """A folder of files that all cannot be read is told so at the first sync and at every other."""
    bad = desk(tmp_path)
    bad.write("scan.md", bytes(range(256)) * 4)
    for _ in range(2):
        with pytest.raises(FolderError, match="1 skipped, the first with: is binary"):
            bad.sync()
    bad.write("words.md", FERRY)
    assert bad.sync().added == ("words.md",)


def test_a_note_without_a_sentence_is_a_document(tmp_path: Path) -> None:
    """An index may hold no sentence at all, and take some in later."""
    blank = desk(tmp_path)
    blank.write("blank.md", "")
    report = blank.sync()
    assert (report.added, report.encoded) == (("blank.md",), 0)
    assert blank.loads == 0
    with blank.pool.snapshot() as snapshot:
        assert len(snapshot.stores.sentence_vectors) == len(snapshot.stores.passage_words) == 0
    blank.write("ferry.md", FERRY)
    assert blank.sync().encoded == 3


def stop_at(step: str, number: int) -> object:
    """Return what raises at a step of progress."""

    def interrupt(now: str, done: int) -> None:
        if (now, done) == (step, number):
            raise Stopped

    return interrupt


@pytest.mark.parametrize(("step", "number"), [("reading", 1), ("reading", 2), ("encoding", 2), ("encoding", 6)])
def test_what_stops_a_sync_leaves_the_old_generation(
    at: Desk, step: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until a sync publishes nothing of it is seen, and the next one encodes only what was not kept yet."""
    monkeypatch.setattr("index.sync.ENCODED_TOGETHER", 2)
    at.write("a.md", "# Alpha\n\nFirst words. Second words.\n")
    at.write("b.md", "# Beta\n\nThird words. Fourth words.\n")
    (at.notes / "ferry.md").unlink()
    at.interrupt = stop_at(step, number)
    with pytest.raises(Stopped):
        at.sync()
    encoded = set(at.encoder.encoded)
    assert len(encoded) == (number if step == "encoding" else 0)
    assert at.sources() == {"ferry.md", "2022/summit.md"}
    with at.pool.snapshot() as snapshot:
        assert snapshot.facts.generation == 1
        assert len(snapshot.stores.sentence_vectors) == 4
    at.interrupt = lambda *_: None
    report = at.sync()
    assert report.added == ("a.md", "b.md")
    assert report.removed == ("ferry.md",)
    assert report.encoded == 6 - len(encoded)
    assert not encoded & set(at.encoder.encoded)
    assert at.sources() == {"a.md", "b.md", "2022/summit.md"}


def test_a_model_that_fails_leaves_the_old_generation(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the encoder is raised as it is; the files are not cut a second time after it."""

    def fail(_: object) -> None:
        raise ModelError("the model cannot be run")

    at.write("a.md", "# Alpha\n\nFirst words.\n")
    with monkeypatch.context() as patch:
        patch.setattr(at.encoder, "encode_documents", fail)
        with pytest.raises(ModelError):
            at.sync()
    assert at.rows("SELECT source FROM documents WHERE live = 0") == [("a.md",)]
    monkeypatch.setattr("index.sync.segment", fail)
    assert at.sync().encoded == 2


def test_files_are_staged_together(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many at most, or as many as are read in a while; the rest with the last of them."""
    staged: list[list[str]] = []
    stage = Catalog.stage

    def counted(catalog: Catalog, files: Sequence[tuple[FileState, Sequence[Segmented]]]) -> None:
        staged.append([state.source for state, _ in files])
        stage(catalog, files)

    monkeypatch.setattr(Catalog, "stage", counted)
    monkeypatch.setattr("index.sync.STAGED_TOGETHER", 2)
    for number in range(5):
        at.write(f"{number}.md", f"Note {number}.\n")
    at.sync()
    assert staged == [["0.md", "1.md"], ["2.md", "3.md"], ["4.md"]]
    monkeypatch.setattr("index.sync.STAGED_EVERY_S", 0.0)
    for number in range(2):
        at.write(f"{number}.md", f"Note {number}.\n\nMore.\n", day=1)
    at.sync()
    assert staged[3:] == [["0.md"], ["1.md"]]


def test_what_was_staged_of_a_file_that_is_gone_is_dropped(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that came and went between two syncs never becomes visible."""
    monkeypatch.setattr("index.sync.STAGED_TOGETHER", 1)
    path = at.write("a.md", "# Alpha\n\nFirst words.\n")
    at.interrupt = stop_at("reading", 1)
    with pytest.raises(Stopped):
        at.sync()
    path.unlink()
    at.interrupt = lambda *_: None
    touch(at.notes / "ferry.md", 1)
    assert at.sync().added == ()
    assert at.rows("SELECT source FROM documents WHERE live = 0") == []


def test_what_was_staged_of_a_file_changed_since_is_staged_again(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupted sync goes on with what the files hold now."""
    monkeypatch.setattr("index.sync.STAGED_TOGETHER", 1)
    at.write("a.md", "First words.\n")
    at.interrupt = stop_at("reading", 1)
    with pytest.raises(Stopped):
        at.sync()
    at.write("a.md", "Other words.\n", day=1)
    at.interrupt = lambda *_: None
    assert at.sync().added == ("a.md",)
    assert at.encoder.encoded == ["Other words."]


def test_vectors_of_two_models_are_never_mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first sync that was interrupted and goes on with another model encodes everything with that one."""
    monkeypatch.setattr("index.sync.ENCODED_TOGETHER", 2)
    one = desk(tmp_path)
    one.write("ferry.md", FERRY)
    one.interrupt = stop_at("encoding", 2)
    with pytest.raises(Stopped):
        one.sync()
    other = desk(tmp_path, Model("other", tmp_path, "cd" * 32))
    assert other.sync().encoded == 3
    with other.pool.snapshot() as snapshot:
        assert snapshot.facts.model_digest == "cd" * 32


def test_new_rules_read_everything_again_and_encode_nothing(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """When reading or segmentation changes, only words that come out otherwise go through the model."""
    for module in ("file_state", "changes", "publish"):
        monkeypatch.setattr(f"index.{module}.RULES_VERSION", RULES_VERSION + 1)
    report = at.sync()
    assert at.read() == 2
    assert (report.changed, report.encoded, report.generation) == (("2022/summit.md", "ferry.md"), 0, 2)
    assert at.sync().generation == 2
    assert at.steps == []


KILLED = """
import os, signal, sys
from pathlib import Path
import index.publish, index.sync
from fake_encoder import FakeEncoder, desk

def die(*_):
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

class Dying(FakeEncoder):
    def encode_documents(self, texts):
        if self.encoded:
            die()
        return super().encode_documents(texts)

at = desk(Path(sys.argv[1]))
index.sync.ENCODED_TOGETHER = 2
if sys.argv[2] == "encoding":
    at.encoder = Dying()
else:
    index.publish.seal_store = die
at.sync()
"""


@pytest.mark.parametrize(("moment", "left"), [("encoding", 3), ("publishing", 0)])
def test_a_killed_process_costs_nothing(at: Desk, moment: str, left: int) -> None:
    """After a kill the old generation answers, nothing is locked, and what was encoded is not encoded again."""
    at.write("a.md", "# Alpha\n\nFirst words. Second words.\n")
    at.write("b.md", "Third words. Fourth words.\n")
    before = at.stores()
    root = Path(index.__file__).parents[1]
    paths = os.pathsep.join([str(root), str(Path(__file__).parent)])
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(at.notes.parent), moment],
        env=dict(os.environ) | {"PYTHONPATH": paths},
        check=False,
        timeout=60,
    )
    assert killed.returncode == -getattr(signal, "SIGKILL", -signal.SIGTERM)
    assert at.sources() == {"ferry.md", "2022/summit.md"}
    with at.pool.snapshot() as snapshot:
        assert snapshot.facts.generation == 1
    report = at.sync()
    assert (report.added, report.encoded, report.generation) == (("a.md", "b.md"), left, 2)
    assert at.told == []
    assert len(at.stores()) == 1
    assert at.stores() != before


def test_two_threads_make_one_whole_index(tmp_path: Path) -> None:
    """Both syncs end well, and each text is encoded once."""
    shared = desk(tmp_path)
    for number in range(20):
        shared.write(f"{number}.md", f"Note number {number} says something. It says {number * 7}.\n")
    reports = []
    threads = [threading.Thread(target=lambda: reports.append(shared.upkeep.sync())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(report.encoded for report in reports) == [0, 0, 0, 40]
    assert {report.generation for report in reports} == {1}
    assert len(shared.encoder.encoded) == 40


TWO = """
import sys
from pathlib import Path
from fake_encoder import desk
at = desk(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
report = at.sync()
print(report.encoded, report.generation)
"""


def test_two_processes_make_one_whole_index(tmp_path: Path) -> None:
    """Whoever is second finds the work done, and the index is whole."""
    shared = desk(tmp_path)
    for number in range(20):
        shared.write(f"{number}.md", f"Note number {number} says something. It says {number * 7}.\n")
    paths = os.pathsep.join([str(Path(index.__file__).parents[1]), str(Path(__file__).parent)])
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", TWO, str(tmp_path)],
            env=dict(os.environ) | {"PYTHONPATH": paths},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    told = [writer.communicate(timeout=60) for writer in writers]
    assert sorted(out for out, _ in told) == ["0 1\n", "0 1\n", "40 1\n"], told
    assert len(shared.sources()) == 20
    assert shared.sync().generation == 1


def test_the_fake_encoder_gives_unit_vectors() -> None:
    """What the other tests rely on: like texts get like vectors, of length 1."""
    vectors = FakeEncoder().encode_documents(["the ferry is late", "The ferry is late", "tariffs"])
    assert vectors.shape == (3, 384)
    assert (vectors[0] == vectors[1]).all()
    assert abs(float(vectors[0] @ vectors[0]) - 1) < 1e-6
    assert float(vectors[0] @ vectors[2]) < 0.5
