"""From a question and the sentences found for it to a reason why they do not answer, where one is certain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.records import Reason, ReasonKind
from index.unanswered.mentions import Nearby, mentioned
from index.unanswered.opposites import may_turn_around
from index.unanswered.subjects import Subject, subjects

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.records import AnswerSentence
    from index.seen import Snapshot

MOST_SUBJECTS = 12
"""A question with more is a text, and each is looked up."""
_FEWEST_TELLING = 2
_FEWEST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question.

    Attributes:
        sentences: the answer's sentences, best first.
        answered: whether they count as an answer.
        documents: ids of the documents that could answer, or None for all.
    """

    sentences: Sequence[AnswerSentence]
    answered: bool
    documents: NDArray[np.int64] | None


def find_reason(snapshot: Snapshot, question: str, found: Found) -> Reason | None:
    """Return why the briefings do not answer a question, or that they say otherwise than it takes for granted.

    None where nothing is certain, and where there is no sentence to hold against the question.
    """
    if not found.sentences:
        return None
    if any(_says_otherwise(question, each) for each in found.sentences):
        return Reason(ReasonKind.FALSE_PREMISE)
    asked = subjects(question)[:MOST_SUBJECTS]
    if found.answered:
        return _unknown_name(snapshot, asked, found)
    if _other_language(snapshot, question, found):
        return Reason(ReasonKind.OTHER_LANGUAGE)
    return _missing(snapshot, asked, found)


def _says_otherwise(question: str, sentence: AnswerSentence) -> bool:
    if not may_turn_around(question, sentence.reading):
        return False
    from index.unanswered.premise import says_otherwise  # takes 30 ms, and most answers need none of it

    context = " ".join(part for part in (sentence.title, sentence.heading) if part)
    return says_otherwise(question, sentence.reading, context)


def _other_language(snapshot: Snapshot, question: str, found: Found) -> bool:
    """Return whether the question is in another language than the sentences found, and its words are not the notes'."""
    from index.unanswered.language import ENGLISH, language_of, telling_words  # takes 10 ms, most often for nothing

    language = language_of(question)
    if language in {ENGLISH, None} or any(language_of(each.reading) == language for each in found.sentences):
        return False
    words = [word for word in telling_words(question, language or "") if len(word) >= _FEWEST_LETTERS]
    known = [word for word in words if mentioned(snapshot, Subject(word, (word,)), found.documents)]
    return len(known) < max(_FEWEST_TELLING, len(words) / 2)


def _unknown_name(snapshot: Snapshot, asked: Sequence[Subject], found: Found) -> Reason | None:
    """Return which names and years of the question stand nowhere: the surest answer then is about something else."""
    named = [each for each in asked if each.is_name or each.is_year]
    if not named:
        return None
    near = Nearby(snapshot.stores.sentence_words, found.sentences)
    unknown = [each for each in named if not near.may_hold(each) and not mentioned(snapshot, each, found.documents)]
    if not unknown:
        return None
    return Reason(
        ReasonKind.MISSING_FACT,
        tuple(each.text for each in unknown),
        nowhere=True,
        filtered=found.documents is not None,
        known=tuple(each.text for each in named if near.holds(each)),
    )


def _missing(snapshot: Snapshot, asked: Sequence[Subject], found: Found) -> Reason | None:
    """Return which subjects of the question stand nowhere, or else in none of the sentences found."""
    if not asked:
        return None
    near = Nearby(snapshot.stores.sentence_words, found.sentences)
    known = tuple(each.text for each in asked if near.holds(each))
    unsaid = [each for each in asked if not near.may_hold(each)]
    nowhere = tuple(each.text for each in unsaid if not mentioned(snapshot, each, found.documents))
    filtered = found.documents is not None
    if nowhere and not known and 2 * len(nowhere) >= len(asked):
        return Reason(ReasonKind.NOTHING_LIKE_IT, nowhere, nowhere=True, filtered=filtered)
    if nowhere:
        return Reason(ReasonKind.MISSING_FACT, nowhere, nowhere=True, filtered=filtered, known=known)
    if known:
        return Reason(ReasonKind.MISSING_FACT, tuple(each.text for each in unsaid), filtered=filtered, known=known)
    return None
