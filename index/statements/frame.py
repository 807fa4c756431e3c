"""A sentence taken apart: the words that carry it, what it counts, what it dates, and how it says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from index.statements.amounts import SIGNS
from index.statements.closed_classes import (
    CLAUSE_OPENERS,
    CONDITIONS,
    IRREGULAR_PASTS,
    NEGATIONS,
    PLANS,
    PREPOSITIONS,
    VAGUE_SUBJECTS,
    carries_little,
)
from index.statements.counted import Counted, count, names
from index.statements.moments import Moment, read_moment
from index.statements.pieces import AMOUNT_FORMS, MOMENT_FORMS, Piece, cut
from index.statements.spelling import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_JOINS = frozenset({"on", "at", "in", "of", "the"})
_BOUNDING = frozenset({"by", "before", "until", "since", "from", "after"})
_FEW = 2
_SHORT_PAST = 4
_CLOSING = " \"'\u201d\u2019)"


class Word(NamedTuple):
    """A word that carries meaning; a tuple, as many are made.

    Attributes:
        stem: see `spelling.stem`; a number that names ("stage two") as it is written.
        place: which piece of the sentence it is, from 0.
        name: whether it is written as a name is, with a capital inside the sentence.
        after: the word right before it, plain, or "".
    """

    stem: str
    place: int
    name: bool
    after: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A date, and which piece of the sentence it begins with."""

    moment: Moment
    place: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence taken apart.

    Attributes:
        pieces: all of it, in order.
        clauses: the number of the clause that each piece stands in, from 0.
        words: those that carry meaning, in order.
        stems: their stems.
        counted: its numbers.
        signs: the units among them that are written as signs.
        dated: its dates and times, the parts of one phrase joined.
        negated: whether it says that something is not so.
        planned: whether it tells of a plan.
        past: whether it tells of what has happened.
        vague: whether only its neighbors tell what it speaks of, or it states nothing: a question, a condition.
        each: whether it speaks of each of several.
    """

    pieces: tuple[Piece, ...]
    clauses: tuple[int, ...]
    words: tuple[Word, ...]
    stems: frozenset[str]
    counted: tuple[Counted, ...]
    signs: frozenset[str]
    dated: tuple[Dated, ...]
    negated: bool
    planned: bool
    past: bool
    vague: bool
    each: bool


@lru_cache(maxsize=512)
def frame(reading: str) -> Frame:
    """Return a sentence taken apart."""
    pieces = cut(reading)
    said = [piece.plain for piece in pieces if piece.plain]
    spoken = frozenset(said)
    words = tuple(_words(pieces))
    counted = tuple(count(pieces))
    return Frame(
        pieces=pieces,
        clauses=_clauses(pieces),
        words=words,
        stems=frozenset(word.stem for word in words),
        counted=counted,
        signs=frozenset(unit for item in counted for unit in item.amount.unit if unit in SIGNS),
        dated=tuple(_dated(pieces)),
        negated=sum(word in NEGATIONS or word.endswith("n't") for word in said) % 2 == 1,
        planned=bool(spoken & PLANS)
        or any(one in {"is", "are", "was", "were"} and two == "to" for one, two in pairwise(said)),
        past=bool(spoken & IRREGULAR_PASTS) or any(word.endswith("ed") and len(word) > _SHORT_PAST for word in said),
        vague=bool(spoken & CONDITIONS)
        or reading.rstrip(_CLOSING).endswith("?")
        or (bool(said) and said[0] in VAGUE_SUBJECTS),
        each=bool(spoken & {"each", "every", "apiece"}),
    )


def _clauses(pieces: Sequence[Piece]) -> tuple[int, ...]:
    """Return the clause of each piece.

    A few words in front, or a phrase there that a preposition opens, belong to what follows them; behind a parenthesis
    the clause before it goes on.
    """
    numbers: list[int] = []
    clause, outer, latest = 0, 0, 0
    fronted = bool(pieces) and pieces[0].plain in PREPOSITIONS
    for place, piece in enumerate(pieces):
        if piece.text == ")":
            clause = outer
        elif (piece.form == "stop" or piece.plain in CLAUSE_OPENERS) and place > _FEW:
            if fronted and piece.text == ",":
                fronted = False
            else:
                outer = clause if piece.text == "(" else outer
                latest += 1
                clause = latest
        numbers.append(clause)
    return tuple(numbers)


def _words(pieces: Sequence[Piece]) -> Iterator[Word]:
    for place, piece in enumerate(pieces):
        after = pieces[place - 1].plain if place else ""
        if piece.form == "word" and not carries_little(piece.plain):
            yield Word(stem(piece.text), place, place > 0 and piece.text[0].isupper(), after)
        elif piece.form == "code" or (piece.form in AMOUNT_FORMS and names(pieces, place)):
            yield Word(piece.text.lower(), place, False, after)


def _dated(pieces: Sequence[Piece]) -> Iterator[Dated]:
    current: Dated | None = None
    for place, piece in enumerate(pieces):
        if piece.form in MOMENT_FORMS:
            before = pieces[place - 1].plain if place else ""
            moment = read_moment(piece.form, piece.text, before if before in _BOUNDING else "")
            joined = current and current.moment.joined(moment)
            if current and joined is None:
                yield current
            current = replace(current, moment=joined) if current and joined else Dated(moment, place)
        elif current and not (piece.plain in _JOINS or piece.text == ","):
            yield current
            current = None
    if current:
        yield current
