"""Slips of the thumb in a question: a word that nobody knows is read as the nearest word of the notes.

A wrong correction answers another question, so much is left alone: what stands in the notes in any form, what the
model's vocabulary has, numbers and whatever holds a digit, capitals after the first letter, and short words. A name
that the notes do not have may be somebody else's: it is mended only where it is long, and only to another name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.edits import is_one_slip, slips_between
from index.stores.word_fields import SPELLED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from index.seen import Snapshot

_WORD = re.compile(r"(?<![\w@#/&.'’-])[A-Za-z]?[a-z]{3,}(?=(?:['’]s)?(?![\w@#/&'’-]|\.\w))")
"""A word by itself: no part of a number, an address, a compound or a contraction."""
_SHORTEST = 5
"""Shorter words have too many neighbors. One of four letters may have lost one."""
_SHORTEST_NAME = 6
"""In a shorter name only two letters swapped are a slip: Petter is not Peter."""
_LONG = 7
"""From so many letters on two slips still point to one word."""
_LONG_NAME = 9
"""In a shorter name a letter that is replaced makes another name."""
_MOSTLY = 0.5
"""A word is a name where this share of the texts that hold it have it with a capital."""
_OFTEN = 3
"""Of two words that are as near, the one that stands in so many times as many texts is meant."""
_ENDINGS = (
    "s", "es", "d", "ed", "ing", "ly", "er", "ers", "or", "ors", "ness", "ment", "able", "less", "ful", "like",
    "ism", "ist", "ists", "ity", "al", "ally", "ian", "ians", "ship", "hood", "wise", "ish", "y", "est",
)  # fmt: skip
_BEGINNINGS = ("un", "re", "non", "pre", "anti", "over", "under", "mis", "co", "sub", "inter", "post", "out", "de")
_VOWELS = "aeiouy"
_SLIPS = 2
"""More of them leave too little of a word."""
_BASE = 4
"""Letters of a known word that an ending or a beginning is put to."""


@dataclass(frozen=True, slots=True)
class Speller:
    """Reads the words of a question by one snapshot's notes.

    Attributes:
        snapshot: whose words are known.
        documents: ids of the documents that may answer, ascending, or None for all: the words of no other are known,
            since what is left alone would tell which words stand there.
        in_language: whether the language has a word, as far as is known.
    """

    snapshot: Snapshot
    documents: NDArray[np.int64] | None
    in_language: Callable[[str], bool]

    def correct(self, question: str) -> str:
        """Return a question with its slips mended; itself where there is none to mend."""
        return _WORD.sub(lambda found: self._corrected(found[0], is_first=not found.start()), question)

    def _corrected(self, word: str, *, is_first: bool) -> str:
        if self._is_known(word):
            return word
        meant = self._meant(word.lower(), is_name=word[0].isupper() and not is_first)
        return word if meant is None else word[0] + meant[1:]

    def _is_known(self, word: str) -> bool:
        return self._in_notes(word.lower()) or self.in_language(word) or self._is_made(word.lower())

    def _in_notes(self, word: str) -> bool:
        """Return whether a word stands in the notes, in this form or another with the same stem."""
        words = self.snapshot.stores.passage_words
        forms = [(SPELLED, word), (SPELLED, word.capitalize()), (SPELLED, word.upper())]
        forms += [("passage", stem) for stem in words.terms(word)]
        return any(term == form for field, form in forms for term, _ in words.dictionary(field, form, self.documents))

    def _is_made(self, word: str) -> bool:
        """Return whether a word is made of a known one by a usual ending or beginning ("unbundled")."""
        bases = {word.removeprefix(start) for start in _BEGINNINGS if word.startswith(start)}
        for ending in _ENDINGS:
            if word.endswith(ending):
                bases |= _bases(word.removesuffix(ending), ending)
        return any(len(base) >= _BASE and self.in_language(base) for base in bases - {word})

    def _meant(self, word: str, *, is_name: bool) -> str | None:
        """Return the word of the notes that is meant by one that nobody knows, or None where that is not clear."""
        near = list(self._words(word[0], range(len(word) - _SLIPS, len(word) + _SLIPS + 1)))
        found = _near(word, (other for other in near if _is_one_slip_off(word, other, is_name=is_name)))
        if not found and not is_name and len(word) >= _LONG:
            letters = set(word)  # so few letters can differ: most words fall out before they are compared
            alike = (other for other in near if len(letters.symmetric_difference(other.spelled)) <= _SLIPS)
            found = _near(word, (other for other in alike if len(other.spelled) >= _LONG and not other.is_name))
        return _clear(found)

    def _words(self, letter: str, lengths: range) -> Iterator[_Word]:
        """Yield the words of the notes that begin with a letter and are so long."""
        words = self.snapshot.stores.passage_words
        small = dict(words.dictionary(SPELLED, letter, self.documents))
        large: dict[str, int] = {}
        for term, count in words.dictionary(SPELLED, letter.upper(), self.documents):
            large[term.lower()] = large.get(term.lower(), 0) + count
        for term in small.keys() | large.keys():
            if len(term) in lengths and term.isalpha() and term.isascii() and term.islower():
                count = small.get(term, 0) + large.get(term, 0)
                yield _Word(term, count, large.get(term, 0) >= _MOSTLY * count)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the notes in lower case, in how many passages it stands, and whether it is a name."""

    spelled: str
    count: int
    is_name: bool


def _near(typed: str, words: Iterable[_Word]) -> list[_Word]:
    """Return the words with the fewest slips between them and what was typed, none where they are more than two."""
    slips = {word: slips_between(typed, word.spelled) for word in words}
    least = min(slips.values(), default=0)
    return [word for word, count in slips.items() if count == least <= _SLIPS]


def _bases(base: str, ending: str) -> set[str]:
    """Return what a word may be made of, its ending off: stopp(ed) of stop, ris(ing) of rise, carri(ed) of carry."""
    if base.endswith(ending[0]) and ending[0] in "es":
        return set()  # neither "agreeed" nor "lesss" is made of a word
    bases = {base}
    if ending[0] in _VOWELS:
        bases.add(f"{base}e")
        if base[-2:-1] == base[-1:] and base[-1:] not in _VOWELS:
            bases.add(base[:-1])
    if base.endswith("i"):
        bases.add(f"{base[:-1]}y")
    return bases


def _is_one_slip_off(typed: str, word: _Word, *, is_name: bool) -> bool:
    meant = word.spelled
    if max(len(typed), len(meant)) < _SHORTEST or not is_one_slip(typed, meant):
        return False
    if not word.is_name:
        return not is_name
    if sorted(typed) == sorted(meant):
        return True
    return min(len(typed), len(meant)) >= (_LONG_NAME if len(typed) == len(meant) else _SHORTEST_NAME)


def _clear(found: list[_Word]) -> str | None:
    """Return the only word, or the one that stands in by far the most texts; None where several may be meant."""
    if not found:
        return None
    first, *others = sorted(found, key=lambda word: -word.count)
    return first.spelled if all(first.count >= _OFTEN * other.count for other in others) else None
