"""Briefings as they were, from the command line."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from done import Done

    Run = Callable[..., Done]

pytestmark = pytest.mark.e2e

QUESTION = "when does the envoy arrive"


@pytest.fixture
def note(home: Path) -> Path:
    """Return a note in a folder of its own."""
    path = home / "briefings" / "envoy.md"
    path.parent.mkdir()
    path.write_text("# The envoy\n\nThe envoy arrives on Tuesday. The harbor is closed.\n", encoding="utf-8")
    return path


def test_a_moment_answers_from_the_folder_as_it_was(note: Path, briefbot: Run) -> None:
    """Where history is kept; its citations are told with both texts, and ending it erases what was kept."""
    assert briefbot("index", "--history").status == 0
    time.sleep(0.01)
    moment = dt.datetime.now(dt.UTC).isoformat()
    note.write_text(note.read_text(encoding="utf-8").replace("Tuesday", "Friday"), encoding="utf-8")
    assert briefbot("ask", QUESTION, "--json").json()["answers"][0]["text"] == "The envoy arrives on Friday."
    done = briefbot("ask", QUESTION, "--as-of", moment, "--json")
    told = done.json()
    assert (done.status, told["answers"][0]["text"]) == (0, "The envoy arrives on Tuesday.")
    assert told["as_of"][:16] == moment[:16]
    assert "As of " in briefbot("ask", QUESTION, "--as-of", moment).out
    assert "on Tuesday" in briefbot("show", "envoy.md", "--as-of", moment).out
    done = briefbot("verify", told["answers"][0]["citation"])
    assert (done.status, "The envoy arrives on [-Tuesday.-] {+Friday.+}" in done.out) == (1, True)
    assert "history      kept since " in briefbot("status").out
    assert briefbot("verify").status == 0
    assert briefbot("index", "--no-history").status == 0
    done = briefbot("ask", QUESTION, "--as-of", moment)
    assert (done.status, "no history is kept in this index" in done.err) == (2, True)
    assert briefbot("verify", told["answers"][0]["citation"], "--json").json()["citations"][0]["was"] is None


def test_moments_that_nobody_knows_are_errors(note: Path, briefbot: Run) -> None:
    """Before history began, and what is no date; a day is its end, so that today is as it is now."""
    assert briefbot("index", "--history").status == 0
    done = briefbot("ask", QUESTION, "--as-of", "2020")
    assert (done.status, "history is kept since" in done.err) == (2, True)
    done = briefbot("ask", QUESTION, "--as-of", "yesterday")
    assert (done.status, "is no date and no time" in done.err) == (2, True)
    today = dt.datetime.now(dt.UTC).date().isoformat()
    assert briefbot("ask", QUESTION, "--as-of", today).status == 0
    assert briefbot("show", "envoy.md", "--as-of", today, "--open").status == 2
