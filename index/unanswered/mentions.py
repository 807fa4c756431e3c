"""Which words stand in the briefings that were asked, and which in the sentences that were found."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from index.statements.spelling import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from index.records import AnswerSentence
    from index.seen import Snapshot
    from index.stores.base import WordStore
    from index.unanswered.subjects import Subject

_FIELD = "titled"
_RELATED = 5
"""Words that begin with so many letters in common may be of one family (resign, resignation)."""
# Where American and British spelling differ (Merriam-Webster, "American vs. British Spelling"): the way back.
_BRITISH = tuple(
    (re.compile(pattern), repl)
    for pattern, repl in (
        (r"or(?=s|ed|ing|able|al|$)", "our"),
        (r"iz(?=e|ed|es|ing|er|ation)", "is"),
        (r"yz(?=e|ed|es|ing)", "ys"),
        (r"er(?=s?$)", "re"),
        (r"ens(?=es?$)", "enc"),
        (r"og(?=s?$)", "ogue"),
        (r"gram(?=s?$)", "gramme"),
        (r"l(?=ed$|ing$|ers?$)", "ll"),
        (r"gray", "grey"),
    )
)


def mentioned(snapshot: Snapshot, subject: Subject, documents: NDArray[np.int64] | None) -> bool:
    """Return whether all words of a subject stand in sentences, titles, headings or labels of these documents.

    Word by word, in any of its forms and spellings. A year also stands where a financial year ends in it (2023/24).

    Args:
        snapshot: what is searched.
        subject: what is looked for.
        documents: ids of the documents that may answer, or None for all.
    """
    return all(
        _stands(snapshot.stores.sentence_words, word, documents) or snapshot.labeled(word, documents)
        for word in subject.words
    ) or (subject.is_year and _ends_a_year(snapshot.stores.sentence_words, subject.text, documents))


def _stands(words: WordStore, word: str, documents: NDArray[np.int64] | None) -> bool:
    return any(all(words.count(_FIELD, (term,), documents) for term in words.terms(form)) for form in _forms(word))


def _ends_a_year(words: WordStore, year: str, documents: NDArray[np.int64] | None) -> bool:
    """Return whether one sentence holds both the year before and the last two digits of this one."""
    return words.count(_FIELD, (str(int(year) - 1), year[2:]), documents) > 0


def _forms(word: str) -> Iterator[str]:
    """Yield a word in each of its spellings, and in one piece where it is written in several."""
    american = plain(word)
    yield word
    yield american
    for pattern, repl in _BRITISH:
        if pattern.search(american):
            yield pattern.sub(repl, american)
    joined = re.sub(r"[\W_]", "", american)
    if joined != american:
        yield joined


class Nearby:
    """The words of an answer's sentences, of what they stand under, and of what stands around them."""

    def __init__(self, words: WordStore, sentences: Iterable[AnswerSentence]) -> None:
        """Read the sentences; `words` tells what is one word in two forms."""
        self._words = words
        sentences = tuple(sentences)
        told = [part or "" for each in sentences for part in (each.reading, each.title, each.heading)]
        around = [
            part or ""
            for each in sentences
            for part in (each.before, each.after, each.citation.source, str(each.date or ""))
        ]
        self._told = frozenset(words.terms("\n".join(told)))
        self._text = "\n".join((*told, *around)).casefold()
        self._terms = frozenset(words.terms(self._text))

    def holds(self, subject: Subject) -> bool:
        """Return whether each word of a subject stands in a sentence or what it stands under, in any form."""
        return self._all_in(self._told, subject)

    def may_hold(self, subject: Subject) -> bool:
        """Return whether each word of a subject may stand here: itself, one of its family, or as part of another."""
        return self._all_in(self._terms, subject) or all(self._related(plain(word)) for word in subject.words)

    def _all_in(self, terms: frozenset[str], subject: Subject) -> bool:
        return all(any(terms.issuperset(self._words.terms(form)) for form in _forms(word)) for word in subject.words)

    def _related(self, word: str) -> bool:
        return word in self._text or any(_alike(word, term) for term in self._terms)


@lru_cache(maxsize=4096)
def _alike(one: str, two: str) -> bool:
    """Return whether two words begin alike as far as words of one family do."""
    return len(one) >= _RELATED and len(two) >= _RELATED and one[:_RELATED] == two[:_RELATED]
