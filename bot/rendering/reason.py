"""Why the briefings do not answer, in a sentence or two that can be read on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import ReasonKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Reason

MOST_WORDS = 3
"""The most words of a question that are told; more are no help."""
_UNANSWERED = "The briefings do not answer that."
_GREETING = "Happy to help. Ask what the briefings say, for example: what was agreed at the last meeting?"
_OTHER_LANGUAGE = "The question and the briefings seem to be in different languages."
_OTHERWISE = "The briefings say otherwise."


def verdict(answered: bool, reason: Reason | None) -> str:
    """Return what is said before an answer's sentences, "" where they speak for themselves."""
    text = "" if reason is None else reason_text(reason)
    if answered or (reason is not None and reason.kind in {ReasonKind.GREETING, ReasonKind.FALSE_PREMISE}):
        return text
    return f"{_UNANSWERED} {text}".rstrip()


def reason_text(reason: Reason) -> str:
    """Return a reason in words."""
    if reason.kind is ReasonKind.GREETING:
        return _GREETING
    if reason.kind is ReasonKind.OTHER_LANGUAGE:
        return _OTHER_LANGUAGE
    if reason.kind is ReasonKind.FALSE_PREMISE:
        return _OTHERWISE
    return _missing(reason)


def _missing(reason: Reason) -> str:
    known, missing = _quoted(reason.known, "and"), _quoted(reason.missing, "or")
    if reason.nowhere:
        asked = " you chose" if reason.filtered else ""
        if known:
            return f"The briefings{asked} mention {known}, but not {missing}."
        return f"No briefing{asked and ' of those' + asked} mentions {missing}."
    lacking = f"but not {missing}" if missing else "but may not say what you ask"
    return f"The nearest sentences mention {known}, {lacking}."


def _quoted(words: Sequence[str], joined_by: str) -> str:
    quoted = [f"\N{LEFT DOUBLE QUOTATION MARK}{word}\N{RIGHT DOUBLE QUOTATION MARK}" for word in words[:MOST_WORDS]]
    *others, last = quoted or [""]
    return f"{', '.join(others)} {joined_by} {last}" if others else last
