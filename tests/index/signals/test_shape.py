"""Shape tells of a sentence by its reading alone."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_index import ask_of, small_snapshot

from index.candidates import Candidates
from index.signals.shape import Fragment, Length, Opening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.seen import Snapshot
    from index.signals.base import Signal


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Return the snapshot of a note, which these signals do not look at."""
    with small_snapshot(tmp_path_factory.mktemp("notes"), {"a.txt": "Nothing of note.\n"}) as found:
        yield found


def measure(signal: Signal, snapshot: Snapshot, *readings: str) -> list[float]:
    """Return what a signal says of sentences that read so."""
    ids = np.arange(len(readings), dtype=np.int64)
    column = signal.measure(ask_of("what?"), Candidates(ids, ids, ids, ids * 0, readings), snapshot)
    return [float(number) for number in column]


def test_length_is_the_logarithm_of_words_and_one(snapshot: Snapshot) -> None:
    """Words are what white space parts."""
    expected = [math.log(2), math.log(4), math.log(11)]
    assert measure(Length(), snapshot, "Yes.", "It was late.", "w " * 10) == pytest.approx(expected)


def test_fragment_has_fewer_than_five_words(snapshot: Snapshot) -> None:
    """Four words are a fragment, five are not."""
    assert measure(Fragment(), snapshot, "one two three four", "one two three four five", "") == [1, 0, 1]


@pytest.mark.parametrize(
    "reading", ["Who paid?", "They settled three matters:", "“Who paid?”", "(Who paid?)", 'He asked "who paid?"']
)
def test_a_question_or_a_lead_in_opens(snapshot: Snapshot, reading: str) -> None:
    """A sentence that ends in a question mark or a colon, in quotation marks or not, only opens what follows."""
    assert measure(Opening(), snapshot, reading) == [1]


@pytest.mark.parametrize(
    "reading", ["He paid.", "At 7:15 the ferry left.", "Who paid? Nobody.", "", "Cost: 41 million"]
)
def test_a_statement_does_not_open(snapshot: Snapshot, reading: str) -> None:
    """A colon or a question mark in the middle does not make an opening."""
    assert measure(Opening(), snapshot, reading) == [0]
