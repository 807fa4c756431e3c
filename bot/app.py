"""The command line as a whole: its commands, with an example of each."""

from typing import Annotated

import typer

from bot.command import Command, add_commands, examples, new_group
from bot.commands.ask import ask
from bot.commands.chat import chat
from bot.commands.doctor import doctor
from bot.commands.eval import evaluate
from bot.commands.index import index
from bot.commands.mcp import mcp
from bot.commands.serve import serve
from bot.commands.show import show
from bot.commands.status import status
from bot.commands.store.group import build_store
from bot.commands.telegram.group import build_telegram
from bot.commands.verify import verify
from bot.commands.watch import watch
from bot.flatten import flatten
from bot.options import Place
from bot.stream import write_text

_COMMANDS = (
    Command(
        "ask",
        ask,
        (
            "briefbot ask what did the two leaders agree",
            "briefbot ask what did the two leaders agree --top-k 1 --explain",
            "echo who signed it | briefbot ask - --json",
        ),
    ),
    Command("chat", chat, ("briefbot chat", "echo what did the two leaders agree | briefbot chat")),
    Command("index", index, ("briefbot index", "briefbot index --compact", "briefbot index --rebuild")),
    Command("watch", watch, ("briefbot watch",)),
    Command("status", status, ("briefbot status",)),
    Command("show", show, ("briefbot show 2022/leaders-meeting.md --at 754-922",)),
    Command("verify", verify, ("briefbot verify", "briefbot verify '2022/leaders-meeting.md#754-922@2501cb7b'")),
    Command(
        "eval",
        evaluate,
        (
            "briefbot eval tests/data/sample_questions.jsonl --output before.jsonl",
            "briefbot eval tests/data/sample_questions.jsonl --against before.jsonl",
            "briefbot eval tests/data/paraphrased_questions.jsonl --misses --max-risk 0.2",
            "briefbot eval tests/data/sample_questions.jsonl --fit",
        ),
    ),
    Command("doctor", doctor, ("briefbot doctor",)),
    Command(
        "serve",
        serve,
        (
            "briefbot serve",
            "(umask 077; openssl rand -hex 32 > token.txt); briefbot serve --http 8642 --token-file token.txt",
        ),
    ),
    Command("mcp", mcp, ("briefbot mcp", "briefbot mcp --ceiling RESTRICTED")),
)


def build_app() -> typer.Typer:
    """Return the command line, which takes arguments and returns an exit status."""
    app = new_group("briefbot")
    app.callback(invoke_without_command=True, epilog=examples(_COMMANDS[0].examples[:1]))(flatten(_root))
    add_commands(app, _COMMANDS)
    app.add_typer(build_telegram(), name="telegram")
    app.add_typer(build_store(), name="store")
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
