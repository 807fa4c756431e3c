"""A command's options, in groups."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import Annotated

import typer

from bot.flatten import flatten


@dataclass(frozen=True, slots=True)
class Where:
    """Two options."""

    folder: Annotated[str | None, typer.Option()] = None
    deep: Annotated[bool, typer.Option("--deep")] = False


def _app() -> tuple[typer.Typer, list[tuple[str, Where]]]:
    seen: list[tuple[str, Where]] = []
    app = typer.Typer(rich_markup_mode=None)

    def root(context: typer.Context, *, where: Where) -> int:
        context.obj = where
        return 0

    def look(name: Annotated[str, typer.Argument()], *, where: Where) -> int:
        seen.append((name, where))
        return 7

    # Annotations are strings in this file; Typer finds these as it finds a module's.
    for command in (root, look):
        command.__annotations__ = {
            "context": typer.Context,
            "where": Where,
            "name": Annotated[str, typer.Argument()],
        }
    app.callback()(flatten(root))
    app.command("look")(flatten(look))
    return app, seen


def test_a_command_gets_a_record_of_its_options() -> None:
    """And what it returns comes back."""
    app, seen = _app()
    assert app(["look", "here", "--folder", "f", "--deep"], standalone_mode=False) == 7
    assert seen == [("here", Where("f", deep=True))]


def test_an_option_before_the_commands_name_counts_unless_it_is_given_after() -> None:
    """The nearer one wins."""
    app, seen = _app()
    app(["--folder", "outer", "look", "x"], standalone_mode=False)
    app(["--folder", "outer", "look", "x", "--folder", "inner"], standalone_mode=False)
    assert [where.folder for _, where in seen] == ["outer", "inner"]


def test_each_option_of_a_group_is_shown_to_typer() -> None:
    """The flat signature has the options and not the group."""

    def command(where: Where) -> int:
        return 0

    command.__annotations__ = {"where": Where}
    assert list(inspect.signature(flatten(command)).parameters) == ["context", "folder", "deep"]
