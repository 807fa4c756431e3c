"""Buttons under messages: what Telegram holds of each is a random number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.telegram.state.buttons import Button, Buttons


@dataclass(frozen=True, slots=True)
class Key:
    """A button as it is shown.

    Attributes:
        label: what stands on it.
        button: what it does.
    """

    label: str
    button: Button


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
