"""An answer's sentences, in groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.arrange import arrange

if TYPE_CHECKING:
    from collections.abc import Callable

    from index import AnswerSentence


def test_sentences_of_one_group_stand_in_the_documents_order(further: Callable[..., AnswerSentence]) -> None:
    """The better sentence is later in the document, and is shown later."""
    (group,) = arrange([further(500, confidence=0.9), further(100, confidence=0.2)])
    assert [sentence.citation.span.start for sentence in group.sentences] == [100, 500]


def test_the_group_of_the_best_sentence_comes_first(further: Callable[..., AnswerSentence]) -> None:
    """Groups are in the order of their best sentences, whatever their own numbers are."""
    groups = arrange([further(500, group=7), further(100, group=3), further(530, group=7)])
    assert [[sentence.citation.span.start for sentence in group.sentences] for group in groups] == [[500, 530], [100]]


def test_a_group_is_as_sure_as_its_best_sentence(further: Callable[..., AnswerSentence]) -> None:
    """Its confidence is the highest of its sentences'."""
    (group,) = arrange([further(500, confidence=0.2), further(100, confidence=0.9)])
    assert group.confidence == 0.9


def test_groups_are_numbered_on_from_where_one_says(further: Callable[..., AnswerSentence]) -> None:
    """Further sentences continue the numbers of those shown before."""
    groups = arrange([further(1, group=0), further(2, group=1)], first=4)
    assert [group.number for group in groups] == [4, 5]


def test_no_sentences_are_no_groups() -> None:
    """An empty answer has nothing to show."""
    assert arrange([]) == ()
