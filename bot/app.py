"""The command line as a whole: its commands, with an example of each."""

from typing import Annotated

import typer

from bot.command import Listed, add_commands, examples, load, new_group
from bot.flatten import flatten
from bot.options import Place
from bot.stream import write_text

_COMMANDS = (
    Listed(
        "ask",
        "bot.commands.ask:ask",
        (
            "briefbot ask what did the two leaders agree",
            "briefbot ask what did the two leaders agree --top-k 1 --explain",
            "echo who signed it | briefbot ask - --json",
        ),
    ),
    Listed("chat", "bot.commands.chat:chat", ("briefbot chat", "echo what did the two leaders agree | briefbot chat")),
    Listed(
        "index", "bot.commands.index:index", ("briefbot index", "briefbot index --compact", "briefbot index --rebuild")
    ),
    Listed("watch", "bot.commands.watch:watch", ("briefbot watch",)),
    Listed("status", "bot.commands.status:status", ("briefbot status",)),
    Listed("show", "bot.commands.show:show", ("briefbot show 2022/leaders-meeting.md --at 754-922",)),
    Listed(
        "verify",
        "bot.commands.verify:verify",
        ("briefbot verify", "briefbot verify '2022/leaders-meeting.md#754-922@2501cb7b'"),
    ),
    Listed(
        "eval",
        "bot.commands.eval:evaluate",
        (
            "briefbot eval tests/data/sample_questions.jsonl --output before.jsonl",
            "briefbot eval tests/data/sample_questions.jsonl --against before.jsonl",
            "briefbot eval tests/data/paraphrased_questions.jsonl --misses --max-risk 0.2",
            "briefbot eval tests/data/sample_questions.jsonl --fit",
        ),
    ),
    Listed("doctor", "bot.commands.doctor:doctor", ("briefbot doctor",)),
    Listed(
        "serve",
        "bot.commands.serve:serve",
        (
            "briefbot serve",
            "(umask 077; openssl rand -hex 32 > token.txt); briefbot serve --http 8642 --token-file token.txt",
        ),
    ),
    Listed("mcp", "bot.commands.mcp:mcp", ("briefbot mcp", "briefbot mcp --ceiling RESTRICTED")),
)


_GROUPS = {
    "telegram": "bot.commands.telegram.group:build_telegram",
    "store": "bot.commands.store.group:build_store",
}


def build_app(asked: str = "") -> typer.Typer:
    """Return the command line, which takes arguments and returns an exit status.

    Args:
        asked: its first argument. Where that is a command or a group, there is no other: their imports take longer than
            those of all that `ask` needs of the command line.
    """
    commands = [listed for listed in _COMMANDS if listed.name == asked]
    groups = [name for name in _GROUPS if name == asked]
    if not commands and not groups:
        commands, groups = list(_COMMANDS), list(_GROUPS)
    app = new_group("briefbot")
    app.callback(invoke_without_command=True, epilog=examples(_COMMANDS[0].examples[:1]))(flatten(_root))
    add_commands(app, [listed.load() for listed in commands])
    for name in groups:
        app.add_typer(load(_GROUPS[name])(), name=name)
    return app


def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    *,
    place: Place,
) -> int:
    """Answer questions over a folder of briefing notes with the notes' own sentences, each with its source."""
    if version:
        from bot.version import program_version

        write_text(f"briefbot {program_version()}")
    elif context.invoked_subcommand is None:
        write_text(context.get_help())
    context.obj = place
    return 0
