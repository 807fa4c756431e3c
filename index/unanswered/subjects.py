"""What a question is about: its words that a person would look for, without those that any question may hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.follow_up.function_words import (
    ADVERBS,
    AUXILIARIES,
    BASE_VERBS,
    CONJUNCTIONS,
    DETERMINERS,
    EVALUATIVE,
    INTERJECTIONS,
    ORDINALS,
    PAST_FORMS,
    PREDICATIVE,
    PREPOSITIONS,
    PRONOUNS,
    QUESTION_WORDS,
    TELLING,
    TITLES_OF_PEOPLE,
)
from index.statements.closed_classes import LIGHT, listed
from index.statements.spelling import plain, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_GENERAL_WORDS = """
able account action actual amount answer anyone area aspect average back bad basic basis best better big bit body brief
briefing case category cause certain chance common complete condition current date day deal decade degree detail
difference different difficult document earliest early effect end entire equal event evidence example explain fact
factor famous favorite feature file final focus form full fully function general goal group guy half high higher highest
history hour idea impact important individual info information instance issue item job key kind large largest late
latest length less level like line list local long longer longest lot low lower lowest main maximum meaning measure
member method minimum minute modern moment month moon more multiple name national natural nature note number object
official one original outcome overall owner page paper part particular past people percent percentage period person
phase place point popular position possible present previous primary probable problem process program project proper
property purpose question quick range rate reason recent regular related report respect result review role rule same
score second section sector sense separate series set several short side significant similar simple single site
situation size slow small sort source special specific stage standard statement status step story strong stuff style
subject such sum system target task team term text thing time title today tomorrow tonight top topic total type
typical unit update upper used useful usual value various version view way week weekend whole why wide word work world
worst wrong year yesterday young old new main man men woman women child kid lady boy girl tell describe define list
summarize summary compare mention discuss located based known named due exact approximate currently recently
add added night morning afternoon evening century fast quick game play didn't don't doesn't isn't wasn't won't can't
two three four five six seven eight nine ten eleven twelve hundred thousand million billion dozen half quarter
specifically generally mainly mostly originally finally plus minus per also
"""
_GENERAL = (
    QUESTION_WORDS
    | AUXILIARIES
    | DETERMINERS
    | PREPOSITIONS
    | CONJUNCTIONS
    | PRONOUNS
    | ADVERBS
    | INTERJECTIONS
    | EVALUATIVE
    | PREDICATIVE
    | TELLING
    | ORDINALS
    | PAST_FORMS
    | BASE_VERBS
    | LIGHT
    | listed(_GENERAL_WORDS)
)
_GENERAL_STEMS = frozenset(stem(word) for word in _GENERAL)
_TOKEN = re.compile(r"[^\W_]+(?:['\u2019&.-][^\W_]+)*")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_GENITIVE = re.compile(r"['\u2019]s?$")
_NEVER_NAMES = QUESTION_WORDS | AUXILIARIES | PRONOUNS | DETERMINERS | PREPOSITIONS
_FEWEST_LETTERS = 3
_ACRONYM = 3
"""Capitals up to so many are often written out in the notes (UN, PM, GDP)."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing that a question is about.

    Attributes:
        text: its words as they were typed, without a genitive.
        words: those of them that tell what it is, each as it was typed.
        is_name: whether it is written as a name is, with a capital inside a question that has small letters too.
    """

    text: str
    words: tuple[str, ...]
    is_name: bool = False

    @property
    def is_year(self) -> bool:
        """Whether it is a year."""
        return _YEAR.fullmatch(self.text) is not None


def subjects(question: str) -> tuple[Subject, ...]:
    """Return what a question is about, in order, no two with the same words: years, names, and other words of weight.

    Words with capitals that follow each other are one name, its title included ("President Whitcombe"), where the
    question is not written in capitals throughout. Numbers other than years, capitals for initials and words of one
    or two letters are none.
    """
    tokens = list(_TOKEN.finditer(question))
    cased = any(token[0].islower() for token in tokens) and any(_is_name(token[0]) for token in tokens[1:])
    found: dict[str, Subject] = {}
    for run in _runs(question, tokens, cased):
        words = tuple(word for token in run if (word := _GENITIVE.sub("", token[0])) and _tells(word))
        if words:
            text = _GENITIVE.sub("", question[run[0].start() : run[-1].end()]) if len(run) > 1 else words[0]
            is_name = cased and run[0].start() > 0 and _is_name(run[-1][0])
            found.setdefault(text.casefold(), Subject(text, words, is_name))
    return tuple(found.values())


def _runs(question: str, tokens: Sequence[re.Match[str]], cased: bool) -> Iterable[list[re.Match[str]]]:
    """Yield the tokens, those of one name together."""
    run: list[re.Match[str]] = []
    for place, token in enumerate(tokens):
        begins = not place and plain(token[0]) in _GENERAL and plain(token[0]) not in TITLES_OF_PEOPLE
        joins = (
            cased
            and bool(run)
            and _is_name(token[0])
            and question[run[-1].end() : token.start()] == " "
            and not run[-1][0].endswith(("'s", "\u2019s"))
            and _is_name(run[-1][0])
        )
        if joins:
            run.append(token)
            continue
        if run:
            yield run
        run = [] if begins else [token]
    if run:
        yield run


def _is_name(token: str) -> bool:
    return token[0].isupper() and plain(token) not in _NEVER_NAMES


def _tells(word: str) -> bool:
    """Return whether a word says what a question is about."""
    if any(c.isdigit() for c in word):
        return _YEAR.fullmatch(word) is not None
    if len(word) < _FEWEST_LETTERS or (word.isupper() and len(word) <= _ACRONYM):
        return False
    return plain(word) not in _GENERAL and stem(word) not in _GENERAL_STEMS and plain(word) not in TITLES_OF_PEOPLE
