"""Abbreviations that notes define: "Ministry of Foreign Affairs and Trade (MFAT)", "MFAT (the Ministry of ...)".

The algorithm is that of Schwartz and Hearst, "A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical
Text" (PSB 2003): 96 % of what it finds is right there. Asked for besides: an abbreviation has two capital letters, or
a capital and a digit, so that "(New)" and "(i)" are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BRACKETED = re.compile(r"(?P<before>[^()]*)\((?P<inside>[^()]{2,200})\)")
_SHORT = re.compile(r"(?=[^\W_])[\w&./-]{2,10}")
_LAST_WORD = re.compile(r"(?P<word>\S+)\s*$")
_CLOSING = " \t,;:\"'“”‘’"
_INITIALS = 2
"""So few letters fit nearly any words, so each of them must begin one."""
_ADDED_WORDS = 5
"""A long form has at most as many words more than its abbreviation has characters (Schwartz and Hearst)."""


@dataclass(frozen=True, slots=True)
class Definition:
    """An abbreviation, and the words that it stands for, both as they stand in a note."""

    short: str
    long: str


def definitions_in(reading: str) -> Iterator[Definition]:
    """Yield the definitions in a sentence, in order."""
    if "(" not in reading:
        return
    for found in _BRACKETED.finditer(reading):
        inside = re.split(r"[;,]| or ", found["inside"], maxsplit=1)[0].strip(_CLOSING)
        before = found["before"].rstrip(_CLOSING)
        if is_short_form(inside):
            long = _long_form(inside, " ".join(before.split()[-_most_words(inside) :]))
            if long is not None:
                yield Definition(inside, long)
        elif (last := _LAST_WORD.search(before)) and is_short_form(short := last["word"].strip(_CLOSING)):
            long = _long_form(short, inside)
            if long is not None and len(inside.split()) <= _most_words(short):
                yield Definition(short, long)


def is_short_form(word: str) -> bool:
    """Return whether a word may be an abbreviation: 2 to 10 characters, two capitals or a capital and a digit."""
    capitals = sum(c.isupper() for c in word)
    digits = any(c.isdigit() for c in word)
    return bool(_SHORT.fullmatch(word)) and (capitals > 1 or (capitals == 1 and digits))


def _most_words(short: str) -> int:
    return min(len(short) + _ADDED_WORDS, 2 * len(short))


def _long_form(short: str, words: str) -> str | None:
    """Return the shortest end of `words` that holds the characters of `short` in order, or None where none does.

    The first character begins a word; the long form is more than one word, and does not hold the short form itself.
    """
    place = len(words)
    for position in range(len(short) - 1, -1, -1):
        wanted = short[position].casefold()
        if not wanted.isalnum():
            continue
        begins_word = position == 0 or len(short) <= _INITIALS
        place -= 1
        while place >= 0 and (
            words[place].casefold() != wanted or (begins_word and place > 0 and words[place - 1].isalnum())
        ):
            place -= 1
        if place < 0:
            return None
    long = words[place:].strip(_CLOSING)
    if " " not in long and "-" not in long:
        return None
    return None if short.casefold() in re.findall(r"[\w&./-]+", long.casefold()) else long
