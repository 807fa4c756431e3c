"""Every signal gives one number for each candidate, whatever the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_index import ask_of, small_snapshot

from index.candidates import Candidates
from index.signals import SIGNALS, gather

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.seen import Snapshot
    from index.signals.base import Signal

NOTES = {
    "leaders.md": (
        "# The leaders' meeting\n\nThe two leaders agreed to share information. Who paid for the ferry?\n\n"
        "They settled three matters:\n\n- Honey may be sold again.\n- The coast guards will train.\n- Scholarships.\n"
    ),
    "ferry.txt": "The ferry was late.\n\nNobody agreed whom to blame. The two leaders took the train.\n",
    "table.md": "| Year | Cost |\n|---|---|\n| 2022 | 41 million |\n| 2023 | 52 million |\n",
}
QUESTIONS = ("what did the two leaders agree?", "ferry", "的", "zyzzyva quux", "leaders " * 200)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Return the snapshot of three small notes."""
    with small_snapshot(tmp_path_factory.mktemp("notes"), NOTES) as found:
        yield found


@pytest.fixture(scope="module")
def candidates(snapshot: Snapshot) -> Candidates:
    """Return every sentence of the notes."""
    return all_of(snapshot)


def all_of(snapshot: Snapshot) -> Candidates:
    """Return every sentence of a snapshot as a candidate."""
    documents = np.array([number for number, _ in snapshot.sources()], np.int64)
    return snapshot.candidates(snapshot.sentences_of(documents))


def in_order(candidates: Candidates, order: np.ndarray) -> Candidates:
    """Return candidates in another order."""
    return Candidates(
        candidates.ids[order],
        candidates.passages[order],
        candidates.documents[order],
        candidates.introducers[order],
        tuple(candidates.readings[place] for place in order),
    )


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.name)
@pytest.mark.parametrize("question", QUESTIONS)
def test_one_finite_number_for_each_candidate(
    signal: Signal, question: str, snapshot: Snapshot, candidates: Candidates
) -> None:
    """A column is as long as the candidates, float32, and holds neither NaN nor infinity."""
    column = signal.measure(ask_of(question), candidates, snapshot)
    assert len(candidates) > 8
    assert column.shape == (len(candidates),)
    assert column.dtype == np.float32
    assert np.isfinite(column).all()


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.name)
def test_no_candidates_give_no_numbers(signal: Signal, snapshot: Snapshot) -> None:
    """Without candidates a column is empty."""
    column = signal.measure(ask_of(QUESTIONS[0]), snapshot.candidates(np.empty(0, np.int64)), snapshot)
    assert column.shape == (0,)
    assert column.dtype == np.float32


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.name)
def test_numbers_follow_the_candidates_order(signal: Signal, snapshot: Snapshot, candidates: Candidates) -> None:
    """Each number belongs to its candidate, whatever stands before it."""
    order = np.random.default_rng(3).permutation(len(candidates))
    question = ask_of("How many millions did the two leaders agree that the ferry would cost?")
    column = signal.measure(question, candidates, snapshot)
    assert len(set(column.tolist())) > 1
    assert signal.measure(question, in_order(candidates, order), snapshot) == pytest.approx(column[order], abs=1e-6)


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.name)
def test_a_number_does_not_hang_on_the_other_candidates(
    signal: Signal, snapshot: Snapshot, candidates: Candidates
) -> None:
    """A candidate alone gets what it gets among others."""
    question = ask_of(QUESTIONS[0])
    together = signal.measure(question, candidates, snapshot)
    alone = [
        signal.measure(question, in_order(candidates, np.array([place])), snapshot)[0]
        for place in range(len(candidates))
    ]
    assert alone == pytest.approx(together, abs=1e-6)


def test_names_are_different() -> None:
    """The ranker tells signals by their names."""
    assert len({signal.name for signal in SIGNALS}) == len(SIGNALS)


def test_evidence_has_a_column_for_each_signal(snapshot: Snapshot, candidates: Candidates) -> None:
    """What is gathered is what each signal says, in the order of SIGNALS."""
    question = ask_of(QUESTIONS[0])
    evidence = gather(question, candidates, snapshot)
    assert evidence.names == tuple(signal.name for signal in SIGNALS)
    assert evidence.values.shape == (len(candidates), len(SIGNALS))
    for signal in SIGNALS:
        column = evidence.columns((signal.name,))[:, 0]
        assert (column == signal.measure(question, candidates, snapshot)).all()


def test_no_candidates_give_empty_evidence(snapshot: Snapshot) -> None:
    """Evidence of nothing still has its columns."""
    evidence = gather(ask_of(QUESTIONS[0]), snapshot.candidates(np.empty(0, np.int64)), snapshot)
    assert evidence.values.shape == (0, len(SIGNALS))
