"""Likeness is the cosine between a question and what a candidate is, stands in, or stands under."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_index import ask_of, bag_of_words, small_snapshot

from index.signals.likeness import PassageLikeness, SentenceLikeness, TitleLikeness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from index.candidates import Candidates
    from index.seen import Snapshot

NOTES = {
    "honey.md": "---\ntitle: Trade with Calder\n---\n\nThe honey ban is lifted. A ferry sails.\n",
    "prices.md": "---\ntitle: Prices\n---\n\nWhat was the price of steel? It was forty crowns.\n",
    "untitled.md": "- Nobody pays.\n",
}
HALF = 2e-3
"""What half precision may cost a cosine of these vectors."""


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Return the snapshot of three small notes."""
    with small_snapshot(tmp_path_factory.mktemp("notes"), NOTES) as found:
        yield found


@pytest.fixture(scope="module")
def candidates(snapshot: Snapshot) -> Candidates:
    """Return every sentence of the notes."""
    return snapshot.candidates(snapshot.sentences_of(np.array([number for number, _ in snapshot.sources()])))


def of(column: NDArray[np.float32], candidates: Candidates, words: str) -> float:
    """Return what a column says of the candidate that reads so."""
    return float(column[candidates.readings.index(words)])


def test_sentence_likeness_is_the_cosine(snapshot: Snapshot, candidates: Candidates) -> None:
    """A sentence and a question of the same words have a cosine of 1, others theirs."""
    question = ask_of("the honey ban is lifted")
    column = SentenceLikeness().measure(question, candidates, snapshot)
    assert of(column, candidates, "The honey ban is lifted.") == pytest.approx(1, abs=HALF)
    cosine = float(bag_of_words("A ferry sails.") @ question.vector)
    assert of(column, candidates, "A ferry sails.") == pytest.approx(cosine, abs=HALF)


def test_an_introducer_that_is_nearer_counts_for_what_it_introduces(snapshot: Snapshot, candidates: Candidates) -> None:
    """The answer to a question in the notes is as near as that question."""
    column = SentenceLikeness().measure(ask_of("what was the price of steel"), candidates, snapshot)
    assert of(column, candidates, "It was forty crowns.") == pytest.approx(1, abs=HALF)


def test_an_introducer_that_is_farther_takes_nothing_away(snapshot: Snapshot, candidates: Candidates) -> None:
    """A sentence never gets less than its own cosine."""
    column = SentenceLikeness().measure(ask_of("it was forty crowns"), candidates, snapshot)
    assert of(column, candidates, "It was forty crowns.") == pytest.approx(1, abs=HALF)


def test_passage_likeness_is_the_cosine_with_the_mean_of_its_sentences(
    snapshot: Snapshot, candidates: Candidates
) -> None:
    """Sentences of one passage share it."""
    question = ask_of("honey on the ferry")
    column = PassageLikeness().measure(question, candidates, snapshot)
    mean = bag_of_words("The honey ban is lifted.") + bag_of_words("A ferry sails.")
    cosine = float(mean @ question.vector / np.linalg.norm(mean))
    for words in ("The honey ban is lifted.", "A ferry sails."):
        assert of(column, candidates, words) == pytest.approx(cosine, abs=HALF)


def test_title_likeness_is_the_cosine_with_the_title(snapshot: Snapshot, candidates: Candidates) -> None:
    """Every sentence of a document has its title's cosine."""
    column = TitleLikeness().measure(ask_of("trade with calder"), candidates, snapshot)
    assert of(column, candidates, "The honey ban is lifted.") == pytest.approx(1, abs=HALF)
    assert of(column, candidates, "A ferry sails.") == pytest.approx(1, abs=HALF)


def test_title_likeness_without_a_title_is_zero(snapshot: Snapshot, candidates: Candidates) -> None:
    """A document without a title is like no question by its title."""
    column = TitleLikeness().measure(ask_of("nobody pays"), candidates, snapshot)
    assert of(column, candidates, "Nobody pays.") == 0
