"""One process writes an index at a time."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import index
from index.errors import BusyError, FolderError
from index.lock import writer_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    Bound = Callable[[], AbstractContextManager[None]]

HOLD = """
import sys
from pathlib import Path
from index.lock import writer_lock
with writer_lock(Path(sys.argv[1]), print):
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def holder(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Give another process that holds the lock of `folder` until it is written to, or killed."""
    root = str(Path(index.__file__).parents[1])
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        env=dict(os.environ) | {"PYTHONPATH": root},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def test_the_lock_is_free_again_after_the_block(tmp_path: Path) -> None:
    """It can be taken twice in a row, says nothing, and leaves no number of a process behind."""
    told: list[str] = []
    for _ in range(2):
        with writer_lock(tmp_path, told.append, wait_s=0.1):
            assert (tmp_path / "writer.pid").read_text(encoding="ascii") == str(os.getpid())
        assert not (tmp_path / "writer.pid").exists()
    assert told == []


def test_an_error_inside_the_block_frees_the_lock(tmp_path: Path) -> None:
    """The error goes on as it is, and the next writer does not wait."""
    told: list[str] = []
    with pytest.raises(KeyError), writer_lock(tmp_path, told.append):
        raise KeyError
    with writer_lock(tmp_path, told.append, wait_s=0.1):
        assert told == []


def test_a_second_process_is_refused_and_names_the_first(tmp_path: Path) -> None:
    """While another process writes, this one says at once whom it waits for, and gives up in one line."""
    told: list[str] = []
    with holder(tmp_path) as other:
        with pytest.raises(BusyError) as refusal, writer_lock(tmp_path, told.append, wait_s=0.1):
            pytest.fail("two hold the lock")
        assert told == [f"waiting for process {other.pid}, which is updating this index"]
        assert str(refusal.value) == (
            f"process {other.pid} is still updating the index at {tmp_path};"
            " try again when it has finished, or ask with --no-sync"
        )


def test_a_second_process_waits_for_the_first(tmp_path: Path) -> None:
    """The lock is taken as soon as the other process has finished."""
    told: list[str] = []
    with holder(tmp_path) as other:
        assert other.stdin is not None

        def finish(line: str) -> None:
            told.append(line)
            assert other.stdin is not None
            other.stdin.write("\n")
            other.stdin.flush()

        with writer_lock(tmp_path, finish, wait_s=30):
            assert other.wait(30) == 0
    assert len(told) == 1


def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    """What a killed writer leaves behind does not keep the next one out, nor is it blamed."""
    with holder(tmp_path) as other:
        other.kill()
        other.wait()
    told: list[str] = []
    with writer_lock(tmp_path, told.append, wait_s=5):
        assert (tmp_path / "writer.pid").read_text(encoding="ascii") == str(os.getpid())
    assert told == []


def test_two_threads_of_one_process_take_turns(tmp_path: Path) -> None:
    """A second thread is kept out as another process would be."""
    refused: list[BusyError] = []

    def second() -> None:
        try:
            with writer_lock(tmp_path, print, wait_s=0.1):
                pass
        except BusyError as error:
            refused.append(error)

    with writer_lock(tmp_path, print):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert len(refused) == 1


@pytest.mark.parametrize("content", [b"", b"no number", b"\xff\xfe"])
def test_an_unreadable_note_of_the_holder_does_no_harm(tmp_path: Path, content: bytes) -> None:
    """Where it cannot be told who holds the lock, that is what is said."""
    told: list[str] = []
    with holder(tmp_path):
        (tmp_path / "writer.pid").write_bytes(content)
        with pytest.raises(BusyError, match=r"^another process is still"), writer_lock(tmp_path, told.append, 0.1):
            pytest.fail("two hold the lock")
    assert told == ["waiting for another process, which is updating this index"]


def test_a_note_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    """The lock is what counts; who holds it is only told."""
    (tmp_path / "writer.pid").mkdir()
    with writer_lock(tmp_path, print, wait_s=0.1):
        pass


def test_a_folder_that_cannot_be_written_is_refused(
    tmp_path: Path, open_folder: Path, bound_by_permissions: Bound
) -> None:
    """Without the right to make the lock's file there is one line that says where."""
    with writer_lock(tmp_path, print):
        pass  # what it imports is here before rights are given away
    open_folder.chmod(0o555)
    with bound_by_permissions(), pytest.raises(FolderError) as refusal, writer_lock(open_folder, print):
        pytest.fail("the lock was taken")
    assert str(open_folder) in str(refusal.value)
    assert "Permission denied" in str(refusal.value)
