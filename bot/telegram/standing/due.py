"""Which watches are to be asked again: those first that a change most likely concerns, all in the end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.telegram.standing.news import NO_NEWS

if TYPE_CHECKING:
    from bot.telegram.standing.news import News

LIKELY_SHARE = 1 / 3
"""The share of a question's longer words that stand in a briefing which likely concerns it.

Of the briefings that answer a question best 97 in 100 have it, of all others one in seven (sets of questions over
encyclopaedia articles).
"""
_SHORTEST_WORD = 4
_STEM = 6
_WORD = re.compile(r"\w+")


class Due:
    """The watches that are to be asked again, each with what has changed since it was asked last."""

    def __init__(self) -> None:
        """Begin with none."""
        self._soon: dict[int, News] = {}
        self._later: dict[int, News] = {}

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._soon) + len(self._later)

    def put(self, number: int, news: News, *, likely: bool) -> None:
        """Take in the number of a watch that news may concern; one that waits already waits with both."""
        known = self._soon.pop(number, None)
        soon = likely or known is not None
        merged = (known or NO_NEWS) | self._later.pop(number, NO_NEWS) | news
        (self._soon if soon else self._later)[number] = merged

    def take(self) -> tuple[int, News, bool] | None:
        """Return the next watch, its news and whether they likely concern it; None where none waits."""
        numbers, likely = (self._soon, True) if self._soon else (self._later, False)
        for number in numbers:
            return number, numbers.pop(number), likely
        return None


def stems(text: str) -> frozenset[str]:
    """Return the beginnings of a text's longer words, and its numbers."""
    return frozenset(
        word[:_STEM] for word in _WORD.findall(text.casefold()) if len(word) >= _SHORTEST_WORD or word.isdigit()
    )


def concerns(text: frozenset[str], question: frozenset[str]) -> bool:
    """Return whether a briefing likely concerns a question, by the stems of both; one without any, each may."""
    return len(question & text) >= LIKELY_SHARE * len(question)
