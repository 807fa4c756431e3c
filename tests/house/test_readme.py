"""What the README shows is what the program does."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = ("ask", "chat", "index", "watch", "status", "show", "verify", "eval", "doctor", "serve")


@pytest.mark.e2e
@pytest.mark.skipif(shutil.which("bash") is None, reason="the examples are written for a POSIX shell")
def test_every_output_shown_is_true(model_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run again, every example prints what the README says it prints, numbers apart."""
    if shutil.which("briefbot") is None:
        pytest.skip("briefbot is not on the path")
    monkeypatch.setenv("BRIEFBOT_CACHE", str(model_cache))
    filler = ROOT / "docs" / "fill_readme.py"
    done = subprocess.run([sys.executable, str(filler), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_shown(command: str) -> None:
    """Each has an example in the README."""
    assert re.search(rf"^\$ briefbot {command}", README, re.MULTILINE)


def test_both_set_up_commands_are_marked() -> None:
    """CI runs the very commands that the README gives."""
    for mark in ("install and ask", "install and test"):
        assert re.search(rf"<!-- command: {mark} -->\n```sh\npython3 -m pip install -c constraints.txt ", README)
