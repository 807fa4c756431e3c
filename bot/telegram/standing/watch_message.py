"""What a chat is told of a question that it watches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.answer_keys import answer_keys
from bot.telegram.answer_message import render_under
from bot.telegram.keyboards import Key
from bot.telegram.markup import LINE_END, bold, italic, joined
from bot.telegram.state.buttons import Action, Button

if TYPE_CHECKING:
    from bot.telegram.answer_message import AnswerMessage
    from bot.telegram.phrases import Phrases
    from index import Answer


def render_first(answer: Answer, phrases: Phrases) -> AnswerMessage | None:
    """Return what is said when a watch begins that is answered; None where it is not answered yet."""
    if not answer.answered or not answer.answers:
        return None
    return render_under(bold(phrases.say("watch.now")), answer.answers[0], phrases)


def render_better(question: str, answer: Answer, phrases: Phrases, *, answered_before: bool) -> AnswerMessage:
    """Return what is said when a briefing answers a watched question, for the first time or better than before."""
    said = phrases.say("watch.better") if answered_before else phrases.say("watch.answered")
    return render_under(joined((bold(said), italic(question)), LINE_END), answer.answers[0], phrases)


def watch_keys(watch: int, shown: int, message: AnswerMessage, phrases: Phrases) -> list[list[Key]]:
    """Return rows of buttons: those of an answer, and one that ends the watch.

    Args:
        watch: its number.
        shown: the number of the answer that the message shows.
        message: what is sent.
        phrases: the words of the interface.
    """
    return [*answer_keys((shown,), message.shown, phrases), [stop_key(watch, phrases)]]


def stop_key(watch: int, phrases: Phrases) -> Key:
    """Return a button that ends a watch."""
    return Key(phrases.say("watch.stop"), Button(Action.UNWATCH, str(watch)))
