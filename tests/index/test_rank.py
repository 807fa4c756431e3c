"""Ranking keeps the best of each wording, and a closer look orders the best of them anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from calibrations import calibration_of
from small_index import ask_of, small_snapshot

from index.candidates import Candidates
from index.judgement import CloserLook, Judgement
from index.rank import DEPTH, rank, worth_a_look
from index.search import search

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.candidates import Evidence
    from index.rank import Ranked
    from index.seen import Snapshot

NOTE = {"honey.md": "# Honey\n\n" + "\n\n".join(f"Rule {number} on honey." for number in range(DEPTH + 8)) + "\n"}


class OneSignal:
    """Ranks by one signal."""

    def __init__(self, name: str) -> None:
        """Take its name."""
        self._name = name

    def score(self, evidence: Evidence) -> NDArray[np.float32]:
        """Return it as it is."""
        return evidence.columns((self._name,))[:, 0]


class Longest:
    """Finds that a text answers the better, the higher the number in it."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self.read: list[str] = []

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:  # noqa: ARG002 - a scorer's signature
        """Return the number of each rule, shape (n,), float32."""
        self.read += texts
        return np.array([int(text.split()[2]) for text in texts], np.float32)


def make_candidates(*readings: str) -> Candidates:
    """Return candidates with these readings and ids 0, 1, 2 and so on."""
    ids = np.arange(len(readings), dtype=np.int64)
    return Candidates(ids, ids, ids, np.zeros_like(ids), readings)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Return the snapshot of a note of many short rules."""
    with small_snapshot(tmp_path_factory.mktemp("notes"), NOTE) as found:
        yield found


def ranked(snapshot: Snapshot, closer: CloserLook | None, top_k: int) -> Ranked:
    """Return what ranking by likeness, and then by a closer look, gives."""
    question = ask_of("rule on honey")
    calibration = calibration_of(("sentence_likeness",), [1.0], 0.0, 0.5)
    judgement = Judgement(OneSignal("sentence_likeness"), calibration, closer)
    return rank(snapshot, question, search(snapshot, question, None), judgement, top_k)


def closer_look(pairs: Longest) -> CloserLook:
    """Return a closer look that goes by what `pairs` says alone."""
    return CloserLook(pairs, OneSignal("pair"), calibration_of(("pair",), [0.1], 0.0, 0.6))


def test_nothing_found_is_nothing_ranked(snapshot: Snapshot) -> None:
    """Without candidates there is no sentence, with or without a closer look."""
    judgement = Judgement(OneSignal("pair"), calibration_of((), [], 0.0, 0.5), closer_look(Longest()))
    assert rank(snapshot, ask_of("rule"), make_candidates(), judgement, 3).ids == ()


def test_closer_look_orders_the_best_anew(snapshot: Snapshot) -> None:
    """Of the candidates looked at, the one that the cross-encoder likes best is first, with its own confidence."""
    pairs = Longest()
    found = ranked(snapshot, closer_look(pairs), 3)
    numbers = sorted((int(text.split()[2]) for text in pairs.read), reverse=True)
    assert list(found.scores) == numbers[:3]
    likely = 1 / (1 + np.exp(-0.1 * numbers[0]))  # that anything answers, and that this does where anything does
    assert (found.anything, found.confidences[0]) == pytest.approx((likely, likely**2))


def test_closer_look_reads_no_more_than_its_depth(snapshot: Snapshot) -> None:
    """However many candidates there are and sentences are wanted, the cross-encoder reads DEPTH of them."""
    pairs = Longest()
    found = ranked(snapshot, closer_look(pairs), DEPTH + 5)
    assert len(pairs.read) == DEPTH
    assert len(found.ids) == len(set(found.ids)) == DEPTH + 5


def test_what_was_not_looked_at_comes_below(snapshot: Snapshot) -> None:
    """Scores and confidences never rise from one sentence to the next, across the border of the closer look."""
    found = ranked(snapshot, closer_look(Longest()), DEPTH + 5)
    assert list(found.scores) == sorted(found.scores, reverse=True)
    assert max(found.confidences[DEPTH:]) <= min(found.confidences[:DEPTH])


def test_a_question_is_not_looked_at_closer(tmp_path: Path) -> None:
    """However like the question asked a question in the notes is, what states something stands above it."""
    asking = "\n\n".join(f"Rule {number} on honey, is it known?" for number in range(50, 53))
    pairs = Longest()
    with small_snapshot(
        tmp_path, {"honey.md": f"# Honey\n\n{asking}\n\nRule 1 on honey.\n\nRule 2 on honey.\n"}
    ) as notes:
        found = ranked(notes, closer_look(pairs), 5)
        texts = [placed.reading for placed in notes.place(found.ids)]
    assert len(pairs.read) == 2
    assert texts[:2] == ["Rule 2 on honey.", "Rule 1 on honey."]
    assert all(text.endswith("?") for text in texts[2:])
    assert list(found.scores) == sorted(found.scores, reverse=True)


def test_where_there_are_only_questions_they_are_looked_at() -> None:
    """A note of nothing but questions can still be asked which they are."""
    assert worth_a_look(["Who pays?", "When?"]).tolist() == [0, 1]
    assert worth_a_look(["Who pays?", "The State pays.", "When?", "Soon."]).tolist() == [1, 3]


def test_without_a_closer_look_the_first_ranker_decides(snapshot: Snapshot) -> None:
    """The order is that of its scores, and the threshold that of its calibration."""
    found = ranked(snapshot, None, 3)
    assert list(found.scores) == sorted(found.scores, reverse=True)


def test_threshold_is_that_of_whoever_decides() -> None:
    """With a closer look its calibration says from where on it counts as answered."""
    first = calibration_of((), [], 0.0, 0.5)
    assert Judgement(OneSignal("pair"), first, None).threshold == 0.5
    assert Judgement(OneSignal("pair"), first, closer_look(Longest())).threshold == 0.6
