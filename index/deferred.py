"""A value that is computed beside other work and waited for when it is needed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_Value = TypeVar("_Value")


class Deferred(Generic[_Value]):
    """Computes a value once, in a thread of its own, and keeps it. Safe for use from several threads.

    An error is raised where the value is asked for, and the next asking computes again.
    """

    def __init__(self, compute: Callable[[], _Value]) -> None:
        """Keep `compute` for later; nothing is started yet."""
        self._compute = compute
        self._lock = threading.Lock()
        self._run: _Run[_Value] | None = None

    def begin(self) -> None:
        """Start computing, where that has not begun."""
        self._begun()

    def get(self) -> _Value:
        """Return the value, waiting for it where need be.

        Raises:
            BaseException: whatever computing it raised.
        """
        run = self._begun()
        run.thread.join()
        if run.error is not None:
            with self._lock:
                if self._run is run:
                    self._run = None
            raise run.error
        return run.values[0]

    def _begun(self) -> _Run[_Value]:
        with self._lock:
            if self._run is None:
                self._run = _Run(self._compute)
                self._run.thread.start()
            return self._run


class _Run(Generic[_Value]):
    """One computation."""

    def __init__(self, compute: Callable[[], _Value]) -> None:
        self.values: list[_Value] = []
        self.error: BaseException | None = None
        self.thread = threading.Thread(target=self._work, args=(compute,), name="deferred")

    def _work(self, compute: Callable[[], _Value]) -> None:
        try:
            self.values.append(compute())
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that asks
            self.error = error
