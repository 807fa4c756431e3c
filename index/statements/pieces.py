"""A sentence cut into words, stops, numbers and dates, each read on its own."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from index.statements.amounts import AMOUNT, AMOUNT_STARTS
from index.statements.moments import MOMENT, MOMENT_STARTS, is_moment
from index.statements.spelling import plain

MOMENT_FORMS = frozenset(re.findall(r"\?P<(\w+)>", MOMENT))
AMOUNT_FORMS = frozenset(re.findall(r"\?P<(\w+)>", AMOUNT)) - {"code"}
_FIGURES = re.compile(rf"{MOMENT}|(?i:{AMOUNT})", re.VERBOSE)
_PIECE = re.compile(
    r"""(?P<code>[^\W\d_]+\d[\w-]*)|(?P<word>(?:[A-Z]\.){2,}|[^\W\d_]+(?:['\u2019.-][^\W\d_]+)*)|(?P<stop>[,;:()\u2013\u2014!?]|\.(?=\s|$))
    |(?P<mark>[-$\u00a3\u20ac\u00a5\d])""",
    re.VERBOSE,
)
_FIGURE_STARTS = MOMENT_STARTS | AMOUNT_STARTS


class Piece(NamedTuple):
    """A part of a sentence; a tuple, as many are made and that takes a third of a record's time.

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
    pieces: list[Piece] = []
    place = 0
    while found := _PIECE.search(reading, place):
        figure = _figure(reading, found, pieces)
        form, words, place = figure or (found.lastgroup or "", found[0], found.end())
        if form != "mark":  # a dash or a sign that begins no number
            pieces.append(Piece(form, words, plain(words) if form == "word" else "", found.start(), place))
    return tuple(pieces)


def _figure(reading: str, found: re.Match[str], before: list[Piece]) -> tuple[str, str, int] | None:
    """Return form, words and end of the number or date that begins where a piece was found, None where none does."""
    # Only a few words can begin one; the long pattern is tried at those alone.
    if found.lastgroup == "word" and found[0].lower().partition("-")[0] not in _FIGURE_STARTS:
        return None
    figure = found.lastgroup in {"word", "mark"} and _FIGURES.match(reading, found.start())
    if not figure:
        return None
    form = figure.lastgroup or ""
    if form in MOMENT_FORMS and not is_moment(form, figure[0], before[-1].plain if before else ""):
        return None
    return form, figure[0], figure.end()
