"""Why a sentence stands where it stands, as a person sees it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.rendering.explanation import render_explanations
from index import ConfidenceSum, Explanation, Term

if TYPE_CHECKING:
    from collections.abc import Callable

    from index import AnswerSentence

EXPLANATION = Explanation(
    rank=1,
    candidates=1204,
    signals=(Term("sentence_likeness", 0.5, 6.0), Term("fragment", 0.0, -1.74)),
    closer=None,
    lowered=0.0,
    confidence=ConfidenceSum((Term("margin", 2.0, 0.75),), -0.5, None),
)


def test_a_table_of_what_adds_up(sentence: AnswerSentence, printed: Callable[..., str]) -> None:
    """Each signal in plain words with value, weight and contribution, then the sum; and the same of confidence."""
    out = printed(render_explanations([sentence], [EXPLANATION]), terminal=False)
    assert out == (
        "\n"
        "Why 2022/leaders.md#412-444@9f2c1e07\n"
        "   The two leaders agreed to share.\n"
        "   rank 1 of 1,204 candidates                       value  weight    adds\n"
        "   likeness in meaning to the sentence               0.50    6.00   +3.00\n"
        "   is a fragment of few words                        0.00   -1.74    0.00\n"
        "   score                                                             3.00\n"
        "   confidence                                       value  weight    adds\n"
        "   lead in score over the best other sentence        2.00    0.75   +1.50\n"
        "   where all of these are 0                                         -0.50\n"
        "   log-odds                                                          1.00\n"
        "   confidence 1 / (1 + exp(-log-odds)): likely, 0.73\n"
    )


def test_a_closer_look_has_a_table_of_its_own(sentence: AnswerSentence, printed: Callable[..., str]) -> None:
    """Its sum is the score, and that of the signals is called the first score."""
    looked_at = replace(EXPLANATION, closer=(Term("pair", 2.0, 1.5), Term("first_margin", 1.0, 0.4)))
    lines = printed(render_explanations([sentence], [looked_at]), terminal=False).splitlines()
    sums = [line.split() for line in lines if "score  " in line]
    assert sums == [["first", "score", "3.00"], ["score", "3.40"]]


def test_how_likely_the_briefings_answer_has_a_table_where_the_first_sentence_has(
    sentence: AnswerSentence, printed: Callable[..., str]
) -> None:
    """It comes last, with its own sum."""
    first = replace(EXPLANATION, anything=ConfidenceSum((Term("passage_coverage", 0.5, 5.0),), -1.0, None))
    out = printed(render_explanations([sentence], [first]), terminal=False)
    assert out.endswith(
        "   that the briefings answer at all                 value  weight    adds\n"
        "   share of the question's words in its passage      0.50    5.00   +2.50\n"
        "   where all of these are 0                                         -1.00\n"
        "   log-odds                                                          1.50\n"
        "   that the briefings answer at all 1 / (1 + exp(-log-odds)): likely, 0.82\n"
    )


def test_a_confidence_is_a_part_of_how_likely_the_briefings_answer(
    sentence: AnswerSentence, printed: Callable[..., str]
) -> None:
    """The line says of what, and what comes of both."""
    part = replace(EXPLANATION, confidence=replace(EXPLANATION.confidence, anything=0.4))
    out = printed(render_explanations([sentence], [part]), terminal=False)
    assert out.endswith(
        "   confidence 1 / (1 + exp(-log-odds)), of 0.40 that the briefings answer at all: unlikely, 0.29\n"
    )


def test_what_was_not_looked_at_closer_says_so(sentence: AnswerSentence, printed: Callable[..., str]) -> None:
    """It is lowered, and no surer than those that were."""
    passed_over = replace(EXPLANATION, lowered=-5.5, confidence=replace(EXPLANATION.confidence, ceiling=0.25))
    out = printed(render_explanations([sentence], [passed_over]), terminal=False)
    rows = [" ".join(line.split()) for line in out.splitlines()]
    assert "not among the best, which were looked at closer -5.50" in rows
    assert "score -2.50" in rows
    assert "at most 0.25 for one not looked at closer: unlikely, 0.25\n" in out
