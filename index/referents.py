"""What a pronoun stands for: the noun phrase of the last turns that fits it best in number and kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import function_words as words
from index.nominal import frame_of, nominal_of
from index.phrases import Kind, attached, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.phrases import Parsed, Phrase
    from index.turns import Turn

_PERSON = re.compile(
    r"(?:(?:Rt\.? Hon|Hon|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Prof|Judge|Lt|Lieutenant|Captain|Commander|Sgt)\.? )*"
    r"(?:[A-Z][\w’'-]+\.? |[A-Z]\. ?)+[A-Z][\w’'-]+"
)
_TIME = re.compile(
    r"\d{4}(?:/\d+)?|(?:the |a )?(?:\w+ )?(?:years?|months?|weeks?|days?|hours?|minutes?|time)|(?:January|February|March|April|May|June"
    r"|July|August|September|October|November|December)(?: \d+)?|\d.*",
    re.IGNORECASE,
)
_PLURAL_FORMS = frozenset("people children men women police staff crew".split())
_HE_OR_SHE = frozenset("he she him her his hers".split())
_THEY = frozenset("they them their theirs these those".split())
_PLACING = frozenset("in at near on to".split())


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A noun phrase that a pronoun may stand for."""

    text: str
    plural: bool
    person: bool
    name: bool
    definite: bool
    asked: bool


def find_referent(pronoun: str, turns: Sequence[Turn], taken: Sequence[str]) -> str | None:
    """Return what a pronoun stands for, or None where nothing fits.

    Args:
        pronoun: in lower case.
        turns: the conversation so far, latest last; the nearest in which something fits decides.
        taken: what other pronouns of the question stand for already.
    """
    for turn in reversed(turns):
        parsed = parse(turn.question)
        if pronoun == "there":
            found = _place(parsed)
        elif pronoun in {"one", "ones"}:
            found = _indefinite(parsed)
        elif pronoun in _HE_OR_SHE:
            found = _person(parsed, turn, taken)
        else:
            found = _thing(parsed, taken, plural=pronoun in _THEY)
        if found:
            return found
    return None


def same_head(noun: str, turns: Sequence[Turn]) -> str | None:
    """Return the noun phrase of the last turns that ends with `noun`, for `that meeting`; or None."""
    for turn in reversed(turns):
        parsed = parse(turn.question)
        for phrase in attached(parsed):
            core = next(short for short in parsed.phrases if short.first == phrase.first)
            if parsed.words[core.last].lower == noun.lower() and phrase.last > phrase.first:
                return phrase.text
    return None


def _candidates(parsed: Parsed) -> Iterator[_Candidate]:
    for phrase in attached(parsed):
        core = next(short for short in parsed.phrases if short.first == phrase.first)
        if not _TIME.fullmatch(core.text):
            yield _candidate(parsed, phrase, core)


def _candidate(parsed: Parsed, phrase: Phrase, core: Phrase) -> _Candidate:
    inside = parsed.words[core.first : core.last + 1]
    opens = [word for word in inside if word.kind is Kind.OPEN]
    name = all(word.capitalized for word in opens)
    first = inside[0]
    joined = phrase.last > core.last and parsed.words[core.last + 1].lower == "and"
    return _Candidate(
        text=phrase.text,
        plural=joined or _is_plural(opens[-1].lower),
        person=any(word.lower.rstrip(".") in words.TITLES_OF_PEOPLE for word in opens),
        name=name,
        definite=name or (first.kind is Kind.DETERMINER and first.lower not in words.INDEFINITES),
        asked=phrase.asked,
    )


def _is_plural(word: str) -> bool:
    return word in _PLURAL_FORMS or (word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2)


_Fits = "Callable[[_Candidate], bool]"


def _first(found: Sequence[_Candidate], *orders: Callable[[_Candidate], bool]) -> _Candidate | None:
    """Return the first candidate that fits the first of the orders that any fits."""
    return next((one for fits in orders for one in found if fits(one)), None)


def _person(parsed: Parsed, turn: Turn, taken: Sequence[str]) -> str | None:
    found = [one for one in _candidates(parsed) if one.text not in taken and not one.asked]
    chosen = _first(found, lambda one: one.person)
    if chosen:
        return chosen.text
    if parsed.words and parsed.words[0].lower in {"who", "whom"}:
        named = _answered_person(turn)
        if named:
            return named
    chosen = _first(found, lambda one: one.name and not one.plural, lambda one: one.definite)
    return chosen.text if chosen else None


def _answered_person(turn: Turn) -> str | None:
    """Return the first person whom an answer names and its question does not."""
    asked = turn.question.lower()
    for match in _PERSON.finditer(turn.answered):
        if match.start() and not any(word in asked for word in match[0].lower().split()):
            return match[0]
    return None


def _thing(parsed: Parsed, taken: Sequence[str], *, plural: bool) -> str | None:
    found = [one for one in _candidates(parsed) if one.text not in taken]
    if plural:
        pair = [one.text for one in found if one.person]
        chosen = _first(found, lambda one: one.asked and one.plural, lambda one: one.plural)
        if chosen is None and len(pair) > 1:
            return f"{pair[0]} and {pair[1]}"
        chosen = chosen or _first(found, lambda one: one.asked, lambda one: one.definite, lambda one: True)
    else:
        single = [one for one in found if not one.plural and not one.person]
        chosen = _first(
            single,
            lambda one: one.definite and not one.name and not one.asked,
            lambda one: not one.name and not one.asked and not one.definite and one.text[:2].lower() in {"a ", "an"},
            lambda one: one.name and not one.asked,
            lambda one: one.asked,
            lambda one: True,
        ) or _first(found, lambda one: one.definite, lambda one: True)
    if chosen is None:
        return None
    return (nominal_of(parsed) or chosen.text) if chosen.asked else chosen.text


def _indefinite(parsed: Parsed) -> str | None:
    for phrase in attached(parsed):
        if parsed.words[phrase.first].lower in words.INDEFINITES:
            return phrase.text
    noun = frame_of(parsed).noun
    return f"a {noun.text}" if noun and not _is_plural(noun.text) else None


def _place(parsed: Parsed) -> str | None:
    """Return the last phrase of place (`in the temporary villages`), its preposition included."""
    for phrase in reversed(parsed.phrases):
        before = parsed.words[phrase.first - 1] if phrase.first else None
        if before and before.lower in _PLACING and not _TIME.fullmatch(phrase.text):
            link = "in" if before.lower == "to" else before.text
            return f"{link} {phrase.text}"
    names = [phrase for phrase in parsed.phrases if parsed.words[phrase.last].capitalized and not phrase.asked]
    return f"in {names[-1].text}" if names else None
