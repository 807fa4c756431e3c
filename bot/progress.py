"""A progress bar with rate and time left: on standard error, on a terminal, for what takes over a second."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress, TaskID

PATIENCE_S = 1.0
"""How long a step may take before a bar appears."""


class ProgressBar:
    """Shows how far a long step has come; the library calls it as `index.reports.Progress` says.

    Rich's bar is imported only when there is something to show.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with nothing shown."""
        self._clock = clock
        self._begun: float | None = None
        self._bar: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, step: str, done: int, total: int) -> None:
        """Take that `done` of `total` units of `step` are done."""
        if self._begun is None:
            self._begun = self._clock()
        if self._bar is None:
            if not sys.stderr.isatty() or self._clock() - self._begun < PATIENCE_S:
                return
            self._bar = _new_bar()
            self._bar.start()
        if step not in self._tasks:
            self._tasks[step] = self._bar.add_task(step, total=total)
        self._bar.update(self._tasks[step], completed=done, total=total)

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Take the bar off the terminal while something else is printed."""
        bar = self._bar
        if bar is not None:
            bar.stop()
        yield
        if bar is not None:
            bar.start()

    def stop(self) -> None:
        """Take the bar off the terminal; the next call starts anew."""
        if self._bar is not None:
            self._bar.stop()
        self._bar, self._begun = None, None
        self._tasks.clear()


def _new_bar() -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class RateColumn(ProgressColumn):
        """Units a second."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text("" if speed is None else f"{speed:,.0f}/s", "dim")

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        RateColumn(),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        redirect_stdout=False,  # what goes into a pipe or a file meanwhile goes there as it is
        transient=True,
        expand=True,
    )
