"""Every contestant that is installed keeps the promise of `benchmarks.contestants.base`, in a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.contestants import ENTRIES, named
from benchmarks.errors import ContestantError
from benchmarks.installed import missing
from benchmarks.process import Worker

if TYPE_CHECKING:
    from benchmarks.contestants.base import Entry
    from benchmarks.corpus import Corpus

pytestmark = pytest.mark.usefixtures("quiet")
LIMIT_S = 600.0
"""Far more than anything here takes, even on a busy machine."""
_IMPORTS_TORCH = {"llamaindex", "txtai", "bare"}


def _members() -> list[object]:
    return [
        pytest.param(entry, id=entry.name, marks=[pytest.mark.slow] if entry.module in _IMPORTS_TORCH else [])
        for entry in ENTRIES
    ]


@pytest.mark.parametrize("entry", _members())
def test_it_indexes_answers_and_takes_an_edit(entry: Entry, corpus: Corpus) -> None:
    """The index is opened by another process, and after an edit the changed sentence answers."""
    if why := missing(entry):
        pytest.skip(why)
    with Worker(entry, corpus) as worker:
        built = worker.call("build", LIMIT_S)
        assert built["seconds"] >= 0
        assert built["peak"] > 10e6
    labeled = corpus.questions()[1]
    (answer,) = labeled.answers
    with Worker(entry, corpus) as worker:
        worker.call("open", LIMIT_S)
        reply = worker.call("ask", LIMIT_S, question=labeled.question, most=3)
        assert [answer.source, answer.span.start, answer.span.end] in reply["places"]
        assert len(reply["places"]) <= 3
        crowd = worker.call("crowd", LIMIT_S, questions=[labeled.question], askers=4, seconds=0.2)
        assert crowd["per_second"] > 0
        edit = {"row": 3, "text": "The walrus was painted purple.", "question": "What color was the walrus painted?"}
        assert worker.call("edit", LIMIT_S, **edit)["right"]


def test_what_a_contestant_raises_is_told_and_it_goes_on(corpus: Corpus) -> None:
    """A failure is no end of the run, and no answer either."""
    with Worker(named("SQLite FTS5"), corpus) as worker:
        with pytest.raises(ContestantError, match=r"SQLite FTS5 failed to ask: OperationalError: .*unable to open"):
            worker.call("ask", LIMIT_S, question="Who?", most=1)
        worker.call("build", LIMIT_S)
        assert worker.call("ask", LIMIT_S, question="the", most=2)["places"]


def test_a_contestant_that_takes_too_long_is_ended(corpus: Corpus) -> None:
    """It is said how long it was given."""
    with Worker(named("SQLite FTS5"), corpus) as worker:
        worker.call("build", LIMIT_S)
        with pytest.raises(ContestantError, match="failed to crowd: took longer than 1 s"):
            worker.call("crowd", 1.0, questions=["the"], askers=1, seconds=600)


def test_a_contestant_that_breaks_off_says_why(corpus: Corpus) -> None:
    """Its last words on standard error are in the message."""
    (corpus.folder / "sources.json").write_text("no JSON", encoding="utf-8")
    worker = Worker(named("SQLite FTS5"), corpus)
    worker.call("build", LIMIT_S)
    worker._process.kill()
    with pytest.raises(ContestantError, match="it ended with -9"):
        worker.call("ask", LIMIT_S, question="the", most=1)
    worker.close()
