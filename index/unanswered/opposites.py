"""Verbs that say the opposite of each other, and a quick test of whether two texts may turn each other around."""

from __future__ import annotations

import re

from index.statements.spelling import stem

_STANDS = """
accept refuse reject
agree refuse disagree
approve reject
support oppose
allow forbid ban prohibit
succeed fail
"""
_CHANGES = """
rise fall
increase decrease
grow shrink
win lose
gain lose
raise cut lower
"""
_IRREGULAR_FORMS = """
rose rise
risen rise
fell fall
fallen fall
grew grow
grown grow
shrank shrink
won win
lost lose
began begin
begun begin
left leave
bought buy
sold sell
forbade forbid
forbidden forbid
banned ban
"""


def _rows(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(stem(word) for word in line.split()) for line in text.strip().splitlines())


_ROWS = _rows(_STANDS + _CHANGES.lstrip())
"""The first of each row is the opposite of the others."""
CHANGES = frozenset(verb for row in _rows(_CHANGES) for verb in row)
"""What happens again and again, one way and the other: opposites only where both are of one time."""
_IRREGULAR = {form: stem(verb) for line in _IRREGULAR_FORMS.strip().splitlines() for form, verb in [line.split()]}
VERBS = frozenset(verb for row in _ROWS for verb in row)
_NEGATION = re.compile(r"\b(?:no|not|never|none|nobody|nothing|neither|cannot|without)\b|n['\u2019]t\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def verb_stem(word: str) -> str:
    """Return the stem of a plain word, irregular forms of the verbs listed here among them."""
    return _IRREGULAR.get(word, stem(word))


def opposites_of(verb: str) -> frozenset[str]:
    """Return the stems of the opposites of a verb's stem."""
    found: set[str] = set()
    for first, *others in _ROWS:
        if verb == first:
            found.update(others)
        elif verb in others:
            found.add(first)
    return frozenset(found)


def like(verb: str) -> frozenset[str]:
    """Return the stems of verbs listed with a verb's stem on the same side."""
    return frozenset(other for _, *others in _ROWS if verb in others for other in others) - {verb}


def may_turn_around(question: str, reading: str) -> bool:
    """Return whether one of two texts holds a negation, or the question a verb that has an opposite.

    Where this is not so, neither says the opposite of the other, and they need not be taken apart.
    """
    return (
        _NEGATION.search(question) is not None
        or _NEGATION.search(reading) is not None
        or any(verb_stem(word.lower()) in VERBS for word in _WORD.findall(question))
    )
