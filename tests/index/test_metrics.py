"""Figures are counted as they are defined."""

from __future__ import annotations

import pytest

from index.labels import KnownAnswer
from index.metrics import Decisions, Percentiles, auroc, percentiles, rank_of_hit
from index.records import AnswerSentence, Citation, Span


def sentence(source: str, start: int, end: int) -> AnswerSentence:
    """Return a returned sentence of which only its place matters."""
    return AnswerSentence(
        text="x" * (end - start),
        reading="",
        citation=Citation(source, Span(start, end), "0" * 64),
        line=None,
        page=None,
        title=None,
        heading=None,
        date=None,
        score=0.0,
        confidence=0.0,
        before=None,
        after=None,
        group=0,
    )


KNOWN = KnownAnswer("a.md", Span(10, 20), "")


@pytest.mark.parametrize(("start", "end"), [(10, 20), (0, 11), (19, 30), (12, 13), (0, 100)], ids=str)
def test_one_shared_character_is_a_hit(start: int, end: int) -> None:
    """A sentence hits where it shares a character with a known answer, however little."""
    assert rank_of_hit([sentence("a.md", start, end)], [KNOWN]) == 1


@pytest.mark.parametrize(("source", "start", "end"), [("a.md", 0, 10), ("a.md", 20, 30), ("b.md", 10, 20)])
def test_a_neighbor_or_another_source_is_no_hit(source: str, start: int, end: int) -> None:
    """Spans that only touch, or that stand in another source, are no hit."""
    assert rank_of_hit([sentence(source, start, end)], [KNOWN]) is None


def test_the_rank_is_of_the_first_hit() -> None:
    """Ranks count from 1, and the first hit of any known answer counts."""
    returned = [sentence("a.md", 0, 5), sentence("b.md", 3, 9), sentence("a.md", 12, 14)]
    assert rank_of_hit(returned, [KNOWN]) == 3
    assert rank_of_hit(returned, [KNOWN, KnownAnswer("b.md", Span(8, 9), "")]) == 2


def test_nothing_returned_and_nothing_known_are_no_hits() -> None:
    """Without a sentence or without a known answer there is no rank."""
    assert rank_of_hit([], [KNOWN]) is None
    assert rank_of_hit([sentence("a.md", 10, 20)], []) is None


def test_auroc_of_separated_values() -> None:
    """It is 1 where every positive is above every negative, 0 where below, and a half where all are equal."""
    assert auroc([0.8, 0.9], [0.1, 0.7]) == 1.0
    assert auroc([0.1, 0.7], [0.8, 0.9]) == 0.0
    assert auroc([0.5, 0.5, 0.5], [0.5, 0.5]) == 0.5


def test_auroc_counts_a_tie_as_half_a_win() -> None:
    """Of the pairs (3,1) (3,2) (2,1) (2,2), three are won and one is a tie."""
    assert auroc([3.0, 2.0], [1.0, 2.0]) == 3.5 / 4


@pytest.mark.parametrize(("positive", "negative"), [([], [0.5]), ([0.5], []), ([], [])])
def test_auroc_of_one_kind_alone_is_refused(positive: list[float], negative: list[float]) -> None:
    """A chance over no pairs is no number."""
    with pytest.raises(ValueError, match="both must hold a value"):
        auroc(positive, negative)


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    """With precision 6/8 and recall 6/10 it is 2 * 0.75 * 0.6 / (0.75 + 0.6)."""
    found = Decisions(answered_right=6, answered_wrong=2, unanswered_right=5, unanswered_wrong=4).f1
    assert found == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))


def test_f1_of_nothing_found_is_zero() -> None:
    """Without a right "answered" it is 0, whether or not there was anything to find."""
    assert Decisions().f1 == 0.0
    assert Decisions(unanswered_right=3).f1 == 0.0
    assert Decisions(answered_wrong=3, unanswered_wrong=2).f1 == 0.0


def test_percentiles_are_values_that_were_measured() -> None:
    """Of 1 to 100 they are 50, 95 and 99, in whatever order the values came."""
    assert percentiles(float(value) for value in range(100, 0, -1)) == Percentiles(50.0, 95.0, 99.0)
    assert percentiles([7.5]) == Percentiles(7.5, 7.5, 7.5)
    assert percentiles([1.0, 2.0, 3.0]) == Percentiles(2.0, 3.0, 3.0)


def test_percentiles_of_nothing_are_zeros() -> None:
    """Where nothing was measured there is nothing to tell, and no error."""
    assert percentiles([]) == Percentiles(0.0, 0.0, 0.0)
