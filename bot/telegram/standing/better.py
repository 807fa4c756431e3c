"""When an answer is worth telling a chat that watches its question."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.telegram.shown_text import as_shown

if TYPE_CHECKING:
    from bot.telegram.state.watches import Told
    from index import Answer, AnswerSentence, Citation

MOST_REMEMBERED = 200
"""Sentences told to one question that are remembered; of more, the oldest are forgotten and could be told again."""
_DIGEST_LENGTH = 16
_STATE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Compared:
    """What the best sentence of today and the one told last are to the briefings.

    Attributes:
        is_new: whether the briefing of the best sentence is new or has changed since the question was asked last.
        told_stands: whether the words told last still stand in some briefing.
    """

    is_new: bool
    told_stands: bool


def is_better(told: Told, answer: Answer, compared: Compared) -> bool:
    """Return whether a chat is told of the best sentence of an answer: once for each wording, wherever it stands.

    It is where the question is answered now and was not when it was asked last; and where a new or changed briefing
    holds a sentence that is surer than the one told last, or says otherwise and is put before it, or where that one
    no longer stands.
    """
    if not answer.answered or not answer.answers or digest_of(answer.answers[0]) in told.words:
        return False
    if not told.answered:
        return True
    best = answer.answers[0]
    surer = best.confidence > told.confidence
    return compared.is_new and (surer or not compared.told_stands or _is_denied(told, best))


def asked_again(told: Told, answer: Answer) -> Told:
    """Return what a chat knows after its question was asked again and nothing was told."""
    known = replace(told, answered=answer.answered, seen=tuple(dict.fromkeys(map(state_of, _citations(answer)))))
    best = answer.answers[0] if answer.answers else None
    if best is not None and told.words and digest_of(best) == told.words[-1]:  # it may have moved
        return replace(known, citation=str(best.citation))
    return known


def told_best(told: Told, answer: Answer) -> Told:
    """Return what a chat knows after the best sentence of an answer was told."""
    best = answer.answers[0]
    words = (*told.words, digest_of(best))[-MOST_REMEMBERED:]
    known = asked_again(told, answer)
    return replace(known, citation=str(best.citation), confidence=best.confidence, words=words)


def digest_of(sentence: AnswerSentence) -> str:
    """Return what stands for the words of a sentence, wherever it stands."""
    return hashlib.sha256(as_shown(sentence.reading).encode()).hexdigest()[:_DIGEST_LENGTH]


def state_of(citation: Citation) -> str:
    """Return what stands for a briefing in the state in which a citation found it."""
    return f"{citation.source}@{citation.digest[:_STATE_LENGTH]}"


def _citations(answer: Answer) -> list[Citation]:
    return [sentence.citation for sentence in answer.answers]


def _is_denied(told: Told, best: AnswerSentence) -> bool:
    return told.citation in map(str, best.disagrees_with)
