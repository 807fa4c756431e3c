"""A question as it goes through the door, and the answer as it comes back: records as JSON objects, and back.

Numbers stay as they are, so that who asked prints what it would have printed had it answered itself.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.inquiry import Inquiry
from index import Answer, AnswerSentence, Citation, Filters, Reason, ReasonKind, Span, Timings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.wire import Json
    from index import ConfidenceSum, Explanation, Term

    Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back through the door.

    Attributes:
        answer: the answer, without its working.
        explanations: one for each sentence, where they were asked for.
        told: what a person was to be told meanwhile, one line each.
    """

    answer: Answer
    explanations: tuple[Explanation, ...] = ()
    told: tuple[str, ...] = ()


def inquiry_to_letter(inquiry: Inquiry) -> Json:
    """Return a question as it is sent."""
    filters = inquiry.filters
    return {
        "question": inquiry.question,
        "top_k": inquiry.top_k,
        "sources": list(filters.sources),
        "since": _iso(filters.since),
        "until": _iso(filters.until),
        "tags": list(filters.tags),
        "ceiling": filters.ceiling,
        "moment": None if inquiry.moment is None else inquiry.moment.isoformat(),
        "no_sync": inquiry.no_sync,
    }


def inquiry_of_letter(letter: Given) -> Inquiry:
    """Return a question that was sent.

    Raises:
        KeyError, TypeError, ValueError: nobody sends such a letter.
    """
    filters = Filters(
        tuple(letter["sources"]),
        _date(letter["since"]),
        _date(letter["until"]),
        tuple(letter["tags"]),
        letter["ceiling"],
    )
    moment = letter["moment"]
    return Inquiry(
        str(letter["question"]),
        int(letter["top_k"]),
        filters,
        None if moment is None else dt.datetime.fromisoformat(moment),
        bool(letter["no_sync"]),
    )


def reply_to_letter(reply: Reply) -> Json:
    """Return an answer as it is sent back."""
    answer, timings, reason = reply.answer, reply.answer.timings, reply.answer.reason
    return {
        "question": answer.question,
        "answered": answer.answered,
        "confidence": answer.confidence,
        "answers": [_sentence(sentence) for sentence in answer.answers],
        "timings": [timings.sync, timings.encode, timings.search, timings.rank],
        "understood_as": answer.understood_as,
        "stale_sources": list(answer.stale_sources),
        "notices": list(answer.notices),
        "reason": None
        if reason is None
        else [reason.kind.value, list(reason.missing), reason.nowhere, reason.filtered, list(reason.known)],
        "as_of": None if answer.as_of is None else answer.as_of.isoformat(),
        "explanations": [_explanation(explanation) for explanation in reply.explanations],
        "told": list(reply.told),
    }


def reply_of_letter(letter: Given) -> Reply:
    """Return an answer that was sent back.

    Raises:
        KeyError, TypeError, ValueError: nobody sends such a letter.
    """
    as_of, reason = letter["as_of"], letter["reason"]
    answer = Answer(
        question=letter["question"],
        answered=letter["answered"],
        confidence=letter["confidence"],
        answers=tuple(_sentence_of(sentence) for sentence in letter["answers"]),
        timings=Timings(*letter["timings"]),
        understood_as=letter["understood_as"],
        stale_sources=tuple(letter["stale_sources"]),
        notices=tuple(letter["notices"]),
        reason=None if reason is None else _reason_of(*reason),
        as_of=None if as_of is None else dt.datetime.fromisoformat(as_of),
    )
    explanations = tuple(_explanation_of(explanation) for explanation in letter["explanations"])
    return Reply(answer, explanations, tuple(letter["told"]))


def _sentence(sentence: AnswerSentence) -> Json:
    return {
        "text": sentence.text,
        "reading": sentence.reading,
        "citation": _citation(sentence.citation),
        "line": sentence.line,
        "page": sentence.page,
        "title": sentence.title,
        "heading": sentence.heading,
        "date": _iso(sentence.date),
        "score": sentence.score,
        "confidence": sentence.confidence,
        "before": sentence.before,
        "after": sentence.after,
        "group": sentence.group,
        "also_in": [_citation(citation) for citation in sentence.also_in],
        "disagrees_with": [_citation(citation) for citation in sentence.disagrees_with],
    }


def _sentence_of(letter: Given) -> AnswerSentence:
    return AnswerSentence(
        **{
            **letter,
            "citation": _citation_of(letter["citation"]),
            "date": _date(letter["date"]),
            "also_in": tuple(_citation_of(citation) for citation in letter["also_in"]),
            "disagrees_with": tuple(_citation_of(citation) for citation in letter["disagrees_with"]),
        }
    )


def _citation(citation: Citation) -> Json:
    return [citation.source, citation.span.start, citation.span.end, citation.digest]


def _citation_of(letter: list[Any]) -> Citation:
    source, start, end, digest = letter
    return Citation(source, Span(start, end), digest)


def _reason_of(kind: str, missing: list[str], nowhere: bool, filtered: bool, known: list[str]) -> Reason:
    return Reason(ReasonKind(kind), tuple(missing), nowhere, filtered, tuple(known))


def _explanation(explanation: Explanation) -> Json:
    anything = explanation.anything
    return {
        "rank": explanation.rank,
        "candidates": explanation.candidates,
        "signals": _terms(explanation.signals),
        "closer": None if explanation.closer is None else _terms(explanation.closer),
        "lowered": explanation.lowered,
        "confidence": _sum(explanation.confidence),
        "anything": None if anything is None else _sum(anything),
    }


def _explanation_of(letter: Given) -> Explanation:
    from index import Explanation

    closer, anything = letter["closer"], letter["anything"]
    return Explanation(
        letter["rank"],
        letter["candidates"],
        _terms_of(letter["signals"]),
        None if closer is None else _terms_of(closer),
        letter["lowered"],
        _sum_of(*letter["confidence"]),
        None if anything is None else _sum_of(*anything),
    )


def _sum(confidence: ConfidenceSum) -> Json:
    return [_terms(confidence.terms), confidence.bias, confidence.ceiling, confidence.anything]


def _sum_of(terms: list[Any], bias: float, ceiling: float | None, anything: float | None) -> ConfidenceSum:
    from index import ConfidenceSum

    return ConfidenceSum(_terms_of(terms), bias, ceiling, anything)


def _terms(terms: tuple[Term, ...]) -> list[Json]:
    return [[term.name, term.value, term.weight] for term in terms]


def _terms_of(letter: list[Any]) -> tuple[Term, ...]:
    from index import Term

    return tuple(Term(name, value, weight) for name, value, weight in letter)


def _iso(date: dt.date | None) -> str | None:
    return None if date is None else date.isoformat()


def _date(words: str | None) -> dt.date | None:
    return None if words is None else dt.date.fromisoformat(words)
