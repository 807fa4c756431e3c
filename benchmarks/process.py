"""A worker as the runner sees it: started, told what to do, ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from benchmarks.errors import ContestantError

if TYPE_CHECKING:
    from types import TracebackType

    from benchmarks.contestants.base import Entry
    from benchmarks.corpus import Corpus

QUIET = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "CUDA_VISIBLE_DEVICES": "",
    "TXTAI_TELEMETRY": "0",
    # Without its bytecode a checkout is compiled at each start, which what pip installed never is.
    "PYTHONDONTWRITEBYTECODE": "",
}
"""Environment of every contestant: nothing is fetched, and nothing but the CPU is used."""
_ROOT = Path(__file__).parents[1]
_LAST_WORDS = 300


def environment() -> dict[str, str]:
    """Return the environment that contestants run in."""
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | QUIET | {"PYTHONPATH": os.pathsep.join(paths)}


class Worker:
    """One contestant on one corpus, in a process of its own."""

    def __init__(self, entry: Entry, corpus: Corpus) -> None:
        """Start it."""
        self.entry = entry
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 - closed below
        self._process = subprocess.Popen(  # noqa: S603 - this program itself
            [sys.executable, "-m", "benchmarks.worker", entry.name, str(corpus.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment(),
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        self.close()

    def call(self, do: str, limit_s: float, /, **arguments: object) -> dict[str, Any]:
        """Return what it answers to one `do` of `benchmarks.worker`.

        Raises:
            ContestantError: it failed, ended, or took longer than `limit_s` (it is ended then).
        """
        timer = threading.Timer(limit_s, self._process.kill)
        timer.start()
        try:
            line = self._exchange(json.dumps({"do": do, **arguments}))
        finally:
            in_time = timer.is_alive()
            timer.cancel()
        if not line:
            why = self._last_words() if in_time else f"took longer than {limit_s:.0f} s"
            raise ContestantError(f"{self.entry.name} failed to {do}: {why}")
        reply = json.loads(line)
        if "error" in reply:
            raise ContestantError(f"{self.entry.name} failed to {do}: {reply['error']}")
        found: dict[str, Any] = reply["ok"]
        return found

    def close(self) -> None:
        """End it, and wait until it has ended."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):  # it may have ended before it read all
                    pipe.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._errors.close()

    def _exchange(self, line: str) -> str:
        if self._process.stdin is None or self._process.stdout is None:
            return ""
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
        except (BrokenPipeError, ValueError):
            return ""
        return self._process.stdout.readline()

    def _last_words(self) -> str:
        self._process.wait()
        self._errors.seek(0)
        said = " ".join(self._errors.read().split())
        return f"it ended with {self._process.returncode}: {said[-_LAST_WORDS:]}"
