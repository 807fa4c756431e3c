"""The command line's way in."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import bot.app
from bot.main import main

ROOT = Path(__file__).parents[2]
COMMANDS = ("ask", "chat", "index", "watch", "status", "show", "verify", "eval", "doctor")


def test_without_a_command_the_help_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """It names every command, and is no error."""
    assert main([]) == 0
    out = capsys.readouterr().out
    assert all(f"\n  {command} " in out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_shows_an_example_and_the_common_options(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The options that are the same everywhere are everywhere."""
    assert main([command, "--help"]) == 0
    out = capsys.readouterr().out
    assert f"briefbot {command}" in out.partition("Example")[2]
    assert all(option in out for option in ("--briefings DIR", "--index DIR", "--model NAME", "--config FILE"))


def test_the_short_help_of_no_command_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    """Each fits in a line of 80 columns."""
    main(["--help"])
    assert "..." not in capsys.readouterr().out.partition("Commands:")[2]


def test_the_version_is_the_installed_one(capsys: pytest.CaptureFixture[str]) -> None:
    """Or it is said that none is installed."""
    assert main(["--version"]) == 0
    out = capsys.readouterr().out
    try:
        assert out == f"briefbot {version('briefbot')}\n"
    except ModuleNotFoundError:
        assert out == "briefbot (not installed)\n"


def test_a_bug_is_one_line_and_the_variable_shows_where(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 2, as for any error."""

    def broken(_: str) -> None:
        raise RuntimeError("something\nwent wrong")

    monkeypatch.setattr(bot.app, "build_app", broken)
    assert main(["status"]) == 2
    err = capsys.readouterr().err
    assert err == "briefbot: this is a bug: RuntimeError: something went wrong; BRIEFBOT_DEBUG=1 shows where\n"
    monkeypatch.setenv("BRIEFBOT_DEBUG", "1")
    assert main(["status"]) == 2
    err = capsys.readouterr().err
    assert "Traceback" in err
    assert "in broken" in err


def test_ctrl_c_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 130, as shells have it."""

    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.version.program_version", interrupted)
    assert main(["--version"]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_program_takes_its_own_arguments_and_leaves_nothing_to_collect() -> None:
    """What was imported is not looked through once more when it ends."""
    code = (
        "import atexit, gc, sys\n"
        "atexit.register(lambda: print(gc.get_freeze_count() > 0))\n"
        "sys.argv[1:] = ['--version']\n"
        "from bot.main import program\n"
        "sys.exit(program())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("briefbot ")
    assert done.stdout.endswith("\nTrue\n")


def test_it_runs_as_a_module() -> None:
    """`python -m bot` is the same program."""
    done = subprocess.run([sys.executable, "-m", "bot", "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: briefbot ")
    assert done.stderr == ""


@pytest.mark.parametrize(("daemon", "ended"), [(True, ""), (False, "ended\n")])
def test_a_thread_that_nobody_waits_for_does_not_see_the_interpreter_end(daemon: bool, ended: str) -> None:
    """The program is over at once, with all that it said; otherwise it ends as any other."""
    code = (
        "import atexit, sys, threading, time\n"
        "atexit.register(lambda: print('ended'))\n"
        f"threading.Thread(target=time.sleep, args=(60 if {daemon} else 0,), daemon=True).start()\n"
        "time.sleep(0.2)\n"
        "sys.argv[1:] = ['--version']\n"
        "from bot.main import program\n"
        "sys.exit(program())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    first, rest = done.stdout.split("\n", 1)
    assert first.startswith("briefbot ")
    assert (rest, done.stderr) == (ended, "")
