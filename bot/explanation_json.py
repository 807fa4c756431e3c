"""Why an answer's sentences stand where they stand, as `--json` prints it. Numbers are rounded to 4 decimals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.signal_names import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.wire import Json
    from index import ConfidenceSum, Explanation, Span, Term
    from index.evaluate import Difference, Miss


def explanation_to_json(explanation: Explanation) -> dict[str, Json]:
    """Return what `ask --explain --json` adds to a sentence as `explanation`.

    `score` is the sum of each `contribution` of `closer`, or, where that is null, of `signals` and of `lowered`;
    `log_odds` is that of its `terms` and of the `bias`; a sentence's confidence is what they make of it times its
    `anything`, which is how likely the briefings are to answer at all. How that came about is the other `anything`,
    null of all but the sentence that ranks first.
    """
    return {
        "rank": explanation.rank,
        "candidates": explanation.candidates,
        "score": round(explanation.score, 4),
        "signals": terms_to_json(explanation.signals),
        "first_score": round(explanation.first_score, 4),
        "closer": None if explanation.closer is None else terms_to_json(explanation.closer),
        "lowered": round(explanation.lowered, 4),
        "confidence": _sum_to_json(explanation.confidence),
        "anything": None if explanation.anything is None else _sum_to_json(explanation.anything),
    }


def _sum_to_json(confidence: ConfidenceSum) -> dict[str, Json]:
    return {
        "confidence": round(confidence.confidence, 4),
        "log_odds": round(confidence.log_odds, 4),
        "terms": terms_to_json(confidence.terms),
        "bias": round(confidence.bias, 4),
        "ceiling": None if confidence.ceiling is None else round(confidence.ceiling, 4),
        "anything": None if confidence.anything is None else round(confidence.anything, 4),
    }


def terms_to_json(terms: Iterable[Term]) -> list[Json]:
    """Return the terms of a sum, each with what it is called in plain words."""
    return [
        {
            "name": term.name,
            "meaning": plain_name(term.name),
            "value": round(term.value, 4),
            "weight": round(term.weight, 4),
            "contribution": round(term.contribution, 4),
        }
        for term in terms
    ]


def miss_to_json(miss: Miss) -> Json:
    """Return what `eval --misses --json` prints of one miss.

    The `difference` of each of `signals` sums to how much higher the first score of the first sentence is, that of each
    of `closer` to how much higher its score is. A rank is from 1; that of `right` is null beyond the first ten.
    """
    first, right = miss.first, miss.right
    return {
        "id": miss.question.id,
        "question": miss.question.question,
        "first": None
        if first is None
        else _place(first.citation.source, first.citation.span, first.text)
        | {"explanation": None if miss.explanation is None else explanation_to_json(miss.explanation)},
        "right": _place(right.source, right.span, right.text)
        | {
            "rank": right.rank,
            "among_candidates": right.explanation is not None,
            "explanation": None if right.explanation is None else explanation_to_json(right.explanation),
        },
        "signals": [_difference(each) for each in miss.signals],
        "closer": [_difference(each) for each in miss.closer],
    }


def _place(source: str, span: Span, text: str) -> dict[str, Json]:
    return {"source": source, "start": span.start, "end": span.end, "text": text}


def _difference(each: Difference) -> Json:
    return {
        "name": each.first.name,
        "meaning": plain_name(each.first.name),
        "first": round(each.first.value, 4),
        "right": round(each.right.value, 4),
        "weight": round(each.first.weight, 4),
        "difference": round(each.difference, 4),
    }
