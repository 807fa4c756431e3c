"""`briefbot telegram`: its commands, with an example of each."""

import typer

from bot.as_typed import NumberCommand
from bot.command import Command, add_commands, examples, new_group
from bot.commands.telegram.audit import audit
from bot.commands.telegram.bind import bind
from bot.commands.telegram.check import check
from bot.commands.telegram.groups import groups
from bot.commands.telegram.labels import labels
from bot.commands.telegram.pair import pair
from bot.commands.telegram.people import people
from bot.commands.telegram.revoke import revoke
from bot.commands.telegram.run import run
from bot.flatten import flatten
from bot.stream import write_text

_COMMANDS = (
    Command("check", check, ("briefbot telegram check",)),
    Command("run", run, ("briefbot telegram run",)),
    Command(
        "pair",
        pair,
        (
            "briefbot telegram pair",
            "briefbot telegram pair --role reader --source '2022/*' --tag trade",
        ),
    ),
    Command("people", people, ("briefbot telegram people",)),
    Command("groups", groups, ("briefbot telegram groups",)),
    Command(
        "bind",
        bind,
        (
            "briefbot telegram bind 123456789 --source '2022/*' --ceiling RESTRICTED",
            "briefbot telegram bind -1001234567890 --all",
        ),
        NumberCommand,
    ),
    Command(
        "revoke",
        revoke,
        ("briefbot telegram revoke 123456789", "briefbot telegram revoke -1001234567890"),
        NumberCommand,
    ),
    Command("audit", audit, ("briefbot telegram audit --since 2026-05",)),
    Command(
        "labels",
        labels,
        ("briefbot telegram labels --output asked.jsonl", "briefbot eval asked.jsonl"),
    ),
)


def build_telegram() -> typer.Typer:
    """Return the group of commands that are about Telegram."""
    group = new_group("telegram")
    first_steps = ("briefbot telegram check", "briefbot telegram run", "briefbot telegram pair")
    group.callback(invoke_without_command=True, epilog=examples(first_steps))(flatten(_root))
    add_commands(group, _COMMANDS)
    return group


def _root(context: typer.Context) -> int:
    """Answer in Telegram, and say who is answered.

    Ask @BotFather for a bot (/newbot) and put its token into BRIEFBOT_TELEGRAM_TOKEN, or into a file that only you can
    read and that BRIEFBOT_TELEGRAM_TOKEN_FILE names. Then `check` says what is missing, `run` answers, and `pair`
    prints a link that lets in whoever opens it first. Nobody else is answered. What else can be set stands in the
    table [telegram] of briefbot.toml.
    """
    if context.invoked_subcommand is None:
        write_text(context.get_help())
    return 0
