"""`And Japan?`: the question before, with the words of the same kind replaced."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from index.follow_up import function_words as words
from index.follow_up.phrases import Kind, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.follow_up.phrases import Parsed, Phrase, Word
    from index.follow_up.turns import Turn

Liken: TypeAlias = Callable[[str, Sequence[str]], Sequence[float]]
"""Tells how alike a text is to each of others, -1 to 1, by meaning."""

LEAST_LIKENESS = 0.15
"""Below this two words are of no one kind: with the packaged model, unlike pairs (`Redbank`, `2022`) stay under it."""

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"\b(?:(?:{_DAY} )?{_MONTH}(?: {_DAY})?(?:,? \d{{4}})?|\d{{4}}(?:[/-]\d{{2,4}})?)\b",
    re.IGNORECASE,
)
_CAPITALIZED_RUN = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+")


def swap(before: Parsed, fragment: Parsed, turn: Turn, liken: Liken) -> str | None:
    """Return the question before with a fragment in the place of what is of its kind, or None where there is none.

    Args:
        before: the question before.
        fragment: a name, a time, a noun phrase, a phrase with a preposition.
        turn: what is remembered of the question before.
        liken: tells how alike words are.
    """
    return (
        _swap_date(before, fragment)
        or _swap_behind_preposition(before, fragment, liken)
        or _swap_ordinal(before, fragment)
        or _swap_namesake(before, fragment)
        or _swap_alike(before, fragment, turn, liken)
    )


def _replaced(before: Parsed, first: int, last: int, text: str) -> str:
    head, tail = before.text[: before.words[first].start], before.text[before.words[last].end :]
    return f"{head}{text}{tail}"


def _appended(before: Parsed, text: str) -> str:
    return f"{before.text.rstrip(' ?.!')} {text}?"


def _swap_date(before: Parsed, fragment: Parsed) -> str | None:
    """Return the question with another date, or with a date where it had none."""
    prepositional = fragment.words[0].kind is Kind.PREPOSITION
    bare = fragment.cut(1, len(fragment.words) - 1) if prepositional and len(fragment.words) > 1 else fragment.text
    if not _DATE.fullmatch(bare):
        return None
    dates = list(_DATE.finditer(before.text))
    if not dates:
        return _appended(before, fragment.text if prepositional else f"in {bare}")
    same_length = [date for date in dates if len(date[0].split()) == len(bare.split())]
    date = (same_length or dates)[-1]
    return f"{before.text[: date.start()]}{bare}{before.text[date.end() :]}"


def _swap_behind_preposition(before: Parsed, fragment: Parsed, liken: Liken) -> str | None:
    link = fragment.words[0]
    if link.kind is not Kind.PREPOSITION or fragment.words[1:] == ():
        return None
    body = fragment.cut(1, len(fragment.words) - 1)
    behind = [(first, last) for first, last in _joined(before) if first and before.words[first - 1].lower == link.lower]
    if not behind:
        return _appended(before, fragment.text)
    likeness = liken(body, [before.cut(*place) for place in behind])
    first, last = max(zip(likeness, behind, strict=True))[1]
    return _replaced(before, first, last, body)


def _joined(parsed: Parsed) -> Iterator[tuple[int, int]]:
    """Yield first and last word of each noun phrase, two with `and` between them as one."""
    place = 0
    while place < len(parsed.phrases):
        first, last = parsed.phrases[place].first, parsed.phrases[place].last
        while place + 1 < len(parsed.phrases) and _are_joined(parsed, last, parsed.phrases[place + 1]):
            place += 1
            last = parsed.phrases[place].last
        yield first, last
        place += 1


def _are_joined(parsed: Parsed, last: int, after: Phrase) -> bool:
    return after.first == last + 2 and parsed.words[last + 1].lower in {"and", "or"}


def _swap_ordinal(before: Parsed, fragment: Parsed) -> str | None:
    """Return the question about `the second one` where it was about the first, about `the old one` for `the boat`."""
    named = _opens(fragment.words)
    if len(named) != 1 or not (named[0].lower in words.ORDINALS or fragment.words[-1].lower in {"one", "ones"}):
        return None
    place = next((place for place, word in enumerate(before.words) if word.lower in words.ORDINALS), None)
    if place is not None:
        return _replaced(before, place, place, named[0].text)
    definite = [phrase for phrase in before.phrases if before.words[phrase.first].kind is Kind.DETERMINER]
    if not definite:
        return None
    chosen = definite[-1]
    return _replaced(before, chosen.first, chosen.last, f"the {named[0].text} {before.words[chosen.last].text}")


def _swap_namesake(before: Parsed, fragment: Parsed) -> str | None:
    """Return the question with `option C` for `option A`, `the return flight` for `the outward flight`."""
    wanted = _opens(fragment.words)
    if not wanted[1:]:
        return None
    for phrase in before.phrases:
        inside = before.words[phrase.first : phrase.last + 1]
        present = _opens(inside)
        if len(present) > 1 and (present[-1].lower == wanted[-1].lower or present[0].lower == wanted[0].lower):
            keeps = inside[0].kind is Kind.DETERMINER and fragment.words[0].kind is not Kind.DETERMINER
            return _replaced(before, phrase.first + keeps, phrase.last, fragment.text)
    return None


def _opens(found: Sequence[Word]) -> list[Word]:
    return [word for word in found if word.kind is Kind.OPEN]


def _swap_alike(before: Parsed, fragment: Parsed, turn: Turn, liken: Liken) -> str | None:
    """Return the question with the fragment in the place of the word that is most like it."""
    kinds = {Kind.OPEN, Kind.VERB}
    places = [place for place, word in enumerate(before.words) if word.kind in kinds and not word.text.isdigit()]
    if not places:
        return None
    likeness = liken(fragment.text, [before.words[place].text for place in places])
    best, place = max(zip(likeness, places, strict=True))
    if best < LEAST_LIKENESS or before.words[place].kind is Kind.VERB:
        return None
    first, last = _whole_name(before, place, turn)
    if first and before.words[first - 1].kind is Kind.DETERMINER and fragment.words[0].kind is Kind.DETERMINER:
        first -= 1
    return _replaced(before, first, last, fragment.text)


def _whole_name(before: Parsed, place: int, turn: Turn) -> tuple[int, int]:
    """Return first and last word of the name that a word is part of, by its capitals here or in the answer."""
    first = last = place
    if before.words[place].capitalized:
        while last + 1 < len(before.words) and _goes_on(before, last + 1):
            last += 1
        while first and _goes_on(before, first - 1):
            first -= 1
    lower = [word.lower for word in before.words]
    for run in _CAPITALIZED_RUN.findall(" . ".join(filter(None, (turn.answered, turn.title, turn.heading)))):
        name = [word.lower for word in parse(run).words]
        for start in range(max(0, place - len(name) + 1), place + 1):
            if lower[start : start + len(name)] == name:
                return min(first, start), max(last, start + len(name) - 1)
    return first, last


def _goes_on(parsed: Parsed, place: int) -> bool:
    word = parsed.words[place]
    return word.kind is Kind.OPEN and word.capitalized
