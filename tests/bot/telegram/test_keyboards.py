"""Buttons under messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot_scene import NOW

from bot.telegram.keyboards import Key, Keyboards
from bot.telegram.state.buttons import LIFE_SECONDS, Action, Button, Buttons, Refusal

if TYPE_CHECKING:
    from bot.telegram.state.database import Database

MORE, RIGHT, WRONG = (Key(action, Button(action)) for action in (Action.MORE, Action.RIGHT, Action.WRONG))


def test_rows_stay_rows_and_each_button_does_its_own(database: Database) -> None:
    """Empty rows are left out; what Telegram holds is looked up for the person and the chat."""
    buttons = Buttons(database)
    keyboard = Keyboards(buttons, lambda: NOW).make(-5, 7, [[MORE], [], [RIGHT, WRONG]])
    assert keyboard is not None
    assert [[key.text for key in row] for row in keyboard.inline_keyboard] == [["more"], ["right", "wrong"]]
    data = [str(key.callback_data) for row in keyboard.inline_keyboard for key in row]
    assert [buttons.press(one, -5, 7, NOW) for one in data] == [MORE.button, RIGHT.button, WRONG.button]
    assert buttons.press(data[0], -5, 7, NOW + LIFE_SECONDS) is Refusal.STALE


def test_no_buttons_are_no_keyboard(database: Database) -> None:
    """Telegram is not sent an empty one."""
    assert Keyboards(Buttons(database), lambda: NOW).make(-5, 7, [[], []]) is None
