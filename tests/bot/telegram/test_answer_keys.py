"""The buttons of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.answer_keys import answer_keys, answers_in
from bot.telegram.phrases import load_phrases
from bot.telegram.state.buttons import Action, Button
from index import Citation, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from index import AnswerSentence

PHRASES = load_phrases()


def test_an_answer_has_a_button_for_each_thing(sentence: AnswerSentence) -> None:
    """All about this answer, but for more, which goes on after every answer to the question."""
    buttons = [key.button for row in answer_keys((4, 9), (sentence,), PHRASES) for key in row]
    assert buttons == [
        Button(Action.MORE, "4,9"),
        Button(Action.CONTEXT, "9"),
        Button(Action.KEEP, "9"),
        Button(Action.SOURCE, "9:0"),
        Button(Action.RIGHT, "9"),
        Button(Action.WRONG, "9"),
    ]
    assert answers_in(buttons[0].argument) == (4, 9)


def test_what_shows_no_sentence_can_only_be_judged() -> None:
    """There is nothing to go on from."""
    buttons = [key.button.action for row in answer_keys((4,), (), PHRASES) for key in row]
    assert buttons == [Action.RIGHT, Action.WRONG]


def test_each_source_has_a_button_once(further: Callable[..., AnswerSentence]) -> None:
    """By the place of its first sentence; three of them at most, numbered where there are several."""
    names = ["a.md", "b.md", "a.md", "c.md", "d.md"]
    shown = [further(10, citation=Citation(name, Span(1, 2), "ab" * 32)) for name in names]
    row = answer_keys((9,), shown, PHRASES)[1]
    assert [key.button.argument for key in row] == ["9:0", "9:1", "9:3"]
    assert [key.label for key in row] == ["Source 1", "Source 2", "Source 3"]
