"""The numbers of a sentence that say how much, each with what it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.statements.amounts import Amount, read_number
from index.statements.closed_classes import COMPARING, NUMBERED, RATES, carries_little
from index.statements.pieces import AMOUNT_FORMS
from index.statements.spelling import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.statements.pieces import Piece

_BOUNDS = (
    ("least", r"(?:at least|(?:more|greater) than|over|no (?:fewer|less) than|above|upwards of)"),
    ("most", r"(?:at most|(?:less|fewer|no more|not more) than|under|up to|below)"),
    ("about", r"(?:about|around|some|roughly|nearly|almost|approximately|estimated|just over|just under|close to)"),
)
_BOUND = tuple((bound, re.compile(rf"\b{words} (?:an? |the )?$", re.IGNORECASE)) for bound, words in _BOUNDS)
_BASE = re.compile(
    r"\b(?:from|against|than|versus|compared (?:with|to)|instead of|previously) (?:the |about |some |only )?$", re.IGNORECASE
)
_RANGE = re.compile(r"\bbetween $", re.IGNORECASE)
_RATE = re.compile(r"\s*(?:a|an|per|each|every) (year|quarter|month|week|day|hour|head|person|season|minute|night)\b")
_NOBODY = frozenset({"nobody", "no-one"})
_LONGEST_UNIT = 3


@dataclass(frozen=True, slots=True)
class Counted:
    """A number and where it stands.

    Attributes:
        amount: the number.
        place: which piece of the sentence it is, from 0.
        zero: whether it is written as a negation ("nobody", "no ships").
    """

    amount: Amount
    place: int
    zero: bool = False


def count(reading: str, pieces: Sequence[Piece]) -> Iterator[Counted]:
    """Yield the numbers of a sentence; left out are names ("stage two") and what others are compared with ("from 40").

    Args:
        reading: the sentence.
        pieces: its pieces.
    """
    ended = -1
    for place, piece in enumerate(pieces):
        if place <= ended:
            continue
        if piece.plain in _NOBODY or piece.plain == "no":
            unit = ("people",) if piece.plain != "no" else _unit(pieces, place + 1)
            yield Counted(Amount(0.0, 1.0, unit, "", "", 0.0), place, zero=True)
        elif piece.form in AMOUNT_FORMS and not names(pieces, place):
            other = _range_end(reading, pieces, place)
            ended = place if other is None else other
            if other is not None or not _compared(reading, pieces, place):
                yield Counted(_amount(reading, pieces, place, ended), place)


def names(pieces: Sequence[Piece], place: int) -> bool:
    """Return whether the number at `place` names something and counts nothing."""
    before = pieces[place - 1].plain if place else ""
    if pieces[place].text.lower() == "one":
        following = pieces[place + 1].plain if place + 1 < len(pieces) else ""
        return following in {"of", ""} or before in {"no", *NUMBERED}
    return pieces[place].form == "number" and before in NUMBERED


def _range_end(reading: str, pieces: Sequence[Piece], place: int) -> int | None:
    """Return the place of the number that ends the range which the one at `place` begins."""
    if not _RANGE.search(reading, max(0, pieces[place].start - 8), pieces[place].start):
        return None
    far = place + 2
    return far if far < len(pieces) and pieces[place + 1].plain == "and" and pieces[far].form in AMOUNT_FORMS else None


def _compared(reading: str, pieces: Sequence[Piece], place: int) -> bool:
    start = pieces[place].start
    if _BASE.search(reading, max(0, start - 30), start) and not _bound(reading, start):
        return True
    nearby = [piece.plain for piece in pieces[place + 1 : place + 3]]
    return any(word in COMPARING for word in nearby)


def _amount(reading: str, pieces: Sequence[Piece], place: int, ended: int) -> Amount:
    first, last = pieces[place], pieces[ended]
    value, step = read_number(first.form, first.text)
    high, high_step = read_number(last.form, last.text)
    unit = _signs(first) or _signs(last) or _unit(pieces, ended + 1)
    bound = "about" if first.form == "part" else _bound(reading, first.start)
    return Amount(value, min(step, high_step), unit, bound, _rate(reading, pieces, ended, len(unit)), high)


def _signs(piece: Piece) -> tuple[str, ...]:
    return {"money": ("$",), "share": ("%",), "part": ("%",)}.get(piece.form, ())


def _bound(reading: str, start: int) -> str:
    return next((bound for bound, words in _BOUND if words.search(reading, max(0, start - 30), start)), "")


def _unit(pieces: Sequence[Piece], place: int) -> tuple[str, ...]:
    unit: list[str] = []
    for piece in pieces[place : place + _LONGEST_UNIT]:
        if piece.form != "word" or carries_little(piece.plain) or piece.plain in RATES:
            break
        unit.append(stem(piece.text))
    return tuple(unit)


def _rate(reading: str, pieces: Sequence[Piece], place: int, words: int) -> str:
    for last in range(place, min(place + words, len(pieces) - 1) + 1):
        if found := _RATE.match(reading, pieces[last].end):
            return found[1]
        if last + 1 < len(pieces) and pieces[last + 1].plain in RATES:
            return RATES[pieces[last + 1].plain]
    return ""
