"""What an answer says besides its sentences, in the words of a language: how sure, when, why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rendering.words import grade
from index import ReasonKind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from bot.telegram.phrases import Phrases
    from index import Answer, Reason

_LIKELIHOODS = ("very_likely", "likely", "even", "unlikely", "very_unlikely")
"""By grade."""
_MOST_WORDS = 3


def likelihood(confidence: float, phrases: Phrases) -> str:
    """Return a probability in words and as a number: `likely, 0.81`."""
    name = _LIKELIHOODS[grade(confidence)]
    return phrases.say("likelihood.form", words=phrases.say(f"likelihood.{name}"), number=f"{confidence:.2f}")


def date_of(date: dt.date, phrases: Phrases) -> str:
    """Return a date that reads one way everywhere: `31 May 2022`."""
    month = phrases.say(f"date.month_{date.month}")
    return phrases.say("date.form", day=date.day, month=month, year=date.year)


def verdict(answer: Answer, phrases: Phrases) -> str:
    """Return what is said before an answer's sentences, "" where they speak for themselves."""
    reason = answer.reason
    said = "" if reason is None else _reason(reason, phrases)
    speaks_alone = reason is not None and reason.kind in {ReasonKind.GREETING, ReasonKind.FALSE_PREMISE}
    if answer.answered or speaks_alone:
        return said
    nearest = phrases.say("answer.nearest") if answer.answers else ""
    return " ".join(part for part in (phrases.say("answer.not_answered"), said, nearest) if part)


def _reason(reason: Reason, phrases: Phrases) -> str:
    if reason.kind is ReasonKind.GREETING:
        return phrases.say("reason.greeting")
    if reason.kind is ReasonKind.OTHER_LANGUAGE:
        return phrases.say("reason.other_language")
    if reason.kind is ReasonKind.FALSE_PREMISE:
        return phrases.say("reason.otherwise")
    known, missing = _listed(reason.known, "and", phrases), _listed(reason.missing, "or", phrases)
    if reason.nowhere:
        return phrases.say("reason.part_nowhere" if known else "reason.nowhere", known=known, missing=missing)
    return phrases.say("reason.nearest_without" if missing else "reason.nearest_may_not", known=known, missing=missing)


def _listed(words: Sequence[str], joined_by: str, phrases: Phrases) -> str:
    *others, last = [phrases.say("reason.quoted", word=word) for word in words[:_MOST_WORDS]] or [""]
    return phrases.say(f"reason.{joined_by}", others=", ".join(others), last=last) if others else last
