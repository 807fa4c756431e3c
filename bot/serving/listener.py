"""What the library tells while it answers: each word goes to the log, and to whoever asked."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from bot.stream import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HEARD: ContextVar[list[str] | None] = ContextVar("heard", default=None)


class Listener:
    """Takes what the library tells, in whichever thread; the library calls it as `index.reports.Notify` says."""

    def __init__(self) -> None:
        """Hear nothing yet."""
        self._overheard: list[str] | None = None

    def __call__(self, line: str) -> None:
        """Take one line."""
        tell(line)
        for heard in (_HEARD.get(), self._overheard):
            if heard is not None:
                heard.append(line)

    @contextmanager
    def hearing(self) -> Iterator[list[str]]:
        """Give the list of what is told in this thread meanwhile."""
        heard: list[str] = []
        token = _HEARD.set(heard)
        try:
            yield heard
        finally:
            _HEARD.reset(token)

    @contextmanager
    def overhearing(self) -> Iterator[list[str]]:
        """Give the list of what is told in any thread meanwhile."""
        overheard: list[str] = []
        self._overheard = overheard
        try:
            yield overheard
        finally:
            self._overheard = None


class Progress:
    """How far a long step is, for whoever waits for it; the library calls it as `index.reports.Progress` says."""

    def __init__(self, show: Callable[[str, int, int], None] | None = None) -> None:
        """Show steps as well, for as long as `show` is there."""
        self.show = show
        self._count = 0
        self._latest = ("", 0, 0)

    def __call__(self, step: str, done: int, total: int) -> None:
        """Take that `done` of `total` units of `step` are done."""
        self._latest = (step, done, total)
        self._count += 1
        if self.show is not None:
            self.show(step, done, total)

    def since(self, count: int) -> tuple[int, tuple[str, int, int] | None]:
        """Return a number that grows with each step, and the last step, None where the number is still `count`."""
        now = self._count
        return now, None if now == count else self._latest
