"""What is said at the start, to a new conversation, and when something goes wrong."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

import pytest
from bot_scene import SAY
from scene_notes import FERRY, HONEY
from telegram.error import BadRequest

from bot.telegram.access import Binding, Role

if TYPE_CHECKING:
    from bot_scene import Scene


@pytest.mark.parametrize("role", list(Role))
def test_help_offers_each_what_they_may_use(scene: Scene, role: Role) -> None:
    """Commands of owners to owners alone, uploads to who may."""
    text = scene.answer(scene.person(role), "/help").text
    assert ("/audit" in text) is (role is Role.OWNER)
    assert (SAY("help.upload") in text) is role.includes(Role.CONTRIBUTOR)
    assert "/settings" in text


def test_help_in_a_group_is_about_groups(scene: Scene) -> None:
    """How the bot is spoken to there, and no command that works in private alone."""
    ada = scene.person(Role.OWNER)
    text = scene.answer(ada, "/help", scene.group(ada)).text
    assert "@briefbot_test_bot" in text
    assert "/audit" not in text


def test_start_without_a_code_is_help(scene: Scene) -> None:
    """To who is paired already."""
    assert scene.answer(scene.person(), "/start").text.startswith(SAY("help.head"))


def test_who_is_paired_for_a_part_is_told_so(scene: Scene) -> None:
    """The welcome does not promise everything."""
    bob = scene.person(None)
    scene.person(Role.OWNER)
    code = scene.parts.book.pairings.make_code(scene.clock.at, Role.READER, Binding(ceiling="OFFICIAL"))
    assert scene.answer(bob, f"/start {code}").text == SAY("access.welcome_to_part", role="reader")


def test_who_is_paired_is_so_though_the_commands_cannot_be_listed(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are a convenience: no reference, no word of trouble."""

    async def refuse(*_: object) -> None:
        raise BadRequest("BOT_COMMANDS_TOO_MUCH")

    monkeypatch.setattr("bot.telegram.handlers.redeem.publish_commands", refuse)
    said = scene.say(scene.person(None), f"/start {scene.parts.book.pairings.make_code(scene.clock.at)}")
    assert [message.text for message in said] == [SAY("access.welcome", role="owner")]


def test_new_forgets_the_conversation(scene: Scene) -> None:
    """The next question follows nothing; another person's conversation goes on."""
    ada, bob = scene.person(), scene.person(name="Bob")
    for person in (ada, bob):
        scene.say(person, FERRY)
    assert scene.answer(ada, "/new").text == SAY("new.done")
    follow_up = "and how many passengers does it carry?"
    assert not scene.answer(ada, follow_up).text.startswith("Understood as")
    assert scene.answer(bob, follow_up).text.startswith("Understood as")


def test_an_error_shows_a_reference_and_the_log_has_the_rest(
    scene: Scene, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person learns nothing of what was wrong; the next question is answered."""
    ada = scene.person()
    monkeypatch.setattr("bot.telegram.answering.render_message", lambda *_, **__: 1 / 0)
    with caplog.at_level(logging.ERROR):
        said = scene.answer(ada, HONEY).text
    reference = re.search(r"reference: ([0-9a-f]{8})$", said)
    assert reference is not None
    assert "division" not in said
    assert reference[1] in caplog.text
    assert "ZeroDivisionError" in caplog.text
    monkeypatch.undo()
    assert "reference:" not in scene.answer(ada, HONEY).text
    scene.errors.clear()
