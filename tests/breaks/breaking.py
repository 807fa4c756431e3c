"""Break the source on purpose, one place at a time, in a copy of it, and see which test notices."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

ROOT = Path(__file__).parents[2]
COPIED = ("bot", "index", "tests", "briefings", "pyproject.toml")
_MOST_S = 900
_FAILED, _PASSED = 1, 0  # exit statuses of pytest
_FIRST = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Break:
    """One thing made wrong.

    Attributes:
        name: what it is.
        file: where, from the root of the source.
        old: what stands there, once.
        new: what takes its place.
        tests: files of tests, one of which must notice.
    """

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def applied(self, text: str) -> str:
        """Return a file's text with the break in it.

        Raises:
            ValueError: what should be replaced does not stand there exactly once.
        """
        if text.count(self.old) != 1:
            raise ValueError(f"{self.name}: {self.file} holds it {text.count(self.old)} times:\n{self.old}")
        return text.replace(self.old, self.new)


@dataclass(frozen=True, slots=True)
class Caught:
    """What became of a break.

    Attributes:
        broken: the break.
        by: the test that noticed; empty where none did.
        seconds: how long that took.
    """

    broken: Break
    by: str
    seconds: float

    def __str__(self) -> str:
        """Return a row of a table."""
        return f"| {self.broken.name} | {self.by or '**not caught**'} | {self.seconds:.0f} |"


class Copy:
    """A copy of the source in a folder of its own, for a `with` block, in which tests are run."""

    def __init__(self, place: Path, model_cache: str) -> None:
        """Copy to a new folder; models that are exported already are found in `model_cache`."""
        self._place = place
        path = {"PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"}
        # Without what is compiled: a file that is broken within the second in which it was written looks unchanged.
        self._environment = os.environ | path | {"BRIEFBOT_TEST_CACHE": model_cache}

    def __enter__(self) -> Self:
        """Make the copy."""
        for name in COPIED:
            source = ROOT / name
            ignored = shutil.ignore_patterns("__pycache__", ".briefbot")
            if source.is_dir():
                shutil.copytree(source, self._place / name, ignore=ignored)
            else:
                shutil.copy2(source, self._place / name)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Take it away."""
        shutil.rmtree(self._place)

    def check(self, tests: Iterable[str]) -> None:
        """Check that tests pass while nothing is broken.

        Raises:
            RuntimeError: they do not; it says what they wrote.
        """
        status, written = self._run(sorted(set(tests)))
        if status != _PASSED:
            raise RuntimeError(f"the tests do not pass as it is:\n{written}")

    def catch(self, broken: Break) -> Caught:
        """Return which test notices a break, which is mended again afterwards.

        Raises:
            ValueError: it cannot be applied.
            RuntimeError: the tests cannot be run with it, which is no proof of anything.
        """
        file = self._place / broken.file
        whole = file.read_text(encoding="utf-8")
        file.write_text(broken.applied(whole), encoding="utf-8")
        begun = time.monotonic()
        try:
            status, written = self._run(broken.tests)
        finally:
            file.write_text(whole, encoding="utf-8")
        seconds = time.monotonic() - begun
        if status not in {_PASSED, _FAILED}:
            raise RuntimeError(f"{broken.name}: the tests were not run (status {status}):\n{written}")
        first = _FIRST.search(written) if status == _FAILED else None
        return Caught(broken, first[1] if first else "", seconds)

    def _run(self, tests: Iterable[str]) -> tuple[int, str]:
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", "--tb=line", *tests]
        done = subprocess.run(
            command,
            cwd=self._place,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=_MOST_S,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr


def catch_all(breaks: Iterable[Break], copy: Copy) -> Iterator[Caught]:
    """Yield what becomes of each break, one after the other."""
    for broken in breaks:
        yield copy.catch(broken)
