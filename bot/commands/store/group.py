"""`briefbot store`: its commands, with an example of each."""

import typer

from bot.command import Command, add_commands, examples, new_group
from bot.commands.store.copy import copy
from bot.flatten import flatten
from bot.stream import write_text

_COMMANDS = (
    Command(
        "copy",
        copy,
        (
            "briefbot store copy briefings/.briefbot milvus://localhost:19530/briefings",
            "briefbot store copy milvus://localhost:19530/briefings copied",
        ),
    ),
)


def build_store() -> typer.Typer:
    """Return the group of commands that are about shared indexes."""
    group = new_group("store")
    group.callback(invoke_without_command=True, epilog=examples(_COMMANDS[0].examples[:1]))(flatten(_root))
    add_commands(group, _COMMANDS)
    return group


def _root(context: typer.Context) -> int:
    """Share an index through Milvus, or fetch it back."""
    if context.invoked_subcommand is None:
        write_text(context.get_help())
    return 0
