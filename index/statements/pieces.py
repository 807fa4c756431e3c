"""A sentence cut into words, stops, numbers and dates, each read on its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from index.statements.amounts import AMOUNT
from index.statements.moments import MOMENT
from index.statements.spelling import plain

MOMENT_FORMS = frozenset(re.findall(r"\?P<(\w+)>", MOMENT))
AMOUNT_FORMS = frozenset(re.findall(r"\?P<(\w+)>", AMOUNT)) - {"code"}
_PIECE = re.compile(
    rf"""{MOMENT}|(?i:{AMOUNT})
    |(?P<word>(?:[A-Z]\.){{2,}}|[^\W\d_]+(?:['\u2019.-][^\W\d_]+)*)
    |(?P<stop>[,;:()\u2013\u2014!?]|\.(?=\s|$))""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence.

    Attributes:
        form: the group of the pattern that it matched: "word", "stop", or a form of number or date.
        text: as it is written.
        plain: a word as `spelling.plain` returns it; "" for all else.
        start: where it begins in the sentence.
        end: where it ends.
    """

    form: str
    text: str
    plain: str
    start: int
    end: int


@lru_cache(maxsize=512)
def cut(reading: str) -> tuple[Piece, ...]:
    """Return the pieces of a sentence, in order; white space and quotation marks are none."""
    return tuple(
        Piece(form := found.lastgroup or "", found[0], plain(found[0]) if form == "word" else "", *found.span())
        for found in _PIECE.finditer(reading)
    )
