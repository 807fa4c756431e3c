"""Commands as the command line has them: each with its name and with examples in its help."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer

from bot.as_typed import AsTypedCommand, AsTypedGroup
from bot.flatten import flatten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Command:
    """A command, what its help shows (examples that work when pasted where the sample notes are), what parses it."""

    name: str
    run: Callable[..., int]
    examples: tuple[str, ...]
    parser: type[AsTypedCommand] = AsTypedCommand


@dataclass(frozen=True, slots=True)
class Listed:
    """A command that is not imported yet: its name, where it is (`module:function`), and what its help shows."""

    name: str
    where: str
    examples: tuple[str, ...]

    def load(self) -> Command:
        """Return the command, imported now."""
        return Command(self.name, load(self.where), self.examples)


def load(where: str) -> Callable[..., Any]:
    """Return what stands at `module:function`."""
    module, _, name = where.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


def new_group(name: str) -> typer.Typer:
    """Return a group that has no command yet."""
    return typer.Typer(
        name=name,
        cls=AsTypedGroup,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def add_commands(group: typer.Typer, commands: Iterable[Command]) -> None:
    """Give a group its commands."""
    for command in commands:
        group.command(command.name, cls=command.parser, epilog=examples(command.examples))(flatten(command.run))


def examples(lines: Sequence[str]) -> str:
    """Return the end of a help: an example a line."""
    # Click leaves a paragraph that begins with \b as it is.
    head = "Example:" if len(lines) == 1 else "Examples:"
    return "\n".join(["\b", head, *(f"  {line}" for line in lines)])
