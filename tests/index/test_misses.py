"""A miss says what stood first, what should have, and what each signal made of the difference."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from small_index import ask_of, small_snapshot

from index.answer import Wish, answer_question
from index.bar import Bar
from index.calibrate import load_calibration
from index.judgement import Judgement
from index.labels import KnownAnswer, LabeledQuestion
from index.metrics import rank_of_hit
from index.misses import MOST_MISSES, Misses, why_missed
from index.rankers import load_ranker
from index.records import Filters, Span
from index.results import QuestionResult
from index.trained_parts import shipped_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.misses import Miss
    from index.seen import Snapshot

HONEY = "# Honey\n\nHoney is sold in May by the keepers of the hill.\n\nThe hill has nine keepers of honey.\n"
FILLER = "".join(f"\n\nRule {number} of the market is about the honey of the hill." for number in range(30))
NOTES = {"honey.md": HONEY, "market.md": f"# Market{FILLER}\n", "zinc.md": "# Zinc\n\nNothing.\n"}
EVERYTHING = Filters()
QUESTION = "how many keepers of honey has the hill"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Return the snapshot of three notes."""
    with small_snapshot(tmp_path_factory.mktemp("notes"), NOTES) as found:
        yield found


def known(source: str, words: str) -> KnownAnswer:
    """Return the place of some words."""
    start = NOTES[source].index(words)
    return KnownAnswer(source, Span(start, start + len(words)), words)


def result(snapshot: Snapshot, *answers: KnownAnswer, filters: Filters = EVERYTHING) -> QuestionResult:
    """Return the result of the question where these are the right answers."""
    question = ask_of(QUESTION)
    judgement = Judgement(
        load_ranker(shipped_parts(fitted=True).ranker), load_calibration(shipped_parts(fitted=True).calibration), None
    )
    answer = answer_question(snapshot, question, judgement, Wish(10, filters, Bar(0.5)))
    return QuestionResult(LabeledQuestion("q", QUESTION, answers), answer, rank_of_hit(answer.answers, answers), 1.0)


def missed(snapshot: Snapshot, *answers: KnownAnswer, filters: Filters = EVERYTHING) -> Miss:
    """Return why it is missed where these are the right answers."""
    return why_missed(snapshot, result(snapshot, *answers, filters=filters))


def test_differences_sum_to_how_far_the_first_is_ahead(snapshot: Snapshot) -> None:
    """Of a right sentence among the first ten, whose rank is told."""
    right = known("honey.md", "sold in May")
    found = result(snapshot, right)
    assert found.rank is not None
    assert found.rank > 1
    miss = why_missed(snapshot, found)
    assert miss.right.rank == found.rank
    assert miss.right.text == "Honey is sold in May by the keepers of the hill."
    ahead = found.answer.answers[0].score - found.answer.answers[found.rank - 1].score
    assert sum(each.difference for each in miss.signals) == pytest.approx(ahead, abs=1e-4)
    assert [each.first.name for each in miss.signals] == [each.right.name for each in miss.signals]
    assert miss.closer == ()


def test_a_right_sentence_beyond_the_first_ten_has_its_place_among_the_candidates(snapshot: Snapshot) -> None:
    """Of several right ones the best ranked is compared."""
    shown = {sentence.text for sentence in result(snapshot).answer.answers}
    rules = [f"Rule {number} of the market is about the honey of the hill." for number in range(30)]
    right = [known("market.md", rule) for rule in rules if rule not in shown]
    miss = missed(snapshot, *right)
    assert miss.right.rank is None
    assert miss.right.explanation is not None
    assert miss.right.explanation.rank == 11
    assert len(miss.signals) == 9


def test_a_right_sentence_that_was_not_found_is_told_with_its_words(snapshot: Snapshot) -> None:
    """One that the filters leave out is no candidate; there is nothing to compare."""
    miss = missed(snapshot, known("zinc.md", "Nothing."), filters=Filters(sources=("honey.md",)))
    assert (miss.right.text, miss.right.rank, miss.right.explanation) == ("Nothing.", None, None)
    assert miss.signals == miss.closer == ()


def test_a_right_place_without_a_sentence_is_told_as_the_questions_have_it(snapshot: Snapshot) -> None:
    """A note that is gone."""
    gone = KnownAnswer("gone.md", Span(0, 4), "Gone")
    assert missed(snapshot, gone).right.text == "Gone"


def test_nothing_returned_is_a_miss_as_well(snapshot: Snapshot) -> None:
    """There is no first sentence, and the right one is told."""
    miss = missed(snapshot, known("zinc.md", "Nothing."), filters=Filters(sources=("no.md",)))
    assert (miss.first, miss.explanation, miss.right.text) == (None, None, "Nothing.")


def test_no_more_misses_are_kept_than_are_shown(snapshot: Snapshot) -> None:
    """Hits and questions without an answer are none; results pass through as they are."""
    miss = result(snapshot, known("honey.md", "sold in May"))
    hit = replace(miss, rank=1)
    unanswerable = result(snapshot)
    results = [hit, unanswerable, *[miss] * (MOST_MISSES + 2)]
    misses = Misses()
    assert list(misses.noting(results, lambda found: why_missed(snapshot, found))) == results
    assert (len(misses.kept), misses.more) == (MOST_MISSES, 2)
