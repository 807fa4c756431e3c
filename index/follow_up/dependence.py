"""Whether a question leans on the one before it, told by its form alone.

A question leans where it holds no clause of its own (`and Japan?`, `why?`), where a pronoun in it has nothing to stand
for (`when does it start?`), or where a noun is left out (`how many were damaged?`). A pronoun is bound within its
question by a noun phrase of an earlier clause, or, a possessive, by any before it (Chomsky, "Lectures on Government and
Binding", 1981, principles A and B); `it` and `there` that stand for nothing (`is it true that`, `is there`) are no
pronouns in this sense.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from typing import TYPE_CHECKING

from index.follow_up import function_words as words
from index.follow_up.phrases import Kind, Parsed, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.follow_up.phrases import Word

_LEAD = re.compile(
    r"(?:(?:and|but|so|or|ok|okay|then|well|now|also|yes|no|right|thanks|thank you)\b[,.!]?\s+)*"
    r"(?P<about>(?:(?:what|how) about|what of|same for|the same for)\s+)?",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"(?P<asked>when|where|why|how|since when|how long ago|(?:on |in )?(?:what|which) (?:date|day|month|year))"
    r"(?:\s+(?:was|is|were|will|would)|['’]s)\s+(?:that|this)(?:\s+be)?(?:\s+(?:exactly|then))?",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:much|many|most|some|half|part|all|any|share|rest|none) of (?:it|that|this|them|those)\b", re.I
)
_TAKES_INFINITIVE_WORDS = """
take takes took taken cost costs need needs require requires make makes mean means
"""
_TAKES_INFINITIVE = frozenset(_TAKES_INFINITIVE_WORDS.split())
_SUBORDINATING = frozenset(["after", "before", "since", "until", "as", "than"])
_CLAUSE_MARKS = frozenset(["that", "to", "for", "if", "whether", "when"])
_CLOCK = frozenset(["time", "day", "date"])
_TIME_NOUNS_WORDS = """
year month week day morning afternoon evening summer winter spring autumn time
"""
_TIME_NOUNS = frozenset(_TIME_NOUNS_WORDS.split())
_LONGEST_FRAGMENT = 2
_LONGEST_LED_FRAGMENT = 6
_LONGEST_NAME = 4
_LAST_FRONTED = 4
_APART = 2


class Leaning(Enum):
    """How a question leans on the one before it."""

    NONE = auto()
    FRAGMENT = auto()
    ASKED = auto()
    PRONOUN = auto()
    PART = auto()
    ELLIPSIS = auto()
    TOPIC = auto()


@dataclass(frozen=True, slots=True)
class Dependence:
    """What a question leans on the one before it for.

    Attributes:
        leaning: how it leans.
        body: the question without what only leads it in (`and`, `what about`) and without its mark at the end.
        pronouns: numbers of the words in `body` that stand for something said before.
    """

    leaning: Leaning
    body: Parsed
    pronouns: tuple[int, ...] = ()


def find_dependence(question: str) -> Dependence:
    """Return whether a question leans on the one before it, and how; `question` has its white space folded."""
    lead = _LEAD.match(question)
    led = bool(lead and lead.end())
    about = bool(lead and lead["about"])
    rest = question[lead.end() if lead else 0 :].rstrip(" ?.!…")
    body = parse(rest)
    if all(word.lower in words.INTERJECTIONS | {"there", "you"} for word in body.words):
        return Dependence(Leaning.NONE, body)
    event = _EVENT.fullmatch(rest)
    if event:
        return Dependence(Leaning.ASKED, parse(event["asked"]))
    if _is_asked_alone(body.words):
        return Dependence(Leaning.ASKED, body)
    if _is_fragment(body, led=led, about=about):
        return Dependence(Leaning.FRAGMENT, body)
    return _leaning_clause(body)


def _leaning_clause(body: Parsed) -> Dependence:
    pronouns = tuple(place for place in range(len(body.words)) if _is_dangling(body, place))
    if pronouns and _PART.search(body.text):
        return Dependence(Leaning.PART, body, pronouns)
    if pronouns:
        return Dependence(Leaning.PRONOUN, body, pronouns)
    if _lacks_noun(body):
        return Dependence(Leaning.ELLIPSIS, body)
    if _has_no_noun_but_more(body):
        return Dependence(Leaning.TOPIC, body)
    return Dependence(Leaning.NONE, body)


def _is_asked_alone(found: Sequence[Word]) -> bool:
    """Return whether it is a question word and little else: `why not`, `by how much`, `on what date`."""
    first = 1 if found[0].kind is Kind.PREPOSITION and len(found) > 1 else 0
    if found[first].kind is not Kind.QUESTION:
        return False
    rest = found[first + 1 :]
    opens = sum(word.kind is Kind.OPEN for word in rest)
    return opens <= _LONGEST_FRAGMENT and all(
        word.kind in {Kind.OPEN, Kind.ADVERB} and not word.capitalized for word in rest
    )


def _is_fragment(body: Parsed, *, led: bool, about: bool) -> bool:
    """Return whether it has no clause of its own: a name, a noun phrase, a time."""
    found = body.words
    kinds = {word.kind for word in found}
    if kinds & {Kind.QUESTION, Kind.AUXILIARY} or found[0].kind is Kind.VERB:
        return False
    opens = [word for word in found if word.kind is Kind.OPEN]
    if found[0].kind is not Kind.PREPOSITION and _names_two(body):
        return False  # `what about the cost of the wharf` says what of what
    if about or (led and len(opens) <= _LONGEST_LED_FRAGMENT):
        return True
    if kinds & {Kind.VERB} or not opens:
        return False
    if all(word.capitalized or word.text.isdigit() for word in opens):
        return len(found) <= _LONGEST_NAME
    begins = found[0].kind in {Kind.PREPOSITION, Kind.DETERMINER}
    return len(opens) <= (_LONGEST_FRAGMENT if begins else 1)


def _names_two(body: Parsed) -> bool:
    """Return whether it holds two noun phrases, times apart, that are not joined by `and`."""
    phrases = [phrase for phrase in body.phrases if not any(letter.isdigit() for letter in phrase.text)]
    return any(
        two.first - one.last == _APART and body.words[one.last + 1].kind is Kind.PREPOSITION
        for one, two in pairwise(phrases)
    )


def _is_dangling(body: Parsed, place: int) -> bool:
    """Return whether a word stands for something that its own question does not say."""
    word = body.words[place]
    if word.lower in words.POSSESSIVE - {"her"}:
        return not _is_named_before(body, place)
    if word.lower in {"it", "her"} | words.PERSONAL:
        return _is_free(body, place)
    if word.lower in words.DEMONSTRATIVE:
        return _points_back(body.words, place)
    if word.lower == "there":
        return _is_place(body.words, place)
    return word.lower in {"one", "ones"} and place == len(body.words) - 1 and place > 0


def _is_free(body: Parsed, place: int) -> bool:
    """Return whether a personal pronoun has no antecedent in an earlier clause, and stands for something."""
    found = body.words
    word = found[place]
    if word.lower == "it" and _is_expletive(found, place):
        return False
    if word.lower == "her" and place + 1 < len(found) and found[place + 1].kind is Kind.OPEN:
        return not _is_named_before(body, place)
    start = _clause_start(body, place)
    return not any(phrase.last < start for phrase in body.phrases)


def _clause_start(body: Parsed, place: int) -> int:
    """Return where the clause of a pronoun begins: behind a conjunction or question word, or at an embedded subject."""
    found = body.words
    for before in range(place - 1, 0, -1):
        if _opens_clause(body, before):
            return before
    embedded = found[place].lower in words.NOMINATIVE - {"it"} and place and found[place - 1].kind is Kind.VERB
    return place if embedded else 0


def _opens_clause(body: Parsed, place: int) -> bool:
    word, after = body.words[place], body.words[place + 1]
    if word.kind in {Kind.CONJUNCTION, Kind.QUESTION} or word.lower in _SUBORDINATING:
        return True
    if (word.lower == "to" and after.kind is Kind.VERB) or (
        word.lower == "for" and any(later.lower == "to" for later in body.words[place + 1 :])
    ):
        return True
    if word.lower == "that" and not _points_back(body.words, place):
        return True
    return bool(re.search(r"[,;:]", body.text[body.words[place - 1].end : word.start]))


def _is_named_before(body: Parsed, place: int) -> bool:
    """Return whether something before a possessive may own what it stands with (`drivers` ... `their record`)."""
    if place and body.words[place - 1].lower in words.AUXILIARIES - words.HAVE | words.CLITICS:
        return False  # it is in the subject, and what comes before is asked about
    return any(phrase.last < place for phrase in body.phrases)


def _is_expletive(found: Sequence[Word], place: int) -> bool:
    before = [word.lower for word in found[:place]]
    after = [word.lower for word in found[place + 1 :]]
    if after and after[0] in {"that", "who"}:
        return True  # a cleft: `which school is it that`
    clause = next((number for number, word in enumerate(after) if word in _CLAUSE_MARKS), None)
    if clause is not None:
        between = after[:clause]
        if any(word in words.EVALUATIVE for word in between) or (not between and after[clause] != "to"):
            return True
        if after[clause] in {"to", "for"} and "to" in after and any(word in _TAKES_INFINITIVE for word in between):
            return True
    return len(before) > 1 and before[0] in {"what", "which"} and before[1] in _CLOCK and len(after) == 0


def _points_back(found: Sequence[Word], place: int) -> bool:
    """Return whether `this`, `that`, `these` or `those` is a pronoun or goes with a noun, and begins no clause."""
    word = found[place]
    after = found[place + 1] if place + 1 < len(found) else None
    if after is None:
        return True
    tells_enough = after.kind is Kind.OPEN and place + 2 < len(found) and found[place + 2].kind is Kind.OPEN
    if tells_enough:
        return False  # `that security arrangement` names what it points to
    if after.lower in _TIME_NOUNS | {"who", "which"} or (word.lower == "these" and after.lower == "days"):
        return False
    return word.lower != "that" or _is_demonstrative_that(found, place)


def _is_demonstrative_that(found: Sequence[Word], place: int) -> bool:
    """Return whether a `that` with a word behind it begins no clause."""
    after = found[place + 1]
    before = found[place - 1] if place else None
    if before is None or before.kind is Kind.PREPOSITION:
        return True
    if before.kind is Kind.AUXILIARY:
        return place < _LAST_FRONTED or before.lower not in words.HAVE | words.DO
    return place + 2 == len(found) and before.kind is Kind.VERB and after.kind is Kind.OPEN


def _is_place(found: Sequence[Word], place: int) -> bool:
    near = [found[number] for number in (place - 1, place + 1) if 0 <= number < len(found)]
    if place and found[place - 1].lower == "over":
        return False
    touches = any(word.lower in words.BE | words.HAVE | words.MODALS | words.CLITICS for word in near)
    if not touches:
        return place > 0
    return found[0].lower == "who" and place == len(found) - 1


def _lacks_noun(body: Parsed) -> bool:
    """Return whether what is counted is left out, and nothing else is named: `how many were damaged`."""
    texts = [word.lower for word in body.words]
    counted = texts[:2] == ["how", "many"]
    rest = body.words[2 if counted else 1 :]
    if not (counted or texts[0] == "which") or not rest or body.phrases:
        return False
    return rest[0].kind in {Kind.AUXILIARY, Kind.VERB}


def _has_no_noun_but_more(body: Parsed) -> bool:
    """Return whether it asks for more without saying of what: `who else came`, `tell me more`."""
    texts = {word.lower for word in body.words}
    named = any(
        body.words[place].capitalized for phrase in body.phrases for place in range(phrase.first, phrase.last + 1)
    )
    return bool(texts & {"else", "more"}) and not named and not (texts & {"than"}) and len(body.phrases) == 0
