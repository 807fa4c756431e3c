"""What nobody asked for just now goes where it can, and what stands for a chat that is gone ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram.error import BadRequest

from bot.telegram.standing.telling import Telling
from bot.telegram.state.keeps import Keep
from bot.telegram.state.watches import Told, Watch

if TYPE_CHECKING:
    from bot_scene import Scene

NOBODY = 999_999


@pytest.fixture
def telling(scene: Scene) -> Telling:
    """Return what tells chats, of which two people's stand for something."""
    return Telling(scene.application.bot, scene.parts.watches, scene.parts.keeps)


def stand(scene: Scene, chat: int) -> None:
    """Let something stand for a chat."""
    scene.parts.watches.add(Watch(0, chat, 7, "when?", "en", Told()), scene.clock.at)
    scene.parts.keeps.add([Keep(0, chat, 7, "a.md#0-4@0123abcd", "Yes.", "en", "")], scene.clock.at)


def standing(scene: Scene) -> set[int]:
    """Return the chats for which something stands."""
    watches, keeps = scene.parts.watches.everything(), scene.parts.keeps.everything()
    assert {watch.chat for watch in watches} == {keep.chat for keep in keeps}
    return {watch.chat for watch in watches}


def test_a_chat_is_told_in_html(scene: Scene, telling: Telling) -> None:
    """The number of the message is known; what stands for the chat goes on."""
    ada = scene.person()
    scene.say(ada, "/help")
    stand(scene, ada.id)
    number = scene.run(telling.tell(ada.id, "<b>Changed:</b> &lt;"))
    message = scene.api.messages_to(ada)[-1]
    assert (message.id, message.text) == (number, "Changed: <")
    assert standing(scene) == {ada.id}


def test_a_chat_that_has_blocked_the_bot_is_given_up(scene: Scene, telling: Telling) -> None:
    """With all that stands for it, and nothing of others."""
    ada = scene.person()
    scene.say(ada, "/help")
    scene.api.block(ada)
    for chat in (ada.id, 7):
        stand(scene, chat)
    scene.api.expect_refused("sendMessage", "blocked")
    assert scene.run(telling.tell(ada.id, "Changed")) is None
    assert standing(scene) == {7}


def test_a_group_that_put_the_bot_out_is_given_up(scene: Scene, telling: Telling) -> None:
    """As a chat that blocked it."""
    ada = scene.person()
    group = scene.group(ada)
    stand(scene, group.id)
    scene.api.remove_bot(group, ada)
    scene.api.expect_refused("sendMessage", "kicked")
    assert scene.run(telling.tell(group.id, "Changed")) is None
    assert standing(scene) == set()


def test_a_chat_that_is_gone_is_given_up(scene: Scene, telling: Telling) -> None:
    """An account that was deleted, a chat that nobody knows."""
    stand(scene, NOBODY)
    scene.api.expect_refused("sendMessage", "chat not found")
    assert scene.run(telling.tell(NOBODY, "Changed")) is None
    assert standing(scene) == set()


def test_what_is_wrong_with_a_message_gives_up_no_chat(scene: Scene, telling: Telling) -> None:
    """That is a fault here."""
    ada = scene.person()
    scene.say(ada, "/help")
    stand(scene, ada.id)
    scene.api.expect_refused("sendMessage", "")
    with pytest.raises(BadRequest):
        scene.run(telling.tell(ada.id, "<b>Changed"))
    assert standing(scene) == {ada.id}
