"""What is said of a reason is short, and claims no more than the reason holds."""

from __future__ import annotations

import pytest

from bot.rendering.reason import reason_text, verdict
from index import Reason, ReasonKind

KIRIBATI = Reason(ReasonKind.NOTHING_LIKE_IT, ("Kiribati",), nowhere=True)


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (KIRIBATI, "No briefing mentions “Kiribati”."),
        (
            Reason(ReasonKind.MISSING_FACT, ("a", "b", "c", "d"), nowhere=True, known=("x", "y")),
            "The briefings mention “x” and “y”, but not “a”, “b” or “c”.",
        ),
        (
            Reason(ReasonKind.MISSING_FACT, ("a",), nowhere=True, filtered=True),
            "No briefing of those you chose mentions “a”.",
        ),
        (
            Reason(ReasonKind.MISSING_FACT, ("a",), nowhere=True, filtered=True, known=("x",)),
            "The briefings you chose mention “x”, but not “a”.",
        ),
        (Reason(ReasonKind.MISSING_FACT, ("a",), known=("x",)), "The nearest sentences mention “x”, but not “a”."),
        (
            Reason(ReasonKind.MISSING_FACT, known=("x",)),
            "The nearest sentences mention “x”, but may not say what you ask.",
        ),
        (Reason(ReasonKind.FALSE_PREMISE), "The briefings say otherwise."),
        (Reason(ReasonKind.OTHER_LANGUAGE), "The question and the briefings seem to be in different languages."),
    ],
)
def test_words_of_a_reason(reason: Reason, text: str) -> None:
    """Each kind has its words; at most three words of the question are told."""
    assert reason_text(reason) == text


def test_verdict() -> None:
    """A reason comes after the verdict, or stands for it where it says more; an answer speaks for itself."""
    assert verdict(False, None) == "The briefings do not answer that."
    assert verdict(False, KIRIBATI) == "The briefings do not answer that. No briefing mentions “Kiribati”."
    assert verdict(False, Reason(ReasonKind.FALSE_PREMISE)) == "The briefings say otherwise."
    assert verdict(True, Reason(ReasonKind.FALSE_PREMISE)) == "The briefings say otherwise."
    assert verdict(False, Reason(ReasonKind.GREETING)).startswith("Happy to help.")
    assert verdict(True, None) == ""
