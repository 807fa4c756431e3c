"""Coverage is the share of a question's words, the rarer ones counting more, that a candidate holds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_index import ask_of, small_snapshot

from index.signals.coverage import PassageCoverage, SentenceCoverage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.candidates import Candidates
    from index.seen import Snapshot

NOTES = {
    "honey.md": "# Trade with Calder\n\nThe honey ban is lifted. A ferry sails.\n",
    "ferry.txt": "The ferry sails daily. Nobody pays.\n\nWhat was the price of steel? It was forty crowns.\n",
}
SENTENCES = 6
"""Those in NOTES."""


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Return the snapshot of two small notes."""
    with small_snapshot(tmp_path_factory.mktemp("notes"), NOTES) as found:
        yield found


@pytest.fixture(scope="module")
def candidates(snapshot: Snapshot) -> Candidates:
    """Return every sentence of the notes."""
    return snapshot.candidates(snapshot.sentences_of(np.array([number for number, _ in snapshot.sources()])))


def place_of(candidates: Candidates, words: str) -> int:
    """Return the place of the candidate that reads so."""
    return candidates.readings.index(words)


def rarity(found_in: int) -> float:
    """Return what BM25 says of a word that stands in so many of the notes' sentences."""
    return math.log(1 + (SENTENCES - found_in + 0.5) / (found_in + 0.5))


def test_every_word_gives_one(snapshot: Snapshot, candidates: Candidates) -> None:
    """A sentence that holds the whole question covers it."""
    column = SentenceCoverage().measure(ask_of("honey ban lifted"), candidates, snapshot)
    assert column[place_of(candidates, "The honey ban is lifted.")] == pytest.approx(1)


def test_no_word_gives_zero(snapshot: Snapshot, candidates: Candidates) -> None:
    """A sentence without any word of the question, above it or in it, covers nothing."""
    column = SentenceCoverage().measure(ask_of("honey ban lifted"), candidates, snapshot)
    assert column[place_of(candidates, "Nobody pays.")] == 0


def test_words_of_nothing_give_zero(snapshot: Snapshot, candidates: Candidates) -> None:
    """A question whose words stand nowhere is covered by nothing."""
    for signal in (SentenceCoverage(), PassageCoverage()):
        assert not signal.measure(ask_of("zyzzyva"), candidates, snapshot).any()


def test_a_question_without_words_gives_zero(snapshot: Snapshot, candidates: Candidates) -> None:
    """A question of one run too long to be a word has nothing to cover, and nothing is divided by zero."""
    for signal in (SentenceCoverage(), PassageCoverage()):
        assert not signal.measure(ask_of("x" * 100), candidates, snapshot).any()


def test_rarer_words_count_more(snapshot: Snapshot, candidates: Candidates) -> None:
    """A share is the rarities of the words found over those of all, worked out by hand."""
    column = SentenceCoverage().measure(ask_of("crowns sails"), candidates, snapshot)
    whole = rarity(1) + rarity(2)
    assert column[place_of(candidates, "It was forty crowns.")] == pytest.approx(rarity(1) / whole)
    assert column[place_of(candidates, "The ferry sails daily.")] == pytest.approx(rarity(2) / whole)


def test_a_word_counts_once(snapshot: Snapshot, candidates: Candidates) -> None:
    """Asking the same word twice changes nothing."""
    once = SentenceCoverage().measure(ask_of("crowns sails"), candidates, snapshot)
    twice = SentenceCoverage().measure(ask_of("crowns crowns crowns sails"), candidates, snapshot)
    assert (once == twice).all()


def test_inflected_words_count(snapshot: Snapshot, candidates: Candidates) -> None:
    """Words are held against each other by their stems, letter case ignored."""
    column = SentenceCoverage().measure(ask_of("SAILING Ferries"), candidates, snapshot)
    assert column[place_of(candidates, "The ferry sails daily.")] == pytest.approx(1)


def test_title_counts_for_a_sentence(snapshot: Snapshot, candidates: Candidates) -> None:
    """What a sentence stands under counts as its own words."""
    column = SentenceCoverage().measure(ask_of("calder honey"), candidates, snapshot)
    assert column[place_of(candidates, "The honey ban is lifted.")] == pytest.approx(1)


def test_what_introduces_a_sentence_counts(snapshot: Snapshot, candidates: Candidates) -> None:
    """The answer to a question in the notes covers the words of both."""
    column = SentenceCoverage().measure(ask_of("steel crowns"), candidates, snapshot)
    assert column[place_of(candidates, "It was forty crowns.")] == pytest.approx(1)
    assert column[place_of(candidates, "What was the price of steel?")] < 1


def test_a_passage_covers_what_its_sentences_hold_together(snapshot: Snapshot, candidates: Candidates) -> None:
    """Two words in two sentences of one passage are both covered."""
    column = PassageCoverage().measure(ask_of("honey ferry"), candidates, snapshot)
    assert column[place_of(candidates, "The honey ban is lifted.")] == pytest.approx(1)
    assert 0 < column[place_of(candidates, "Nobody pays.")] < 1


WORDS = st.sampled_from(["honey", "ferry", "Calder", "the", "what", "steel", "quux", "é", "的", "41"])
QUESTIONS = st.lists(WORDS | st.text(st.characters(exclude_categories=("Cc", "Cs"))), min_size=1, max_size=12)


@given(QUESTIONS.map(" ".join).filter(lambda text: any(character.isalnum() for character in text)))
def test_a_share_lies_between_0_and_1(snapshot: Snapshot, candidates: Candidates, text: str) -> None:
    """Whatever is asked, coverage is a share."""
    question = ask_of(text)
    for signal in (SentenceCoverage(), PassageCoverage()):
        column = signal.measure(question, candidates, snapshot)
        assert ((column >= 0) & (column <= 1 + 1e-6)).all()
