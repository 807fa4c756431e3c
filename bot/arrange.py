"""From an answer to what is shown of it: sentences that belong together, in the document's order, numbered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import AnswerSentence


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences of an answer that are shown together.

    Attributes:
        number: what a person calls it, from 1.
        sentences: in the document's order.
        confidence: that of its best sentence.
    """

    number: int
    sentences: tuple[AnswerSentence, ...]
    confidence: float


def arrange(sentences: Sequence[AnswerSentence], first: int = 1) -> tuple[Group, ...]:
    """Return an answer's sentences in groups, the group of the best sentence first.

    Args:
        sentences: best first; those with one `group` number belong together.
        first: the number of the first group.
    """
    members: dict[int, list[AnswerSentence]] = {}
    for sentence in sentences:
        members.setdefault(sentence.group, []).append(sentence)
    return tuple(
        Group(
            number,
            tuple(sorted(group, key=lambda sentence: (sentence.citation.source, sentence.citation.span))),
            max(sentence.confidence for sentence in group),
        )
        for number, group in enumerate(members.values(), first)
    )
