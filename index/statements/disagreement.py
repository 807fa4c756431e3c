"""Whether two sentences say otherwise of one fact.

The kinds of contradiction that can be told by form are those of de Marneffe, Rafferty and Manning ("Finding
Contradictions in Text", 2008, section 3): negation, differing numbers and dates, and of the lexical kinds an opposite
made by a prefix and a name where another one stood. As there, sentences are compared only after they are found to
speak of one event; here that asks that neither holds a word of weight that the other lacks, in the clause that
differs. To say it wrongly would shake trust in two right sentences, so a doubt is decided for "no".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.statements.alignment import FEWEST_SHARED, Pair, differing_dates, differing_numbers
from index.statements.closed_classes import listed
from index.statements.frame import frame
from index.statements.names import other_name
from index.statements.spelling import stems
from index.statements.wording import gist

if TYPE_CHECKING:
    from index.statements.frame import Frame

_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")
_QUANTIFIED = listed("all every only always necessarily just more less fewer before until entirely both")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence and what it stands under.

    Attributes:
        reading: the sentence as a person reads it.
        context: the note's title and the heading above the sentence; "" where there is neither.
    """

    reading: str
    context: str = ""


def disagree(one: Statement, other: Statement) -> bool:
    """Return whether two sentences say otherwise of one fact; the order of the two does not matter.

    They do where all else is alike and one thing differs: a number of one unit, a date in one place, a negation, or a
    name that only one can bear ("is led by").
    """
    if one.reading == other.reading or len(gist(one.reading) & gist(other.reading)) < FEWEST_SHARED:
        return False  # most pairs end here, before a sentence has to be taken apart
    first, second = frame(one.reading), frame(other.reading)
    if not _comparable(first, second):
        return False
    pair = Pair(first, second, stems(one.context), stems(other.context))
    return pair.one_topic() and _differ(pair)


def _comparable(one: Frame, other: Frame) -> bool:
    """Return whether both state something by themselves, of each or of all, both a plan or both what came of it."""
    plan_and_outcome = (one.planned and other.past and not other.planned) or (
        other.planned and one.past and not one.planned
    )
    return not (one.vague or other.vague or plan_and_outcome) and one.each == other.each


def _differ(pair: Pair) -> bool:
    numbers, dates = differing_numbers(pair), differing_dates(pair)
    negated = pair.first.negated != pair.second.negated
    if numbers:
        zero = any(item.zero for pair_of in numbers for item in pair_of)
        clauses = pair.around(numbers)
        return not dates and negated == zero and pair.same_times(clauses) and pair.alike(clauses)
    if dates:
        return not negated and pair.told_of_once() and pair.alike(pair.around(dates))
    if not (pair.same_times() and pair.same_numbers()):
        return False
    if negated:
        return not any(_quantified(frame) for frame in (pair.first, pair.second)) and not any(pair.surplus())
    return _opposite(pair) or other_name(pair.first, pair.second)


def _quantified(frame: Frame) -> bool:
    """Return whether a negation denies only how many or how far ("not all", "not before")."""
    said = [piece.plain for piece in frame.pieces]
    return any(
        word == "not" and following & _QUANTIFIED
        for place, word in enumerate(said)
        for following in [set(said[place + 1 : place + 4])]
    )


def _opposite(pair: Pair) -> bool:
    """Return whether the two differ in one word only, which one of them has with a prefix that turns it around."""
    first, second = pair.surplus()
    if len(first) != 1 or len(second) != 1:
        return False
    short, long = sorted((first[0].stem, second[0].stem), key=len)
    return any(prefix + short == long for prefix in _PREFIXES)
