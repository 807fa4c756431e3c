"""Records as the library makes them, and a terminal to print them on."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.console import Console
from served_notes import NOTES

from bot.rendering.layout import print_lines
from bot.settings import Settings
from index import Answer, AnswerSentence, Citation, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from bot.rendering.layout import Line

SENTENCE = AnswerSentence(
    text="The two leaders\nagreed to share.",
    reading="The two leaders agreed to share.",
    citation=Citation("2022/leaders.md", Span(412, 444), "9f2c1e07" + "0" * 56),
    line=14,
    page=None,
    title="Leaders' meeting",
    heading="What was agreed",
    date=dt.date(2022, 5, 31),
    score=3.21987,
    confidence=0.912345,
    before="They met for 85 minutes.",
    after="Officials will draft the text.",
    group=0,
)


@pytest.fixture
def sentence() -> AnswerSentence:
    """Return a sentence with all that one can have, but for a page."""
    return SENTENCE


@pytest.fixture
def answer() -> Answer:
    """Return an answer of one sentence."""
    return Answer(question="what was agreed", answered=True, confidence=0.912345, answers=(SENTENCE,))


@pytest.fixture
def further() -> Callable[..., AnswerSentence]:
    """Return what makes a sentence that differs from the first in place, and in whatever else is given."""

    def make(start: int, **changes: object) -> AnswerSentence:
        citation = Citation("2022/leaders.md", Span(start, start + 30), SENTENCE.citation.digest)
        return replace(SENTENCE, **{"citation": citation, **changes})

    return make


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return what prints lines on a terminal so many columns wide, or in a pipe, and gives what came out."""

    def print_them(lines: Iterable[Line], width: int = 80, *, terminal: bool = True) -> str:
        out = io.StringIO()
        monkeypatch.setattr("sys.stdout", out)
        color = "standard" if terminal else None
        console = Console(
            width=width, force_terminal=terminal, color_system=color, highlight=False, markup=False, emoji=False
        )
        print_lines(console, lines)
        return out.getvalue()

    return print_them


@pytest.fixture(scope="module")
def served_settings(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Iterator[Settings]:
    """Return settings over three notes, of which one is above their ceiling, with a state folder of their own."""
    base = tmp_path_factory.mktemp("served")
    for source, text in NOTES.items():
        (base / "notes" / source).parent.mkdir(parents=True, exist_ok=True)
        (base / "notes" / source).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFBOT_CACHE", str(model_cache))
        patch.setenv("BRIEFBOT_STATE", str(base / "state"))
        patch.setenv("HF_HUB_OFFLINE", "1")
        yield Settings(briefings=base / "notes", threshold=0.3, ceiling="RESTRICTED")
