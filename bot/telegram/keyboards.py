"""Buttons under messages: what Telegram holds of each is a random number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.state.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.telegram.phrases import Phrases
    from bot.telegram.state.buttons import Action, Buttons


@dataclass(frozen=True, slots=True)
class Key:
    """A button as it is shown.

    Attributes:
        label: what stands on it.
        button: what it does.
    """

    label: str
    button: Button


def turning_keys(turn: Action, first: int, per_page: int, more: bool, phrases: Phrases) -> list[Key]:
    """Return the buttons that turn to the pages before and after one, as far as there are any.

    Args:
        turn: what they do; their argument is the place of the page's first entry.
        first: the place of this page's first entry, from 0.
        per_page: how many entries a page has.
        more: whether there are entries after this page.
        phrases: the words of the interface.
    """
    keys = []
    if first:
        keys.append(Key(phrases.say("button.back"), Button(turn, str(max(first - per_page, 0)))))
    if more:
        keys.append(Key(phrases.say("button.next"), Button(turn, str(first + per_page))))
    return keys


@dataclass(frozen=True, slots=True)
class Keyboards:
    """Makes buttons.

    Attributes:
        buttons: where it is kept what each does.
        now: seconds since the epoch.
    """

    buttons: Buttons
    now: Callable[[], float]

    def make(self, chat: int, person: int, rows: Sequence[Sequence[Key]]) -> InlineKeyboardMarkup | None:
        """Return rows of buttons in a chat that work for one person; None where there are none."""
        keys = [key for row in rows for key in row]
        if not keys:
            return None
        ids = iter(self.buttons.make(chat, person, [key.button for key in keys], self.now()))
        return InlineKeyboardMarkup(
            [[InlineKeyboardButton(key.label, callback_data=next(ids)) for key in row] for row in rows if row]
        )
