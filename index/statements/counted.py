"""The numbers of a sentence that say how much, each with what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.statements.amounts import CURRENCIES, Amount, read_number
from index.statements.closed_classes import COMPARING, NUMBERED, RATES, carries_little, listed
from index.statements.pieces import AMOUNT_FORMS
from index.statements.spelling import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.statements.pieces import Piece

_BOUNDS = {
    **dict.fromkeys(("at least", "more than", "greater than", "no fewer than", "no less than", "upwards of"), "least"),
    **dict.fromkeys(("over", "above"), "least"),
    **dict.fromkeys(("at most", "less than", "fewer than", "no more than", "not more than", "up to"), "most"),
    **dict.fromkeys(("under", "below"), "most"),
    **dict.fromkeys(("about", "around", "some", "roughly", "nearly", "almost", "approximately", "estimated"), "about"),
    **dict.fromkeys(("just over", "just under", "close to"), "about"),
}
_BASES = frozenset(("from", "against", "than", "versus", "previously", "compared with", "compared to", "instead of"))
_PASSED_OVER = frozenset({"a", "an", "the", "only"})
_PERIODS = listed("year quarter month week day hour head person season minute night")
_EACH = frozenset({"a", "an", "per", "each", "every"})
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


def count(pieces: Sequence[Piece]) -> Iterator[Counted]:
    """Yield the numbers of a sentence, without names ("stage two") and what others are compared with ("from 40")."""
    ended = -1
    for place, piece in enumerate(pieces):
        if place <= ended:
            continue
        if piece.plain in _NOBODY or piece.plain == "no":
            unit = ("people",) if piece.plain != "no" else _unit(pieces, place + 1)
            yield Counted(Amount(0.0, 1.0, unit, "", "", 0.0), place, zero=True)
        elif piece.form in AMOUNT_FORMS and not names(pieces, place):
            other = _range_end(pieces, place)
            ended = place if other is None else other
            if other is not None or not _compared(pieces, place):
                yield Counted(_amount(pieces, place, ended), place)


def names(pieces: Sequence[Piece], place: int) -> bool:
    """Return whether the number at `place` names something and counts nothing."""
    before = pieces[place - 1].plain if place else ""
    if pieces[place].text.lower() == "one":
        following = pieces[place + 1].plain if place + 1 < len(pieces) else ""
        return following in {"of", ""} or before in {"no", *NUMBERED}
    return pieces[place].form == "number" and before in NUMBERED


def _range_end(pieces: Sequence[Piece], place: int) -> int | None:
    """Return the place of the number that ends the range which the one at `place` begins ("between 1 and 2")."""
    far = place + 2
    if not place or pieces[place - 1].plain != "between" or far >= len(pieces) or pieces[place + 1].plain != "and":
        return None
    return far if pieces[far].form in AMOUNT_FORMS else None


def _compared(pieces: Sequence[Piece], place: int) -> bool:
    """Return whether another number is only measured by the one at `place`: "up from 30", "25 minutes longer"."""
    before = _before(pieces, place)
    if not _bound(before) and any(words in _BASES for words in (before, _last_but(before, 1), _last_but(before, 2))):
        return True
    return any(piece.plain in COMPARING for piece in pieces[place + 1 : place + 3])


def _before(pieces: Sequence[Piece], place: int) -> str:
    """Return up to three words right before a piece, articles passed over."""
    while place and pieces[place - 1].plain in _PASSED_OVER:
        place -= 1
    return " ".join(piece.plain for piece in pieces[max(0, place - 3) : place])


def _last_but(words: str, left_out: int) -> str:
    """Return `words` without the first few."""
    return words.split(" ", left_out)[-1]


def _bound(before: str) -> str:
    """Return the bound that the words before a number set, the longest that is one."""
    tried = (before, _last_but(before, 1), _last_but(before, 2))
    return next((_BOUNDS[words] for words in tried if words in _BOUNDS), "")


def _amount(pieces: Sequence[Piece], place: int, ended: int) -> Amount:
    first, last = pieces[place], pieces[ended]
    value, step = read_number(first.form, first.text)
    high, high_step = (value, step) if first is last else read_number(last.form, last.text)
    unit = _signs(first) or _signs(last) or _unit(pieces, ended + 1)
    bound = "about" if first.form == "part" else _bound(_before(pieces, place))
    return Amount(value, min(step, high_step), unit, bound, _rate(pieces, ended + 1, len(unit)), high)


def _signs(piece: Piece) -> tuple[str, ...]:
    if piece.form == "money":
        return (next(sign for sign in CURRENCIES if sign in piece.text),)
    return ("%",) if piece.form in {"share", "part"} else ()


def _unit(pieces: Sequence[Piece], place: int) -> tuple[str, ...]:
    unit: list[str] = []
    for piece in pieces[place : place + _LONGEST_UNIT]:
        if piece.form != "word" or carries_little(piece.plain) or piece.plain in RATES:
            break
        unit.append(stem(piece.text))
    return tuple(unit)


def _rate(pieces: Sequence[Piece], place: int, words: int) -> str:
    """Return what a number is for each of, told at `place` or up to so many words behind it: "a year"."""
    for nearby in range(place, min(place + words + 1, len(pieces))):
        word = pieces[nearby].plain
        if word in _EACH and nearby + 1 < len(pieces) and pieces[nearby + 1].plain in _PERIODS:
            return pieces[nearby + 1].plain
        if word in RATES:
            return RATES[word]
    return ""
