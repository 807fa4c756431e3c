"""A hostile file harms its child at most."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from index.errors import ReadingError
from index.readers.contained.limits import Limits
from index.readers.contained.workers import Workers
from index.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

linux = pytest.mark.skipif(sys.platform != "linux", reason="a filter of system calls is Linux's")
EPERM = 1


@pytest.fixture
def workers() -> Iterator[Workers]:
    """Return workers whose child misbehaves, under limits that a test can reach."""
    made = Workers(Limits(memory_bytes=400 << 20, seconds=5.0, output_bytes=60_000_000, files=3), "misbehaving")
    yield made
    made.close()


def said(workers: Workers, what: str) -> str:
    """Return the text that the child gives for a file that tells it what to do."""
    return workers.extract("a.pdf", what.encode()).text


def refusal(workers: Workers, what: str) -> str:
    """Return the line that says why there is no text."""
    with pytest.raises(ReadingError) as caught:
        said(workers, what)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_child_is_reused_and_replaced_after_its_share(workers: Workers) -> None:
    """Three files each, by the limits above."""
    pids = [said(workers, "pid") for _ in range(7)]
    assert pids[0] == pids[1] == pids[2] != pids[3] == pids[4] == pids[5] != pids[6]
    assert f"Process {os.getpid()}." not in pids


def test_a_child_has_a_session_of_its_own_and_no_environment(workers: Workers) -> None:
    """Nothing of ours is told to it."""
    leads, names = said(workers, "session").split(" ", 1)
    assert leads == "True"
    assert not {"HOME", "PATH", "BRIEFBOT_CACHE", "PYTHONPATH"} & {name.strip("[]',") for name in names.split()}


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        ("hang", "a.pdf takes longer than 5 s"),
        ("spin", "a.pdf takes longer than 5 s"),
        ("abort", "a.pdf stopped its reader (SIGABRT): it is damaged, or takes over 400 MB"),
        ("exit", "a.pdf stopped its reader"),
        ("memory", "a.pdf takes more memory than a file may"),
        ("huge", "a.pdf gives more than 60 MB of text"),
        (
            "nonsense",
            "a.pdf made its reader say what makes no sense (a block leaves the text, or another begins in it)",
        ),
        ("bad_error", "a.pdf made its reader say what makes no sense (an error is not one)"),
        ("raise", "a.pdf cannot be read (ValueError: a strange [31m value)"),
        ("refuse", "%PDF-refuse is encrypted; save it without"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="signals and memory limits are POSIX")
def test_what_a_child_dies_of_is_said_and_the_next_file_is_read(workers: Workers, deed: str, why: str) -> None:
    """In one line, by its reason; and so it is once more."""
    assert refusal(workers, deed) == why
    assert said(workers, "say The next one.") == "The next one."


def test_a_child_that_died_between_files_costs_no_file(workers: Workers) -> None:
    """It is replaced before the next one."""
    said(workers, "say One.")
    assert workers.pid is not None
    os.kill(workers.pid, signal.SIGTERM)
    os.waitid(os.P_PID, workers.pid, os.WEXITED | os.WNOWAIT)
    assert said(workers, "say Two.") == "Two."


def test_a_closed_child_is_gone(workers: Workers) -> None:
    """No process is left behind."""
    said(workers, "say One.")
    pid = workers.pid
    workers.close()
    assert workers.pid is None
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_what_a_library_prints_or_reads_is_no_part_of_the_line(workers: Workers) -> None:
    """Standard output and input lead nowhere."""
    assert said(workers, "chatter") == "Silent. ''"


def test_threads_take_turns(workers: Workers) -> None:
    """Each gets the answer to its own file."""
    heard: dict[int, str] = {}

    def ask(number: int) -> None:
        heard[number] = said(workers, f"say Number {number}.")

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == {number: f"Number {number}." for number in range(12)}


def test_a_picture_has_to_be_one(workers: Workers) -> None:
    """Whatever else comes is not handed on."""
    png = b"\x89PNG\r\n\x1a\n..."
    assert workers.draw("a.pdf", png, Span(0, 1)) == png
    with pytest.raises(ReadingError, match="a picture is none"):
        workers.draw("a.pdf", b"<script>", Span(0, 1))


def test_nothing_is_heard_on_a_socket(workers: Workers) -> None:
    """Neither by Python's own means nor past them."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.5)
        assert said(workers, f"connect {listening.getsockname()[1]}") == "Refused: PermissionError."
        with pytest.raises(TimeoutError):
            listening.accept()


def test_nothing_is_written_or_run(workers: Workers, tmp_path: Path) -> None:
    """A file that is named is not there afterwards."""
    target = tmp_path / "written"
    assert said(workers, f"write {target}") == "Refused: PermissionError."
    assert said(workers, f"run {sys.executable}") == "Refused: PermissionError."
    assert not target.exists()


@linux
def test_system_calls_are_refused(workers: Workers, tmp_path: Path) -> None:
    """By the kernel, whoever makes them."""
    kept = tmp_path / "kept"
    kept.write_text("x")
    assert said(workers, "system_socket") == f"-1 {EPERM}"
    assert said(workers, f"system_open {tmp_path / 'new'}") == f"-1 {EPERM}"
    assert said(workers, f"system_remove {kept}") == f"-1 {EPERM}"
    assert said(workers, "system_fork") == f"-1 {EPERM}"
    assert said(workers, "system_exec") == f"-1 {EPERM}"
    assert said(workers, "system_kill") == f"-1 {EPERM}"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept"]


@linux
def test_system_calls_that_readers_need_are_let_through(workers: Workers, tmp_path: Path) -> None:
    """Files are opened to be read, and threads started."""
    kept = tmp_path / "kept"
    kept.write_text("x")
    assert not said(workers, f"system_read {kept}").startswith("-1")
    assert said(workers, "thread") == "Heard."


PYTHON_ALONE = """
import os, socket, subprocess, sys
from index.readers.contained.confine import confine
from index.readers.contained.limits import Limits
here = sys.argv[1]
platform = "other" if sys.platform == "linux" else sys.platform
confine.__globals__["sys"] = type("Sys", (), {"platform": platform, "addaudithook": staticmethod(sys.addaudithook)})
confine(Limits())
tries = {
    "socket": lambda: socket.socket(), "run": lambda: subprocess.run([sys.executable, "-c", ""]),
    "write": lambda: open(here, "w"), "create": lambda: os.open(here, os.O_CREAT), "remove": lambda: os.remove(here),
    "rename": lambda: os.rename(here, here + "2"), "system": lambda: os.system("true"),
    "mkdir": lambda: os.mkdir(here + "3"),
}
for name, act in tries.items():
    try:
        act()
    except PermissionError:
        continue
    print(name, "was let through")
print(open(here).read())
"""


def test_python_alone_refuses_where_no_kernel_does(tmp_path: Path) -> None:
    """As on macOS and Windows; files may be read."""
    kept = tmp_path / "kept"
    kept.write_text("as it was")
    done = subprocess.run([sys.executable, "-c", PYTHON_ALONE, kept], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("as it was\n", "")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_fork_leaves_the_child_to_its_parent(workers: Workers) -> None:
    """And starts one of its own."""
    before = said(workers, "pid")
    pid = os.fork()
    if pid == 0:
        workers.forget()
        other = said(workers, "pid")
        workers.close()
        os._exit(0 if other != before else 1)
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert said(workers, "pid") == before


def test_a_file_is_not_blamed_for_the_one_before_it(workers: Workers, tmp_path: Path) -> None:
    """Where a child that was used dies, the file is handed to a fresh one as well."""
    assert said(workers, "later") == "Later."
    assert said(workers, "sleep 1") == "Slept."
