"""Work that several threads ask for at once is done once for all of them."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_Result = TypeVar("_Result")


class SharedWork(Generic[_Result]):
    """Gives each caller what a run of the work made that began after the caller came.

    Whoever comes while it runs waits for the next run, together with all others who wait: so nobody is told what was
    so before they asked, and a crowd costs two runs, however many they are. Safe for use from several threads.
    """

    def __init__(self, work: Callable[[], _Result]) -> None:
        """Share `work`, which never runs twice at a time."""
        self._work = work
        self._guard = threading.Lock()
        self._running = threading.Lock()
        self._next: _Round[_Result] | None = None

    def __call__(self) -> _Result:
        """Return what the run gave, or raise what it raised."""
        with self._guard:
            mine = self._next = self._next or _Round()
        with self._running:
            if not mine.is_done:
                with self._guard:
                    self._next = None  # it begins: whoever comes from here on may know of something newer
                mine.do(self._work)
        return mine.result()


class _Round(Generic[_Result]):
    """One run, and what came of it."""

    def __init__(self) -> None:
        self.is_done = False
        self._results: list[_Result] = []
        self._error: BaseException | None = None

    def do(self, work: Callable[[], _Result]) -> None:
        try:
            self._results.append(work())
        except BaseException as error:  # noqa: BLE001 - raised by whoever waits for it
            self._error = error
        self.is_done = True

    def result(self) -> _Result:
        if self._error is not None:
            raise self._error
        return self._results[0]
