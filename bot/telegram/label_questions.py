"""From what people said of answers to questions that `briefbot eval` asks.

A person says of a whole message whether it was right. The sentence shown first is taken for the one that was: further
ones are often only the next best, and a wrong answer taught as a right one is worse than a right one left out.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.labels import KnownAnswer, LabeledQuestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.telegram.state.labels import Label
    from bot.telegram.state.quotes import Quote
    from index import Citation

_ID_DIGITS = 12


@dataclass(frozen=True, slots=True)
class LabelQuestions:
    """The questions that labels make.

    Attributes:
        questions: each once, in the order in which they were first labeled.
        wrong: how many labels found an answer wrong, which says of no sentence that it is right.
        disputed: of how many questions it was both said that the briefings answer them and that they do not.
        gone: how many labels are of sentences that stand nowhere now.
    """

    questions: tuple[LabeledQuestion, ...]
    wrong: int
    disputed: int
    gone: int


def cited(labels: Iterable[Label]) -> tuple[str, ...]:
    """Return the citations of the sentences that were right, each once."""
    return tuple(dict.fromkeys(quote.citation for label in labels for quote in _right(label)))


def questions_of(labels: Iterable[Label], now_at: Mapping[str, Citation]) -> LabelQuestions:
    """Return the questions that labels make.

    Args:
        labels: what people said, oldest first.
        now_at: where the sentences of `cited` stand now; those that are not in it stand nowhere.
    """
    given = tuple(labels)
    right: dict[str, list[Label]] = {}
    for label in given:
        if label.is_right:
            right.setdefault(_folded(label.question), []).append(label)
    agreed = {key: alike for key, alike in right.items() if len({label.answered for label in alike}) == 1}
    questions = tuple(question for alike in agreed.values() for question in _question(alike, now_at))
    return LabelQuestions(
        questions=questions,
        wrong=sum(not label.is_right for label in given),
        disputed=len(right) - len(agreed),
        gone=sum(quote.citation not in now_at for label in given for quote in _right(label)),
    )


def _question(labels: list[Label], now_at: Mapping[str, Citation]) -> Iterator[LabeledQuestion]:
    """Yield the question that several labels are of; none where all that was right stands nowhere now."""
    places = {
        (now.source, now.span): quote.text
        for label in labels
        for quote in _right(label)
        if (now := now_at.get(quote.citation)) is not None
    }
    if places or not labels[0].answered:
        answers = tuple(KnownAnswer(source, span, text) for (source, span), text in places.items())
        yield LabeledQuestion(_id(labels[0].question), labels[0].question, answers)


def _right(label: Label) -> tuple[Quote, ...]:
    """Return the sentence that a label says is right, if it does."""
    return label.quotes[:1] if label.is_right and label.answered else ()


def _id(question: str) -> str:
    """Return the same id for the same question in every export, so that two runs can be compared."""
    return f"telegram-{hashlib.sha256(_folded(question).encode('utf-8', 'surrogatepass')).hexdigest()[:_ID_DIGITS]}"


def _folded(question: str) -> str:
    return " ".join(question.casefold().split())
