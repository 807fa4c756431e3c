"""`briefbot telegram`: what there is, and how it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.main import main

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = ("check", "run", "pair", "people", "groups", "bind", "revoke", "audit", "labels")


@pytest.mark.parametrize("arguments", [["telegram"], ["telegram", "--help"]])
def test_help_teaches_the_three_commands(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Without a command too; each command has a line that is not cut."""
    assert main(arguments) == 0
    out = capsys.readouterr().out
    assert "/newbot" in out
    assert "briefbot telegram check\n    briefbot telegram run\n    briefbot telegram pair" in out
    listed = out.partition("Commands:")[2]
    assert all(f"\n  {command} " in listed for command in COMMANDS)
    assert "..." not in listed


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command_shows_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """And the options that are the same everywhere."""
    assert main(["telegram", command, "--help"]) == 0
    out = capsys.readouterr().out
    assert f"briefbot telegram {command}" in out.partition("Example")[2]
    assert all(option in out for option in ("--briefings DIR", "--config FILE"))


def test_command_that_there_is_not_is_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    """With the nearest, and where the help is."""
    assert main(["telegram", "chekc"]) == 2
    told = "no such command 'chekc'. Did you mean 'check'?; see `briefbot telegram --help`"
    assert capsys.readouterr().err == f"briefbot: {told}\n"


def test_shell_is_offered_the_commands(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Below `briefbot telegram`."""
    monkeypatch.setenv("_BRIEFBOT_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "briefbot telegram p")
    monkeypatch.setenv("COMP_CWORD", "2")
    with pytest.raises(SystemExit):
        main([])
    assert capsys.readouterr().out.split() == ["pair", "people"]


def test_options_before_the_group_count_in_it(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As they do before any command."""
    (home / "mine.toml").write_text("[telegram]\ninlin = true\n", encoding="utf-8")
    assert main(["--config", "mine.toml", "telegram", "groups"]) == 2
    assert "mine.toml has the unknown key 'telegram.inlin'" in capsys.readouterr().err
