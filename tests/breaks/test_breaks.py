"""Deliberate breaks can be made, and each is noticed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from breaks.breaking import ROOT, Break
from breaks.telegram_breaks import BREAKS


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.name)
def test_a_break_changes_one_place_and_has_tests(broken: Break) -> None:
    """The source says still what the break is about; the tests that should notice are there."""
    text = (ROOT / broken.file).read_text(encoding="utf-8")
    changed = broken.applied(text)
    assert changed != text
    compile(changed, broken.file, "exec")
    assert all((ROOT / test).is_file() for test in broken.tests)


def test_breaks_are_enough_and_each_is_another() -> None:
    """At least eighteen."""
    assert len({broken.name for broken in BREAKS}) == len(BREAKS) >= 18


def test_a_break_that_does_not_apply_is_an_error() -> None:
    """Missing, or there twice."""
    for text in ("", "a a"):
        with pytest.raises(ValueError, match="holds it"):
            Break("name", "file", "a", "b", ()).applied(text)


@pytest.mark.slow
def test_every_break_is_noticed() -> None:
    """By one of its tests; see `tests/breaks/telegram.py`."""
    script = Path(__file__).with_name("telegram.py")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
