"""One question of briefbot's, its time told apart by step.

The library has no stopwatch in it. Its own functions are wrapped here for the length of one question; a step's time is
its own, without that of steps inside it. Steps that run in a thread of their own, beside others, are told as well; the
time that somebody waits for them is part of the rest.
"""

from __future__ import annotations

import functools
import io
import threading
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from benchmarks.errors import BenchmarkError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.contestants.base import Contestant


@dataclass(frozen=True, slots=True)
class Step:
    """A step, and the functions that do it: a module and a name in it (of a method: with its class)."""

    name: str
    functions: tuple[tuple[str, str], ...]


STEPS = (
    Step("understand", (("index.understand", "understand"),)),
    Step("encode", (("index.encoders.onnx", "OnnxEncoder.encode_question"),)),
    Step("dense", (("index.stores.joined", "JoinedVectors.search"),)),
    Step("BM25", (("index.stores.words", "TantivyWords.search"),)),
    Step(
        "candidates",
        (("index.snapshot", "CatalogSnapshot.candidates"), ("index.snapshot", "CatalogSnapshot.members_of")),
    ),
    Step("signals", (("index.rank", "gather"),)),
    Step("ranker", (("index.rank", "look"),)),
    Step("closer look", (("index.rank", "read_together"),)),
    Step("choose and cite", (("index.answer", "_together"), ("index.answer", "cite"))),
    Step("reason", (("index.answer", "find_reason"),)),
    Step("render", (("benchmarks.steps", "render"),)),
)
REST = "the rest"


class _Stack(threading.local):
    """Of each thread its own: the seconds of steps inside each one that it is in."""

    def __init__(self) -> None:
        self.inside = [0.0]


class Stopwatch:
    """Seconds of functions by step, those of one inside another in the same thread taken off.

    Attributes:
        seconds: by step, of all threads.
        here: of all steps together, in the thread that began.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.seconds: dict[str, float] = {}
        self.here = 0.0
        self._thread = threading.get_ident()
        self._stack = _Stack()

    def timed(self, step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that does the same, and is counted."""

        @functools.wraps(function)
        def wrapped(*arguments: object, **named: object) -> object:
            begun = time.perf_counter()
            inside = self._stack.inside
            inside.append(0.0)
            try:
                return function(*arguments, **named)
            finally:
                took = time.perf_counter() - begun
                own = took - inside.pop()
                inside[-1] += took
                self.seconds[step] = self.seconds.get(step, 0.0) + own
                if threading.get_ident() == self._thread:
                    self.here += own

        return wrapped


def timed_steps(contestant: Contestant, question: str) -> dict[str, float]:
    """Return the milliseconds of each step of one question, those that did not run 0, and of the rest."""
    from benchmarks.contestants.briefbot import Briefbot

    if not isinstance(contestant, Briefbot):
        raise BenchmarkError("only briefbot's steps are known", "ask another contestant as a whole")
    with stopwatch() as watch:
        begun = time.perf_counter()
        answer = contestant.notes.indexed.ask(question, top_k=3)
        _render(answer, contestant.notes.folders)
        whole = time.perf_counter() - begun
    found = {step.name: 1000 * watch.seconds.get(step.name, 0.0) for step in STEPS}
    return {**found, REST: 1000 * (whole - watch.here)}


@contextmanager
def stopwatch() -> Iterator[Stopwatch]:
    """Give a stopwatch that counts every step inside the block.

    Raises:
        BenchmarkError: a function of a step is not there any more.
    """
    watch = Stopwatch()
    with ExitStack() as stack:
        for step in STEPS:
            for module, name in step.functions:
                owner, attribute = _owner(module, name)
                wrapped = watch.timed(step.name, getattr(owner, attribute))
                stack.enter_context(patch.object(owner, attribute, wrapped))
        yield watch


def _owner(module: str, name: str) -> tuple[Any, str]:
    owner: Any = import_module(module)
    *outer, attribute = name.split(".")
    for part in outer:
        owner = getattr(owner, part, None)
    if not hasattr(owner, attribute):
        raise BenchmarkError(f"a step is measured by {module}.{name}, which is not there", "name what does it now")
    return owner, attribute


def render(answer: Any, folders: Any) -> str:  # noqa: ANN401 - an Answer and Folders, as the front end takes them
    """Return an answer as a terminal shows it."""
    from rich.console import Console

    from bot.arrange import arrange
    from bot.rendering.answer import render_answer
    from bot.rendering.layout import print_lines

    console = Console(file=io.StringIO(), width=100, force_terminal=True)
    print_lines(console, render_answer(answer, arrange(answer.answers), folders, neighbors=True))
    shown = console.file
    return shown.getvalue() if isinstance(shown, io.StringIO) else ""


def _render(answer: object, folders: object) -> None:
    import_module("benchmarks.steps").render(answer, folders)  # looked up when called, so that it can be wrapped
