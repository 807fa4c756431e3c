"""The commands that Telegram offers, to each what they may use."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from telegram.ext import CommandHandler

from bot.telegram.access import Role
from bot.telegram.commands import (
    FOR_ANYBODY,
    FOR_GROUPS,
    FOR_OWNERS,
    FOR_READERS,
    commands_of,
    publish_all,
    publish_commands,
    withdraw_commands,
)

if TYPE_CHECKING:
    from bot_scene import Scene


def offered(scene: Scene, scope: dict[str, object], language: str = "") -> tuple[str, ...]:
    """Return the commands of a scope."""
    return tuple(command["command"] for command in scene.api.commands(scope, language))


def test_every_command_that_is_offered_is_handled_and_the_other_way_round(scene: Scene) -> None:
    """But for /allow, which only an owner needs, once."""
    handled = {
        name
        for handlers in scene.application.handlers.values()
        for handler in handlers
        if isinstance(handler, CommandHandler)
        for name in handler.commands
    }
    assert {*FOR_ANYBODY, *FOR_GROUPS, *FOR_READERS, *FOR_OWNERS} == handled - {"allow"}


def test_each_scope_has_its_own(scene: Scene) -> None:
    """Strangers see that there is a bot, groups what works there, owners what is theirs; in every language."""
    reader, owner = scene.person(), scene.person(Role.OWNER)
    for person in (reader, owner):
        scene.say(person, "/help")
    scene.run(publish_all(scene.application.bot, scene.parts.book.pairings.everybody()))
    for language in ("", "en"):
        assert offered(scene, {"type": "all_private_chats"}, language) == FOR_ANYBODY
        assert offered(scene, {"type": "all_group_chats"}, language) == FOR_GROUPS
        assert offered(scene, {"type": "chat", "chat_id": reader.id}, language) == FOR_READERS
        assert offered(scene, {"type": "chat", "chat_id": owner.id}, language) == FOR_OWNERS


def test_who_is_not_known_to_telegram_keeps_nobody_else_from_theirs(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    """A person who has deleted their account is passed over."""
    scene.api.expect_refused("setMyCommands", "chat not found")
    gone, here = scene.person(), scene.person()
    scene.say(here, "/help")
    with caplog.at_level(logging.INFO):
        scene.run(publish_all(scene.application.bot, scene.parts.book.pairings.everybody()))
    assert offered(scene, {"type": "chat", "chat_id": here.id}) == FOR_READERS
    assert f"the commands of {gone.id} are not listed" in caplog.text


def test_what_was_offered_is_taken_back(scene: Scene) -> None:
    """In every language."""
    ada = scene.person()
    scene.say(ada, "/help")
    scene.run(publish_commands(scene.application.bot, ada.id, Role.READER))
    scene.run(withdraw_commands(scene.application.bot, ada.id))
    for language in ("", "en"):
        assert offered(scene, {"type": "chat", "chat_id": ada.id}, language) == ()


@pytest.mark.parametrize("role", list(Role))
def test_only_owners_are_offered_what_is_for_owners(role: Role) -> None:
    """The others would be refused."""
    for_owners = {"status", "audit", "pair", "people", "revoke"}
    assert (for_owners <= set(commands_of(role))) is (role is Role.OWNER)
    assert role is Role.OWNER or not for_owners & set(commands_of(role))
