"""A button works for whom and where it was made, as long as it lasts; whatever else is sent does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bot_scene import SAY
from scene_notes import HONEY

from bot.telegram.state.buttons import LIFE_SECONDS, Action, Button

if TYPE_CHECKING:
    from bot_scene import Scene
    from local_api.messages import Message

STALE = SAY("button.stale")
NOT_YOURS = SAY("button.not_yours")


def data_of(message: Message, label: str) -> str:
    """Return what Telegram holds of a button."""
    return str(message.button(label)["callback_data"])


def test_what_telegram_holds_of_a_button_says_nothing(scene: Scene) -> None:
    """Each is another random number of 64 bytes at most."""
    ada = scene.person()
    messages = [scene.answer(ada, HONEY) for _ in range(2)]
    data = [str(button["callback_data"]) for message in messages for row in message.keyboard for button in row]
    assert len(set(data)) == len(data)
    assert all(len(one) == 22 for one in data)


@pytest.mark.parametrize("data", ["", "x", "x" * 64, "x" * 300, "more", "1", "'; DROP TABLE button", "\u202e", "none"])
def test_forged_data_is_stale(scene: Scene, data: str) -> None:
    """Whatever it is."""
    ada = scene.person()
    answer = scene.answer(ada, HONEY)
    before = len(scene.api.messages_to(ada))
    assert scene.press_forged(ada, answer, data) == STALE
    assert len(scene.api.messages_to(ada)) == before


@pytest.mark.parametrize("label", ["More", "Context", "👍 Right"])
def test_anothers_button_does_nothing(scene: Scene, label: str) -> None:
    """In the group where both are, it says whose it is; elsewhere it is as good as forged."""
    ada, bob = scene.person(), scene.person(name="Bob")
    group = scene.group(ada, bob)
    answer = scene.answer(ada, "/ask " + HONEY, group)
    before = len(scene.api.messages_to(group))
    assert scene.press(bob, answer, label) == NOT_YOURS
    own = scene.answer(bob, HONEY)
    assert scene.press_forged(bob, own, data_of(answer, label)) == STALE
    assert len(scene.api.messages_to(group)) == before
    assert len(scene.api.messages_to(bob)) == 1
    assert scene.parts.labels.everything() == ()


def test_ones_own_button_works_in_its_chat_alone(scene: Scene) -> None:
    """What was answered in private is not shown to a group, and the other way round."""
    ada = scene.person()
    group = scene.group(ada)
    private, public = scene.answer(ada, HONEY), scene.answer(ada, "/ask " + HONEY, group)
    assert scene.press_forged(ada, public, data_of(private, "Context")) == STALE
    assert scene.press_forged(ada, private, data_of(public, "Context")) == STALE
    assert scene.press(ada, private, "Context") == ""


def test_a_button_expires(scene: Scene) -> None:
    """To the second."""
    ada = scene.person()
    answer = scene.answer(ada, HONEY)
    scene.clock.at += LIFE_SECONDS - 1
    assert scene.press(ada, answer, "👍 Right") == SAY("judge.thanks")
    scene.clock.at += 1
    assert scene.press(ada, answer, "👍 Right") == STALE


def test_a_button_works_more_than_once(scene: Scene) -> None:
    """What it does can be undone by nobody else."""
    ada = scene.person()
    answer = scene.answer(ada, HONEY)
    assert [scene.press(ada, answer, "Context") for _ in range(2)] == ["", ""]
    assert len(scene.api.messages_to(ada)) == 3


def test_a_button_under_a_message_that_is_deleted_meanwhile_works(scene: Scene) -> None:
    """What it sends is a reply to nothing then."""
    ada = scene.person()
    answer = scene.answer(ada, HONEY)
    scene.api.delete(answer)
    assert scene.press(ada, answer, "Context") == ""
    (sent,) = scene.api.messages_to(ada)
    assert sent.reply_to is None


def test_a_button_under_an_inline_result_is_nobodys(scene: Scene) -> None:
    """The bot sends none: it has no chat, and is not answered."""
    ada = scene.person()
    scene.say(ada, "/help")
    before = len(scene.api.calls)
    query = {"id": "1", "from": ada.as_json(), "chat_instance": "1", "inline_message_id": "2", "data": "3"}
    scene.hand({"update_id": 1, "callback_query": query})
    assert len(scene.api.calls) == before


def test_a_button_that_fails_does_not_turn_for_ever(scene: Scene) -> None:
    """Telegram is answered all the same, and the person gets a reference."""
    ada = scene.person()
    answer = scene.answer(ada, HONEY)
    (data,) = scene.parts.buttons.make(ada.id, ada.id, [Button(Action.CONTEXT, "no number")], scene.clock.at)
    assert scene.press_forged(ada, answer, data) == ""
    assert "reference" in scene.api.messages_to(ada)[-1].text
    assert [type(error) for error in scene.errors] == [ValueError]
    scene.errors.clear()


def test_a_press_that_is_answered_too_late_is_done(scene: Scene) -> None:
    """Telegram takes no answer after a quarter of a minute; what the button does is done, and nobody is alarmed."""
    ada = scene.person()
    answer = scene.answer(ada, HONEY)
    scene.api.expect_refused("answerCallbackQuery", "query is too old")
    scene.api.press(ada, answer, "Context")
    scene.api.put_clock_forward(60)
    scene.deliver()
    assert len(scene.api.messages_to(ada)) == 2
