"""Whether a sentence says otherwise than a question takes for granted.

A question with a question word takes for granted what it asks about ("Why did Calder refuse?" that it refused):
Kaplan, "Cooperative Responses from a Portable Natural Language Query System" (1982). That is held against a sentence
by the two kinds of contradiction that can be told by form: a negation, and a verb's opposite (de Marneffe, Rafferty
and Manning, "Finding Contradictions in Text", 2008, section 3). To say it wrongly would tell a person that they are
wrong who are right, so a doubt is decided for "no".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.question_kind import QuestionKind, kind_of
from index.statements.closed_classes import BE, CONDITIONS, LIGHT, NEGATIONS, listed
from index.statements.frame import frame
from index.statements.spelling import stem, stems
from index.unanswered.opposites import CHANGES, VERBS, like, opposites_of, verb_stem

if TYPE_CHECKING:
    from index.statements.frame import Frame
    from index.statements.pieces import Piece

_TAKES_FOR_GRANTED = frozenset(
    {QuestionKind.WHY, QuestionKind.WHEN, QuestionKind.WHERE, QuestionKind.HOW_MANY, QuestionKind.WHO}
)
_LIMITED = listed("all every only always necessarily just more less fewer before until entirely both yet enough either")
_HYPOTHETICAL = CONDITIONS | listed("would could might should may")
_FEWEST_SHARED = 2
_REACH = 4
_YEAR = 4
_NOUNS = ("ment", "ments")


def says_otherwise(question: str, reading: str, context: str = "") -> bool:
    """Return whether a sentence says otherwise than a question takes for granted.

    All that carries weight in the question must stand in one clause of the sentence, in its first, or in what it
    stands under; and either only one of the two negates the first word after "not" that they share, or a verb of the
    question has its opposite in that clause.

    Args:
        question: as it was asked.
        reading: the sentence as a person reads it.
        context: the note's title and the heading above the sentence.
    """
    if kind_of(question) not in _TAKES_FOR_GRANTED:
        return False
    asked, told = frame(question), frame(reading)
    if told.vague or asked.each != told.each or _spoken(asked) & _HYPOTHETICAL:
        return False
    # An agreement in a title is not that somebody agreed.
    under = stems(context) - {
        verb_stem(word) for word in _spoken(asked) if verb_stem(word) in VERBS and not word.endswith(_NOUNS)
    }
    return any(_clause_says_otherwise(asked, _Clause(told, clause), under) for clause in sorted(set(told.clauses)))


class _Clause:
    """One clause of a sentence, with the first one, where its subject may stand."""

    def __init__(self, told: Frame, number: int) -> None:
        self.pieces = [piece for piece, of in zip(told.pieces, told.clauses, strict=True) if of == number]
        self.own = _stems(self.pieces)
        self.stems = self.own | _stems([p for p, of in zip(told.pieces, told.clauses, strict=True) if not of])
        self.said = [verb_stem(piece.plain) for piece in told.pieces]
        self.planned = told.planned
        self.hypothetical = bool({piece.plain for piece in self.pieces} & _HYPOTHETICAL)


def _clause_says_otherwise(asked: Frame, clause: _Clause, under: frozenset[str]) -> bool:
    if clause.hypothetical:
        return False
    stems_asked = _stems(asked.pieces) - _ASKING
    numbers = _figures(asked.pieces) - _figures(clause.pieces)
    lacking = stems_asked - clause.stems - under
    shared = stems_asked & clause.own
    if numbers or len(shared) < _FEWEST_SHARED or len(lacking) > 1:
        return False
    denied_asked, denied_told = _denied(asked.pieces), _denied(clause.pieces)
    if lacking:
        (verb,) = lacking
        dated = verb not in CHANGES or any(len(figure) == _YEAR for figure in _figures(asked.pieces))
        return denied_asked is None and denied_told is None and dated and _is_opposite(verb, clause, shared)
    if (denied_asked is None) == (denied_told is None):
        return False
    if denied_told is not None:
        once = clause.said.count(denied_told) == 1  # otherwise it may be affirmed as well, of another thing
        return once and denied_told in stems_asked and not _reversed_elsewhere(stems_asked, clause)
    return denied_asked in clause.own and not clause.planned


def _is_opposite(verb: str, clause: _Clause, shared: frozenset[str]) -> bool:
    """Return whether the clause has one opposite of a verb, and neither is among what both share."""
    found = opposites_of(verb) & clause.own
    return len(found) == 1 and not found & shared and not like(verb) & clause.own


def _reversed_elsewhere(stems_asked: frozenset[str], clause: _Clause) -> bool:
    """Return whether the question holds a word whose opposite the clause holds: two turns make none."""
    return any(clause.own & (opposites_of(verb) - stems_asked) for verb in stems_asked)


def _denied(pieces: list[Piece] | tuple[Piece, ...]) -> str | None:
    """Return the stem of the first word of weight behind the only negation; "" where unclear, None without one."""
    places = [
        place
        for place, piece in enumerate(pieces)
        if piece.plain in NEGATIONS or piece.plain.endswith("n't") or piece.plain == "without"
    ]
    if not places:
        return None
    following = [piece.plain for piece in pieces[places[0] + 1 :]]
    determiner = pieces[places[0]].plain == "no" and not (places[0] and pieces[places[0] - 1].plain in BE)
    if determiner or len(places) > 1 or set(following[:_REACH]) & _LIMITED:
        return ""
    return next((verb_stem(word) for word in following if word and word not in LIGHT), "")


def _stems(pieces: list[Piece] | tuple[Piece, ...]) -> frozenset[str]:
    return frozenset(
        verb_stem(piece.plain)
        for piece in pieces
        if piece.form == "word"
        and piece.plain not in LIGHT
        and not piece.plain.endswith("n't")
        and len(piece.plain) > 1
    )


def _figures(pieces: list[Piece] | tuple[Piece, ...]) -> frozenset[str]:
    return frozenset(figure for piece in pieces for figure in re.findall(r"\d+", piece.text))


def _spoken(asked: Frame) -> set[str]:
    return {piece.plain for piece in asked.pieces}


_ASKING = frozenset(stem(word) for word in listed("why how who whom whose when where many long often reason cause"))
