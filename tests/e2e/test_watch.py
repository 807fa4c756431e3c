"""`briefbot watch`: a program of its own follows the folder while a person works in it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Run = Callable[..., Any]

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent in another way there"),
]
LONG_S = 600.0
"""Far more than anything here takes, even on a busy machine."""


class Watch:
    """A `briefbot watch` that runs."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Collect what it writes."""
        self.process = process
        self.out: list[str] = []
        self.err: list[str] = []
        streams = ((process.stdout, self.out), (process.stderr, self.err))
        self._readers = [threading.Thread(target=_collect, args=given, daemon=True) for given in streams]
        for reader in self._readers:
            reader.start()

    def close(self) -> None:
        """End it where it still runs, and take in the rest of what it wrote."""
        self.process.kill()
        for reader in self._readers:
            reader.join()
        self.process.wait()

    def until(self, done: Callable[[], bool]) -> None:
        """Wait for something to come true."""
        end = time.monotonic() + LONG_S
        while not done():
            assert time.monotonic() < end, (self.out, self.err)
            assert self.process.poll() is None, (self.out, self.err)
            time.sleep(0.05)


def _collect(stream: IO[str], lines: list[str]) -> None:
    with stream:
        lines.extend(stream)


@pytest.fixture
def notes(home: Path) -> Path:
    """Return a folder with one note where commands look for it."""
    folder = home / "briefings"
    folder.mkdir()
    (folder / "ferry.md").write_text("# Ferry\n\nThe ferry leaves at nine.\n", encoding="utf-8")
    return folder


@pytest.fixture
def watch(home: Path, environment: dict[str, str]) -> Callable[..., Any]:
    """Return what runs `briefbot watch`, ended by Ctrl-C, and checks that this is no error."""

    @contextmanager
    def run(*arguments: str) -> Iterator[Watch]:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "watch", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=home,
            env=environment,
        )
        made = Watch(process)
        try:
            yield made
            process.send_signal(signal.SIGINT)
            assert process.wait(LONG_S) == 0
        finally:
            made.close()

    return run


def test_what_is_saved_is_in_the_next_answer(notes: Path, watch: Callable[..., Any], briefbot: Run) -> None:
    """A line names each change; a question that does not look for changes itself finds it, and Ctrl-C is no error."""
    with watch() as seen:
        seen.until(lambda: any("following 1 briefing;" in line for line in seen.err))
        (notes / "new.md").write_text("The harbor of Wexmouth opens on Monday.\n", encoding="utf-8")
        seen.until(lambda: any("new.md added: 1 text encoded" in line for line in seen.err))
        told = briefbot("ask", "when does the harbor of Wexmouth open", "--no-sync", "--json").json()
        assert told["answers"][0]["source"] == "new.md"
        (notes / "new.md").unlink()
        seen.until(lambda: any("new.md removed: 0 texts encoded" in line for line in seen.err))
        told = briefbot("ask", "when does the harbor of Wexmouth open", "--no-sync", "--json").json()
        assert "new.md" not in {answer["source"] for answer in told["answers"]}
        (notes / "bad.md").write_bytes(bytes(range(256)))
        seen.until(lambda: any("bad.md skipped: " in line for line in seen.err))
    assert seen.out == []


def test_a_program_reads_an_object_a_line(notes: Path, watch: Callable[..., Any], briefbot: Run) -> None:
    """What `index --json` prints, first for the state that it began with; with --poll it looks by itself."""
    with watch("--json", "--poll") as seen:
        seen.until(lambda: len(seen.out) == 1)
        (notes / "new.md").write_text("The harbor opens on Monday.\n", encoding="utf-8")
        seen.until(lambda: len(seen.out) == 2)
    first, second = map(json.loads, seen.out)
    assert (first["added"], first["unchanged"]) == (["ferry.md"], 0)
    assert (second["added"], second["encoded"]) == (["new.md"], 1)


def test_a_folder_that_is_not_there_is_an_error(home: Path, briefbot: Run) -> None:
    """Exit status 2: a name typed wrong is not waited for."""
    done = briefbot("watch", "--briefings", "nowhere")
    assert (done.status, done.out) == (2, "")
    assert "does not exist" in done.err
