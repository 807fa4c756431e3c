"""What a question names in one form and the notes in another: abbreviations that they define, and small numbers."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from index.question import OtherName
from index.stores.word_fields import SPELLED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.definitions import Definition
    from index.seen import Snapshot

_TOKEN = re.compile(r"[\w&./-]*\w")
_NUMBER = re.compile(r"(?<![\d.,/:-])\b(?:\d{1,2}|[A-Za-z]+)\b(?![.,/:-]?\d)")
_UNITS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WRITTEN = dict(enumerate(_UNITS.split(), 2)) | {10 * tens: word for tens, word in enumerate(_TENS.split(), 2)}
"""Numbers that people write in one word; "one" is mostly no number."""
_IN_DIGITS = {word: str(number) for number, word in _WRITTEN.items()}
_UNMISTAKABLE = 3
"""Letters of an abbreviation that is also known in lower case."""


def other_names(
    snapshot: Snapshot, question: str, documents: NDArray[np.int64] | None, in_language: Callable[[str], bool]
) -> tuple[OtherName, ...]:
    """Return the other forms of the names in a question, as the notes define them, and of its small numbers.

    An abbreviation in lower case counts where it cannot be a word ("mfat" does, "who" does not).

    Args:
        snapshot: whose notes define.
        question: its words.
        documents: ids of the documents whose definitions and words count, ascending, or None for all.
        in_language: whether the language has a word.
    """
    numbers = dict.fromkeys(_numbers(question))
    definitions = snapshot.stores.definitions.among(documents)
    tokens = set(_TOKEN.findall(question)) if definitions else set()
    is_word = partial(_is_word, snapshot, documents=documents, in_language=in_language)
    found = dict.fromkeys(_long_forms(definitions, tokens, is_word))
    return (*numbers, *found, *dict.fromkeys(_short_forms(definitions, question.casefold())))


def _numbers(question: str) -> Iterator[OtherName]:
    for word in _NUMBER.findall(question):
        if word.isdigit() and int(word) in _WRITTEN:
            yield OtherName(word, _WRITTEN[int(word)])
        elif word.lower() in _IN_DIGITS:
            yield OtherName(word, _IN_DIGITS[word.lower()])


def _long_forms(
    definitions: Sequence[Definition], tokens: set[str], is_word: Callable[[str], bool]
) -> Iterator[OtherName]:
    for one in definitions:
        if one.short in tokens:
            yield OtherName(one.short, one.long)
        elif len(one.short) >= _UNMISTAKABLE and (lower := one.short.lower()) in tokens and not is_word(lower):
            yield OtherName(lower, one.long)


def _short_forms(definitions: Sequence[Definition], question: str) -> Iterator[OtherName]:
    for one in definitions:
        long = one.long.casefold()
        if long in question and re.search(rf"(?<!\w){re.escape(long)}s?(?!\w)", question):
            yield OtherName(long, one.short)


def _is_word(
    snapshot: Snapshot, word: str, documents: NDArray[np.int64] | None, in_language: Callable[[str], bool]
) -> bool:
    found = snapshot.stores.passage_words.dictionary(SPELLED, word, documents)
    return in_language(word) or any(term == word for term, _ in found)
