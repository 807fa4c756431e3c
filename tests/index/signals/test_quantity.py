"""A question that asks for a number or a time is answered by a sentence that holds one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_index import ask_of, small_snapshot

from index.candidates import Candidates
from index.signals.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.seen import Snapshot

NUMBER, YEAR, WORDS = "It carries forty cars.", "It was built in 2019.", "It carries cars."


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Return the snapshot of a note, which this signal does not look at."""
    with small_snapshot(tmp_path_factory.mktemp("notes"), {"a.txt": "Nothing of note.\n"}) as found:
        yield found


def measure(snapshot: Snapshot, question: str, *readings: str) -> list[float]:
    """Return what the signal says of sentences that read so."""
    ids = np.arange(len(readings), dtype=np.int64)
    column = Quantity().measure(ask_of(question), Candidates(ids, ids, ids, ids * 0, readings), snapshot)
    return [float(number) for number in column]


@pytest.mark.parametrize(
    "question", ["How many cars does it carry?", "how much is it", "What is the price?", "and how long was it?"]
)
def test_a_number_is_wanted(snapshot: Snapshot, question: str) -> None:
    """Digits and words for numbers are numbers, a sentence without them has none."""
    assert measure(snapshot, question, NUMBER, YEAR, WORDS) == [1, 1, 0]


@pytest.mark.parametrize("question", ["When was it built?", "In which year was it built?", "what day was it?"])
def test_a_time_is_wanted(snapshot: Snapshot, question: str) -> None:
    """Years, months, days and hours are times; another number is none."""
    readings = (NUMBER, YEAR, "It sailed on Friday.", "It sails at 7.15 p.m.", "In August it stops.", WORDS)
    assert measure(snapshot, question, *readings) == [0, 1, 1, 1, 1, 0]


@pytest.mark.parametrize("question", ["Who built it?", "What does it carry?", "Show me how it works", "whenever"])
def test_neither_is_wanted(snapshot: Snapshot, question: str) -> None:
    """A question of another kind prefers no sentence."""
    assert measure(snapshot, question, NUMBER, YEAR, WORDS) == [0, 0, 0]
