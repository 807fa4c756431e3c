"""Kinds of question, told by their form alone: an English question word, or the verb that comes first."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise


class QuestionKind(StrEnum):
    """What a question asks for, as its form says."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how many"
    WHAT = "what"
    WHY = "why"
    YES_NO = "yes-no"
    OTHER = "other"


_WORD = re.compile(r"[^\W_]+")
_KIND_OF_WORD = {
    "who": QuestionKind.WHO,
    "whom": QuestionKind.WHO,
    "whose": QuestionKind.WHO,
    "when": QuestionKind.WHEN,
    "where": QuestionKind.WHERE,
    "what": QuestionKind.WHAT,
    "which": QuestionKind.WHAT,
    "why": QuestionKind.WHY,
    "how": QuestionKind.WHY,
    # Without their apostrophe, as people type them.
    "whos": QuestionKind.WHO,
    "whens": QuestionKind.WHEN,
    "wheres": QuestionKind.WHERE,
    "whats": QuestionKind.WHAT,
    "hows": QuestionKind.WHY,
}
_QUANTITY = re.compile(
    r"many|much|long|far|often|fast|quickly|old|big|large|small|tall|high|deep|wide|heavy|hot|cold|late|early|soon"
)
_AUXILIARY = re.compile(
    r"(am|are|is|was|were|be|do|does|did|has|have|had|can|could|will|wo|would|shall|should|may|might|must)n?"
)
"""Also the first half of a contraction: `don` of "don't"."""


def kind_of(question: str) -> QuestionKind:
    """Return the kind of an English question.

    A question that begins with an auxiliary verb ("Do we have ...?") can be answered with yes or no. In any other,
    the first question word decides, wherever it stands ("In what year ...?"): `how` with a word of quantity ("how
    long") asks for a number, the number types of Li and Roth ("Learning Question Classifiers", COLING 2002); any
    other `how` asks for a manner, and counts with `why`. A question without a question word ("wharf cost 2023") is
    OTHER. A relative pronoun ("the man who ...") is taken for a question word.
    """
    words = [word.casefold() for word in _WORD.findall(question)]
    if words and _AUXILIARY.fullmatch(words[0]):
        return QuestionKind.YES_NO
    for word, following in pairwise([*words, ""]):
        if word == "how" and _QUANTITY.fullmatch(following):
            return QuestionKind.HOW_MANY
        if word in _KIND_OF_WORD:
            return _KIND_OF_WORD[word]
    return QuestionKind.OTHER
