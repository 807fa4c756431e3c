"""The command line as a whole: its commands, with an example of each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import typer

from bot.as_typed import AsTypedCommand, AsTypedGroup
from bot.commands.ask import ask
from bot.commands.chat import chat
from bot.commands.doctor import doctor
from bot.commands.eval import evaluate
from bot.commands.index import index
from bot.commands.show import show
from bot.commands.status import status
from bot.commands.verify import verify
from bot.commands.watch import watch
from bot.flatten import flatten
from bot.options import Place
from bot.stream import write_text


@dataclass(frozen=True, slots=True)
class _Command:
    """A command, and what its help shows: examples that work when pasted where the sample notes are."""

    name: str
    run: Callable[..., int]
    examples: tuple[str, ...]


_COMMANDS = (
    _Command(
        "ask",
        ask,
        (
            "briefbot ask what did the two leaders agree",
            "briefbot ask what did the two leaders agree --top-k 1 --explain",
            "echo who signed it | briefbot ask - --json",
        ),
    ),
    _Command("chat", chat, ("briefbot chat", "echo what did the two leaders agree | briefbot chat")),
    _Command("index", index, ("briefbot index", "briefbot index --rebuild")),
    _Command("watch", watch, ("briefbot watch",)),
    _Command("status", status, ("briefbot status",)),
    _Command("show", show, ("briefbot show 2022/leaders-meeting.md --at 754-922",)),
    _Command("verify", verify, ("briefbot verify", "briefbot verify '2022/leaders-meeting.md#754-922@2501cb7b'")),
    _Command(
        "eval",
        evaluate,
        (
            "briefbot eval tests/data/sample_questions.jsonl --output before.jsonl",
            "briefbot eval tests/data/sample_questions.jsonl --against before.jsonl",
            "briefbot eval tests/data/paraphrased_questions.jsonl --misses --max-risk 0.2",
            "briefbot eval tests/data/sample_questions.jsonl --fit",
        ),
    ),
    _Command("doctor", doctor, ("briefbot doctor",)),
)


def build_app() -> typer.Typer:
    """Return the command line, which takes arguments and returns an exit status."""
    app = typer.Typer(
        name="briefbot",
        cls=AsTypedGroup,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True, epilog=_examples(_COMMANDS[0].examples[:1]))(flatten(_root))
    for command in _COMMANDS:
        app.command(command.name, cls=AsTypedCommand, epilog=_examples(command.examples))(flatten(command.run))
    return app


def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    *,
    place: Place,
) -> int:
    """Answer questions over a folder of briefing notes with the notes' own sentences, each with its source."""
    if version:
        write_text(f"briefbot {_version()}")
    elif context.invoked_subcommand is None:
        write_text(context.get_help())
    context.obj = place
    return 0


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("briefbot")
    except PackageNotFoundError:  # run from its source
        return "(not installed)"


def _examples(lines: tuple[str, ...]) -> str:
    # Click leaves a paragraph that begins with \b as it is.
    head = "Example:" if len(lines) == 1 else "Examples:"
    return "\n".join(["\b", head, *(f"  {line}" for line in lines)])
