"""The questions of earlier chats."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from bot.chat.history import NAME, open_history

if TYPE_CHECKING:
    from pathlib import Path


def test_a_question_is_there_in_the_next_chat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is made where it is missing."""
    monkeypatch.setenv("BRIEFBOT_STATE", str(tmp_path / "state"))
    open_history().store_string("who came?")
    assert list(open_history().load_history_strings()) == ["who came?"]


@pytest.mark.skipif(os.name == "nt", reason="permissions are of another kind here")
def test_only_its_owner_can_read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the file was there before, open to others."""
    monkeypatch.setenv("BRIEFBOT_STATE", str(tmp_path))
    (tmp_path / NAME).touch(mode=0o644)
    open_history().store_string("who came?")
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


def test_where_it_cannot_be_kept_a_chat_goes_on_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("BRIEFBOT_STATE", str(tmp_path / "file" / "state"))
    history = open_history()
    history.append_string("who came?")
    assert history.get_strings() == ["who came?"]


def test_a_disk_that_fills_up_meanwhile_loses_a_question_and_no_chat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here the folder goes away."""
    monkeypatch.setenv("BRIEFBOT_STATE", str(tmp_path / "state"))
    history = open_history()
    (tmp_path / "state" / NAME).unlink()
    (tmp_path / "state").rmdir()
    history.store_string("who came?")
