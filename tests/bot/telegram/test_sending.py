"""How messages are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram.error import BadRequest

from bot.telegram.sending import edit_html

if TYPE_CHECKING:
    from bot_scene import Scene


def test_the_same_as_before_is_no_error_and_others_are(scene: Scene) -> None:
    """An edited question may have the same answer; a message that is gone is another matter."""
    scene.api.expect_refused("editMessageText", "message is not modified")
    scene.api.expect_refused("editMessageText", "message to edit not found")
    ada = scene.person()
    sent = scene.answer(ada, "/sources")
    bot = scene.application.bot
    scene.run(edit_html(bot, ada.id, sent.id, "<b>Other words</b>", None))
    scene.run(edit_html(bot, ada.id, sent.id, "<b>Other words</b>", None))
    now = scene.api.now(sent)
    assert now is not None
    assert (now.text, now.buttons) == ("Other words", ())
    with pytest.raises(BadRequest, match=r"(?i)not found"):
        scene.run(edit_html(bot, ada.id, 999, "<b>Other words</b>", None))


def test_nothing_that_is_sent_shows_a_preview_of_a_link(scene: Scene) -> None:
    """What is behind an address in a note is nobody's business here: whoever runs it would learn of each answer."""
    ada = scene.person()
    answer = scene.answer(ada, "when does office 3 open?")
    for label in ("Context", "More"):
        scene.press(ada, answer, label)
    for text in ("/help", "/sources", "/source honey", "/settings", "/privacy"):
        scene.say(ada, text)
    for call in scene.api.calls_of("sendMessage") + scene.api.calls_of("editMessageText"):
        assert call.parameters["link_preview_options"] == {"is_disabled": True}, call


def test_a_message_that_was_deleted_is_answered_all_the_same(scene: Scene) -> None:
    """The answer stands alone then."""
    ada = scene.person()
    asked = scene.api.say(ada, "/help")
    scene.api.delete(asked)
    (answer,) = scene.after(asked)
    assert answer.reply_to is None
