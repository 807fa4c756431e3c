"""The command line as a whole: each command is what it is, whether or not the others are there."""

from __future__ import annotations

import subprocess
import sys

import pytest
import typer.main

from bot.app import _COMMANDS, _GROUPS, build_app

NAMES = [*(listed.name for listed in _COMMANDS), *_GROUPS]


def group_of(asked: str) -> typer.main.TyperGroup:
    """Return the command line that a first argument gets."""
    group = typer.main.get_command(build_app(asked))
    assert isinstance(group, typer.main.TyperGroup)
    return group


@pytest.mark.parametrize("name", NAMES)
def test_a_command_is_the_same_by_itself(name: str) -> None:
    """Its help, its options and its arguments: only the others are left out."""
    alone, whole = group_of(name), group_of("")
    assert list(alone.commands) == [name]
    helps = []
    for group in (alone, whole):
        command = group.commands[name]
        helps.append(command.get_help(typer.Context(command, info_name=f"briefbot {name}")))
    assert helps[0] == helps[1]


@pytest.mark.parametrize("asked", ["", "--help", "aks", "--version"])
def test_what_names_no_command_gets_them_all(asked: str) -> None:
    """So that the help lists them, and a slip is set right."""
    assert sorted(group_of(asked).commands) == sorted(NAMES)


def test_a_command_does_without_the_imports_of_others() -> None:
    """What a person waits for at each question."""
    code = "import sys, bot.app; bot.app.build_app('ask'); print(sorted(m for m in sys.modules if 'bot.commands' in m))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['bot.commands', 'bot.commands.ask']\n"
