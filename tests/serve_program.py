"""`briefbot serve` as a program of its own."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LONG_S = 300.0
"""Far more than anything here takes, even on a busy machine."""


class Serving:
    """A `briefbot serve` that runs."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Collect what it tells."""
        self.process = process
        self.err: list[str] = []
        self._reader = threading.Thread(target=self._collect, daemon=True)
        self._reader.start()

    def _collect(self) -> None:
        assert self.process.stderr is not None
        with self.process.stderr as stream:
            self.err.extend(stream)

    def until(self, word: str) -> None:
        """Wait for it to tell something."""
        end = time.monotonic() + LONG_S
        while not any(word in line for line in self.err):
            assert time.monotonic() < end, self.err
            assert self.process.poll() is None, self.err
            time.sleep(0.02)

    def end(self, signal: int) -> int:
        """Send a signal, wait for the end and return the exit status."""
        self.process.send_signal(signal)
        status = self.process.wait(LONG_S)
        self._reader.join()
        return status

    def close(self) -> None:
        """End it where it still runs."""
        self.process.kill()
        self.process.wait()
        self._reader.join()


@contextmanager
def serving(home: Path, environment: Mapping[str, str], *arguments: str, command: str = "serve") -> Iterator[Serving]:
    """Run `briefbot serve` in a folder, once its door is open."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", command, *arguments],
        cwd=home,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    served = Serving(process)
    try:
        served.until("Ctrl-C ends")
        yield served
    finally:
        served.close()
