"""Methods about the bot itself: what it is, its commands, its names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from local_api.refusal import bad_request
from local_api.world import command_scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from local_api.arguments import Arguments
    from local_api.world import World

# https://core.telegram.org/bots/api#botcommand and https://core.telegram.org/bots/api#setmycommands
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_MOST_DESCRIPTION, _MOST_COMMANDS = 256, 100
# https://core.telegram.org/bots/api#setmyname and those after it
MOST_UNITS = {"name": 64, "description": 512, "short_description": 120}


def get_me(world: World, given: Arguments) -> object:
    """Return the bot."""
    powers = world.powers
    return world.bot.as_json() | {
        "can_join_groups": powers.can_join_groups,
        "can_read_all_group_messages": powers.can_read_all_group_messages,
        "supports_inline_queries": powers.supports_inline_queries,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_commands(world: World, given: Arguments) -> object:
    """Return True; the menu of a scope shows the commands."""
    commands = given.values["commands"]
    if len(commands) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= _MOST_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_scope(world, given)] = commands
    return True


def delete_commands(world: World, given: Arguments) -> object:
    """Return True; a scope has no commands of its own."""
    world.commands.pop(_scope(world, given), None)
    return True


def get_commands(world: World, given: Arguments) -> object:
    """Return a scope's commands."""
    return world.commands.get(_scope(world, given), [])


def getter(name: str) -> Callable[[World, Arguments], object]:
    """Return the method that gives one of the bot's descriptions of itself."""

    def get(world: World, given: Arguments) -> object:
        default = world.bot.first_name if name == "name" else ""
        return {name: world.profile.get((name, given.text("language_code")), default)}

    return get


def setter(name: str) -> Callable[[World, Arguments], object]:
    """Return the method that changes one of the bot's descriptions of itself."""

    def change(world: World, given: Arguments) -> object:
        if len(given.text(name)) > MOST_UNITS[name]:
            raise bad_request(f"{name} is too long")
        world.profile[name, given.text("language_code")] = given.text(name)
        return True

    return change


def get_menu_button(world: World, given: Arguments) -> object:
    """Return the button beside the field where people type: always the commands."""
    return {"type": "commands"}


def _scope(world: World, given: Arguments) -> tuple[str, str]:
    scope = given.values.get("scope")
    if scope and "chat_id" in scope:
        world.chats.find(scope["chat_id"])
    return command_scope(scope, given.text("language_code"))
