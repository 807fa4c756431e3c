"""What a pronoun stands for: the noun phrase of the last turns that fits it best in number and kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from index.follow_up import function_words as words
from index.follow_up.nominal import frame_of, nominal_of
from index.follow_up.phrases import Kind, attached, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.follow_up.phrases import Parsed, Phrase
    from index.follow_up.turns import Turn

_PERSON = re.compile(
    r"(?:(?:Rt\.? Hon|Hon|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Prof|Judge|Lt|Lieutenant|Captain|Commander|Sgt)\.? )*"
    r"(?:[A-Z][\w’'-]+\.? |[A-Z]\. ?)+[A-Z][\w’'-]+"
)
_TIME = re.compile(
    r"\d{4}(?:/\d+)?|(?:the |a )?(?:\w+ )?(?:years?|months?|weeks?|days?|hours?|minutes?|time)"
    r"|(?:January|February|March|April|May"
    r"|June|July|August|September|October|November|December)(?: \d+)?|\d.*",
    re.IGNORECASE,
)
_PLURAL_FORMS = frozenset(["people", "children", "men", "women", "police", "staff", "crew"])
_HE_OR_SHE = frozenset(["he", "she", "him", "her", "his", "hers"])
_SHE = frozenset(["she", "her", "hers"])
_THEY = frozenset(["they", "them", "their", "theirs", "these", "those"])
_ONE_THING = frozenset(["it", "its", "this", "that"])
_PLACING = frozenset(["in", "at", "near", "on", "to"])


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A noun phrase that a pronoun may stand for."""

    text: str
    plural: bool
    person: bool
    name: bool
    definite: bool
    asked: bool
    subject: bool


def find_referents(pronoun: str, turns: Sequence[Turn], taken: Sequence[str], *, subject: bool) -> tuple[str, ...]:
    """Return what a pronoun may stand for, likeliest first: none, one, or of `it` two that have no word in common.

    Args:
        pronoun: in lower case.
        turns: the conversation so far, latest last; the nearest in which something fits decides.
        taken: what other pronouns of the question stand for already.
        subject: whether the pronoun is the subject of its question; then a subject is likelier.
    """
    fitting = (tuple(_fitting(pronoun, parse(turn.question), turn, taken, subject)) for turn in reversed(turns))
    found = next((referents for referents in fitting if referents), ())
    if not found and pronoun in _SHE:
        found = tuple(_ships(parse(turns[-1].question), taken))
    if pronoun not in _ONE_THING:
        return found[:1]
    others = (other for other in found[1:] if not set(other.lower().split()) & set(found[0].lower().split()) - {"the"})
    return (*found[:1], *islice(others, 1))


def _fitting(pronoun: str, parsed: Parsed, turn: Turn, taken: Sequence[str], subject: bool) -> Iterator[str]:
    if pronoun == "there":
        yield from _places(parsed)
    elif pronoun in {"one", "ones"}:
        yield from _indefinites(parsed)
    elif pronoun in _HE_OR_SHE:
        yield from _persons(parsed, turn, taken)
    elif pronoun in _THEY:
        yield from _several(parsed, taken)
    else:
        yield from _things(parsed, taken, subject)


def same_head(noun: str, turns: Sequence[Turn]) -> str | None:
    """Return the noun phrase of the last turns that ends with `noun`, for `that meeting`; or None."""
    for turn in reversed(turns):
        parsed = parse(turn.question)
        for phrase in attached(parsed):
            core = next(short for short in parsed.phrases if short.first == phrase.first)
            if parsed.words[core.last].lower == noun.lower() and phrase.last > phrase.first:
                return phrase.text
    return None


def _candidates(parsed: Parsed, taken: Sequence[str]) -> list[_Candidate]:
    """Return the noun phrases of a question, but for times and what is taken, the longest of each place."""
    subject = frame_of(parsed).subject
    found = []
    for phrase in attached(parsed):
        core = next(short for short in parsed.phrases if short.first == phrase.first)
        if not _TIME.fullmatch(core.text) and phrase.text not in taken:
            found.append(
                _candidate(parsed, phrase, core, is_subject=core == subject or (subject is None and phrase.asked))
            )
    inner = [
        phrase
        for phrase in parsed.phrases
        if parsed.words[phrase.first].lower == "the" and phrase not in attached(parsed)
    ]
    found += [_candidate(parsed, phrase, phrase, is_subject=False) for phrase in inner if phrase.text not in taken]
    return list({one.text: one for one in reversed(found)}.values())[::-1]


def _candidate(parsed: Parsed, phrase: Phrase, core: Phrase, *, is_subject: bool) -> _Candidate:
    inside = parsed.words[core.first : core.last + 1]
    opens = [word for word in inside if word.kind is Kind.OPEN]
    name = all(word.capitalized for word in opens)
    joined = phrase.last > core.last and parsed.words[core.last + 1].lower == "and"
    return _Candidate(
        text=(nominal_of(parsed) or phrase.text) if phrase.asked else phrase.text,
        plural=joined or is_plural(opens[-1].lower),
        person=any(word.lower.rstrip(".") in words.TITLES_OF_PEOPLE for word in opens),
        name=name,
        definite=name or (inside[0].kind is Kind.DETERMINER and inside[0].lower not in words.INDEFINITES),
        asked=phrase.asked,
        subject=is_subject,
    )


def is_plural(word: str) -> bool:
    """Return whether a noun in lower case looks like a plural."""
    return word in _PLURAL_FORMS or (word.endswith("s") and not word.endswith(("ss", "us", "is")))


def _in_order(found: Sequence[_Candidate], *tests: Callable[[_Candidate], bool]) -> Iterator[str]:
    """Yield the candidates that pass the first test, then those that pass the second, and so on."""
    for test in tests:
        yield from (one.text for one in found if test(one))


def _persons(parsed: Parsed, turn: Turn, taken: Sequence[str]) -> Iterator[str]:
    found = [one for one in _candidates(parsed, taken) if not one.asked and not one.plural]
    yield from _in_order(found, lambda one: one.person)
    named = _answered_person(turn) if parsed.words and parsed.words[0].lower in {"who", "whom"} else None
    if named and named not in taken:
        yield named


def _ships(parsed: Parsed, taken: Sequence[str]) -> Iterator[str]:
    """Yield what `she` may stand for where it is no person: a ship, a country."""
    found = [one for one in _candidates(parsed, taken) if not one.asked and not one.plural]
    yield from _in_order(found, lambda one: one.name, lambda one: one.definite)


def _answered_person(turn: Turn) -> str | None:
    """Return the first person whom an answer names and its question does not."""
    asked = turn.question.lower()
    for match in _PERSON.finditer(turn.answered):
        if match.start() and not any(word in asked for word in match[0].lower().split()):
            return match[0]
    return None


def _several(parsed: Parsed, taken: Sequence[str]) -> Iterator[str]:
    """Yield what `they` may stand for: what is plural, two people who are named, or else a body of people."""
    found = _candidates(parsed, taken)
    yield from _in_order(found, lambda one: one.asked and one.plural, lambda one: one.plural and not one.asked)
    yield from (
        phrase.text
        for phrase in parsed.phrases
        if is_plural(parsed.words[phrase.last].lower) and not phrase.asked and not _TIME.fullmatch(phrase.text)
    )
    people = [one.text for one in found if one.person]
    if len(people) > 1:
        yield f"{people[0]} and {people[1]}"
    yield from _in_order(found, lambda one: one.asked, lambda one: one.definite, lambda _: True)


def _things(parsed: Parsed, taken: Sequence[str], subject: bool) -> Iterator[str]:
    """Yield what `it` may stand for: one thing, a definite one first; of these a subject, where `it` is one too."""
    found = _candidates(parsed, taken)
    single = [one for one in found if not one.plural and not one.person]
    yield from _in_order(
        single,
        lambda one: subject and one.subject and (one.definite or one.asked),
        lambda one: one.definite and not one.name and not one.asked,
        lambda one: not one.definite and not one.asked and one.text.partition(" ")[0].lower() in words.INDEFINITES,
        lambda one: one.name and not one.asked,
        lambda one: one.asked,
        lambda _: True,
    )
    yield from _in_order(found, lambda one: one.definite, lambda _: True)


def _indefinites(parsed: Parsed) -> Iterator[str]:
    for phrase in attached(parsed):
        if parsed.words[phrase.first].lower in words.INDEFINITES:
            yield phrase.text
    noun = frame_of(parsed).noun
    if noun and not is_plural(noun.text):
        yield f"a {noun.text}"


def _places(parsed: Parsed) -> Iterator[str]:
    """Yield phrases of place, the last first, each with its preposition (`in the temporary villages`)."""
    for phrase in reversed(parsed.phrases):
        before = parsed.words[phrase.first - 1].lower if phrase.first else ""
        if before in _PLACING and not _TIME.fullmatch(phrase.text):
            yield f"{'in' if before == 'to' else before} {phrase.text}"
    for phrase in reversed(parsed.phrases):
        if not phrase.asked and (parsed.words[phrase.last].capitalized or parsed.words[phrase.first - 1].lower == "of"):
            yield f"in {phrase.text}"
