"""A button is a random number, bound to a person and a chat, that expires."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.telegram.state.buttons import LIFE_SECONDS, Action, Button, Buttons, Refusal
from bot.telegram.state.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = 1_790_000_000.0
MORE, ERASE = Button(Action.MORE, "1,2"), Button(Action.ERASE)


@pytest.fixture
def buttons(database: Database) -> Iterator[Buttons]:
    """Yield the buttons of an empty database."""
    return Buttons(database)


def test_each_button_does_its_own(buttons: Buttons) -> None:
    """By a number of 128 random bits that says nothing, within the 64 bytes that Telegram takes."""
    made = buttons.make(-5, 7, [MORE, ERASE, MORE], NOW)
    assert [buttons.press(data, -5, 7, NOW) for data in made] == [MORE, ERASE, MORE]
    assert len(set(made)) == 3
    assert {len(data.encode()) for data in made} == {22}


@pytest.mark.parametrize(
    ("chat", "person", "found"),
    [(-5, 7, MORE), (-5, 8, Refusal.NOT_YOURS), (-6, 7, Refusal.STALE), (7, 7, Refusal.STALE), (-6, 8, Refusal.STALE)],
)
def test_a_button_is_bound_to_its_person_and_its_chat(
    buttons: Buttons, chat: int, person: int, found: Button | Refusal
) -> None:
    """In another chat it is as good as forged, whoever presses."""
    (data,) = buttons.make(-5, 7, [MORE], NOW)
    assert buttons.press(data, chat, person, NOW) == found


@pytest.mark.parametrize("data", ["", "x", "%", "' OR 1=1 --", "\ud800", "x" * 9_999])
def test_what_is_no_button_is_stale(buttons: Buttons, data: str) -> None:
    """Whatever it is."""
    buttons.make(-5, 7, [MORE], NOW)
    if data == "\ud800":
        data = data.encode("utf-8", "replace").decode()
    assert buttons.press(data, -5, 7, NOW) is Refusal.STALE


def test_a_button_expires_and_keeps_its_time_across_restarts(database: Database, buttons: Buttons) -> None:
    """To the second."""
    (data,) = buttons.make(-5, 7, [MORE], NOW)
    with Database(database.path.parent) as again:
        assert Buttons(again).press(data, -5, 7, NOW + LIFE_SECONDS - 1) == MORE
        assert Buttons(again).press(data, -5, 7, NOW + LIFE_SECONDS) is Refusal.STALE


def test_every_action_has_somebody_who_does_it(buttons: Buttons) -> None:
    """What is kept of an action is its word, which is read back."""
    made = buttons.make(-5, 7, [Button(action) for action in Action], NOW)
    assert [buttons.press(data, -5, 7, NOW) for data in made] == [Button(action) for action in Action]
