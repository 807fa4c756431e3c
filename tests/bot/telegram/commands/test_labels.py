"""`briefbot telegram labels`: what people said of answers, as `briefbot eval` reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.telegram.state.labels import Labels
from bot.telegram.state.quotes import Quote
from bot.telegram.state.shown import ShownAnswer
from index import Span
from index.labels import KnownAnswer, load_questions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from done import Done

    from bot.telegram.state.database import Database

TEXT = "The harbor opens on Monday."


@pytest.fixture
def labeled(briefbot: Callable[..., Done], database: Database) -> Quote:
    """Return the sentence of an answer that was found right, in an index; one was rightly refused, and one wrong."""
    found = briefbot("ask", "when does the harbor open", "--json").json()["answers"][0]
    quote = Quote(found["citation"], found["text"])
    labels = Labels(database)
    for number, (question, answered, right) in enumerate(
        [("when does the harbor open", True, True), ("who built it", False, True), ("why", True, False)]
    ):
        labels.keep(number, ShownAnswer(5, 5, 1, 2, question, answered, (quote,)), is_right=right, now=float(number))
    return quote


def test_labels_are_questions_that_eval_reads(briefbot: Callable[..., Done], home: Path, labeled: Quote) -> None:
    """On standard output or in a file; wrong ones are counted on standard error and left out."""
    done = briefbot("telegram", "labels")
    assert done.status == 0
    assert done.err.endswith("briefbot: 2 questions; left out: 1 found wrong\n")
    (home / "out.jsonl").write_text(done.out, encoding="utf-8")
    first, second = load_questions(home / "out.jsonl")
    assert (first.question, first.answers) == (
        "when does the harbor open",
        (KnownAnswer("harbor.md", Span(0, 27), TEXT),),
    )
    assert (second.question, second.answers) == ("who built it", ())
    again = briefbot("telegram", "labels", "--output", "file.jsonl")
    assert (again.out, (home / "file.jsonl").read_text(encoding="utf-8")) == ("", done.out)
    assert briefbot("eval", "file.jsonl", "--json").json()["questions"] == 2


def test_sentence_that_has_moved_is_followed(briefbot: Callable[..., Done], home: Path, labeled: Quote) -> None:
    """And one that is gone leaves its question out."""
    note = home / "briefings" / "harbor.md"
    note.write_text(f"# Harbor\n\n{TEXT}\n", encoding="utf-8")
    briefbot("telegram", "labels", "--output", "moved.jsonl")
    (answer,) = load_questions(home / "moved.jsonl")[0].answers
    assert answer.span == Span(10, 37)
    note.write_text("All of it was written anew.\n", encoding="utf-8")
    done = briefbot("telegram", "labels", "--output", "gone.jsonl")
    assert done.err.endswith("briefbot: 1 question; left out: 1 found wrong, 1 no longer in the briefings\n")


def test_without_labels_nothing_is_opened(briefbot: Callable[..., Done], home: Path) -> None:
    """No index is made."""
    done = briefbot("telegram", "labels")
    assert (done.status, done.out, done.err) == (0, "", "briefbot: 0 questions\n")
    assert not (home / "briefings" / ".briefbot").exists()
