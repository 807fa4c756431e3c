"""What stood above the right sentence, as a person sees it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.rendering.misses import render_misses
from index import ConfidenceSum, Explanation, Span, Term
from index.evaluate import LabeledQuestion, Miss, Misses, RightSentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from index import AnswerSentence

SURE = ConfidenceSum((), 0.0, None)
FIRST = Explanation(1, 141, (Term("sentence_likeness", 0.5, 6.0), Term("fragment", 1.0, -1.5)), None, 0.0, SURE)
SECOND = Explanation(22, 141, (Term("sentence_likeness", 0.25, 6.0), Term("fragment", 0.0, -1.5)), None, 0.0, SURE)
RIGHT = RightSentence("duties.md", Span(10, 30), "The duty is\n25 per cent.", None, SECOND)
QUESTION = LabeledQuestion("duty-3", "what is the duty?", ())
LOOKED_AT = (Term("pair", 2.0, 1.5),)


def test_signals_stand_side_by_side_with_what_each_made_of_it(
    sentence: AnswerSentence, printed: Callable[..., str]
) -> None:
    """Both sentences, the rank of the right one, and a sum that adds up."""
    misses = Misses([Miss(QUESTION, sentence, FIRST, RIGHT)])
    assert printed(render_misses(misses), terminal=False) == (
        "\n"
        "missed  duty-3  what is the duty?\n"
        "first   The two leaders agreed to share.  2022/leaders.md#412-444@9f2c1e07\n"
        "right   The duty is 25 per cent.  duties.md#10-30\n"
        "ranked  not among the first ten (22 of 141 candidates)\n"
        "        signals                                          first   right  weight   ahead\n"
        "        likeness in meaning to the sentence               0.50    0.25    6.00   +1.50\n"
        "        is a fragment of few words                        1.00    0.00   -1.50   -1.50\n"
        "        score                                             1.50    1.50            0.00\n"
    )


@pytest.mark.parametrize(
    ("first", "second", "lines"),
    [
        (LOOKED_AT, (Term("pair", 1.0, 1.5),), ["first score", "question and sentence read together", "score"]),
        (LOOKED_AT, None, ["first score", "the right one was not among the best, which were looked at closer"]),
    ],
)
def test_a_closer_look_is_told_of(
    sentence: AnswerSentence,
    printed: Callable[..., str],
    first: tuple[Term, ...],
    second: tuple[Term, ...] | None,
    lines: list[str],
) -> None:
    """Its columns where both were looked at; otherwise that the right one was not."""
    right = replace(RIGHT, explanation=replace(SECOND, closer=second))
    out = printed(
        render_misses(Misses([Miss(QUESTION, sentence, replace(FIRST, closer=first), right)])), terminal=False
    )
    assert [line.strip().partition("  ")[0] for line in out.splitlines()[-len(lines) :]] == lines


def test_what_was_not_found_has_no_table(sentence: AnswerSentence, printed: Callable[..., str]) -> None:
    """Nor has a question without any sentence; and how many more misses there are is told last."""
    lost = replace(RIGHT, explanation=None)
    misses = Misses([Miss(QUESTION, sentence, FIRST, lost), Miss(QUESTION, None, None, lost)], 1204)
    lines = printed(render_misses(misses), terminal=False).splitlines()
    assert lines.count("ranked  not among the candidates") == 2
    assert "first   no sentence was returned" in lines
    assert not [line for line in lines if "ahead" in line]
    assert lines[-1] == "and 1,204 more misses"
