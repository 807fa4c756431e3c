"""Two runs over the same questions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.bootstrap import Interval
from index.compare import Change, compare
from index.outcomes import Outcome
from index.question_kind import QuestionKind

BASE = Outcome("base", QuestionKind.WHO, True, True, 0.5, 0.5, 1, 10)


def runs(*pairs: tuple[Outcome, Outcome]) -> tuple[Change, ...]:
    """Return the comparison of pairs of an earlier outcome and today's."""
    earlier = {str(n): replace(before, id=str(n)) for n, (before, _) in enumerate(pairs)}
    now = [replace(after, id=str(n)) for n, (_, after) in enumerate(pairs)]
    return compare(dict(reversed(earlier.items())), now)


def test_each_figure_is_over_the_questions_that_it_is_about() -> None:
    """Hits, ranks and words are over the answerable ones, what was answered right is over all."""
    second, unknown = replace(BASE, rank=2, words=6), replace(BASE, answerable=False, rank=None, answered=False)
    missed, wrongly = replace(BASE, rank=None), replace(unknown, answered=True, words=99)
    found = {
        change.figure: (change.questions, change.earlier, change.now, change.higher, change.lower)
        for change in runs((second, BASE), (second, BASE), (BASE, missed), (BASE, BASE), (unknown, wrongly))
    }
    assert found == {
        "hit@1": (4, 50.0, 75.0, 2, 1),
        "hit@3": (4, 100.0, 75.0, 0, 1),
        "mrr@10": (4, 75.0, 75.0, 2, 1),
        "answered right": (5, 60.0, 60.0, 2, 2),
        "words@1": (4, 8.0, 10.0, 2, 0),
    }


@pytest.mark.parametrize(
    ("outcome", "right"),
    [
        (BASE, True),
        (replace(BASE, rank=2), False),
        (replace(BASE, answered=False), False),
        (replace(BASE, answerable=False, rank=None), False),
        (replace(BASE, answerable=False, rank=None, answered=False), True),
    ],
)
def test_answered_right_asks_for_the_sentence_and_for_silence(outcome: Outcome, right: bool) -> None:
    """A first sentence that answers, given as an answer; or none given where none is to be had."""
    (change,) = (change for change in runs((outcome, outcome)) if change.figure == "answered right")
    assert change.now == (100.0 if right else 0.0)


def test_an_interval_is_that_of_the_difference() -> None:
    """Where every question changes alike there is no doubt about it."""
    changes = runs(*[(replace(BASE, rank=None, words=4), BASE)] * 3)
    assert changes[0] == Change("hit@1", 3, 0.0, 100.0, Interval(100.0, 100.0), 3, 0)
    assert changes[0].difference == 100.0
    assert changes[-1] == Change("words@1", 3, 4.0, 10.0, Interval(6.0, 6.0), 3, 0)


def test_a_figure_without_a_question_is_left_out() -> None:
    """Words where one run returned no sentence; all but one figure where nothing is answerable."""
    silent = replace(BASE, rank=None, words=None, answered=False)
    assert "words@1" not in [change.figure for change in runs((silent, BASE))]
    unknown = replace(BASE, answerable=False, rank=None)
    assert [change.figure for change in runs((unknown, unknown))] == ["answered right"]
