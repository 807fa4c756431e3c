"""The buttons of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.keyboards import Key
from bot.telegram.state.buttons import Action, Button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.telegram.phrases import Phrases
    from index import AnswerSentence

_MOST_SOURCES = 3


def answer_keys(answers: Sequence[int], shown: Sequence[AnswerSentence], phrases: Phrases) -> list[list[Key]]:
    """Return rows of buttons.

    Args:
        answers: numbers of the answers to one question that have been shown, the last of them the one with the
            buttons.
        shown: the sentences in it.
        phrases: the words of the interface.
    """
    this = str(answers[-1])
    more = Key(phrases.say("button.more"), Button(Action.MORE, ",".join(map(str, answers))))
    judge = [
        Key(phrases.say("button.right"), Button(Action.RIGHT, this)),
        Key(phrases.say("button.wrong"), Button(Action.WRONG, this)),
    ]
    if not shown:
        return [judge]
    context = Key(phrases.say("button.context"), Button(Action.CONTEXT, this))
    keep = Key(phrases.say("button.keep"), Button(Action.KEEP, this))
    return [[more, context, keep], _sources(this, shown, phrases), judge]


def _sources(this: str, shown: Sequence[AnswerSentence], phrases: Phrases) -> list[Key]:
    """Return a button for each of the first sources."""
    first: dict[str, int] = {}
    for place, sentence in enumerate(shown):
        first.setdefault(sentence.citation.source, place)
    buttons = [Button(Action.SOURCE, f"{this}:{place}") for place in list(first.values())[:_MOST_SOURCES]]
    if len(buttons) == 1:
        return [Key(phrases.say("button.source"), buttons[0])]
    return [Key(phrases.say("button.source_number", number=n), button) for n, button in enumerate(buttons, 1)]


def answers_in(argument: str) -> tuple[int, ...]:
    """Return the numbers of answers in a button's argument."""
    return tuple(int(number) for number in argument.split(","))
