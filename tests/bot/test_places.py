"""Where a front end keeps what it must remember."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.places import state_folder

if TYPE_CHECKING:
    import pytest


def test_the_variable_names_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It beats what the platform says."""
    monkeypatch.setenv("BRIEFBOT_STATE", str(tmp_path))
    assert state_folder() == tmp_path


def test_without_it_the_platform_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is the user's, and is ours alone."""
    monkeypatch.delenv("BRIEFBOT_STATE", raising=False)
    assert state_folder().is_absolute()
    assert "briefbot" in Path(state_folder()).parts
