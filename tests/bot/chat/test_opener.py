"""Open a briefing where its owner reads files."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from bot.chat.opener import open_file
from index import FolderError, SettingsError

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs started here are scripts of Unix")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder, the only one on the path, that holds programs which write down what they are given."""
    for name in ("vim", "code", "hx", "unheard-of", "xdg-open", "open"):
        script = tmp_path / name
        script.write_text(f'#!/bin/sh\nprintf "%s|" "${{0##*/}}" "$@" > "{tmp_path}/given"\n', encoding="utf-8")
        script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    for variable in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path


@pytest.mark.parametrize(
    ("editor", "given"),
    [
        ("vim -R", "vim|-R|+14|FILE|"),
        ("code --wait", "code|--wait|--goto|FILE:14|"),
        ("hx", "hx|FILE:14|"),
        ("unheard-of", "unheard-of|FILE|"),
    ],
)
def test_an_editor_is_told_the_line_as_it_takes_it(
    editor: str, given: str, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that nobody knows gets the file alone."""
    monkeypatch.setenv("EDITOR", editor)
    file = program / "a note; touch hacked $(touch hacked).md"
    open_file(file, 14)
    assert (program / "given").read_text(encoding="utf-8") == given.replace("FILE", str(file))
    assert not (program / "hacked").exists()


def test_visual_beats_editor(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it does elsewhere."""
    monkeypatch.setenv("EDITOR", "code")
    monkeypatch.setenv("VISUAL", "vim")
    open_file(program / "a.md", 1)
    assert (program / "given").read_text(encoding="utf-8").startswith("vim|")


@pytest.mark.parametrize("line", [None, 3])
def test_without_an_editor_the_platform_opens_it(line: int | None, program: Path) -> None:
    """So it does where a format has no lines."""
    open_file(program / "a.md", line)
    name = "open" if sys.platform == "darwin" else "xdg-open"
    assert (program / "given").read_text(encoding="utf-8") == f"{name}|{program / 'a.md'}|"


def test_where_there_is_nothing_to_open_it_with_that_is_said(program: Path) -> None:
    """With what to do."""
    for name in ("xdg-open", "open"):
        (program / name).unlink()
    with pytest.raises(FolderError, match=r"nothing to open .* set EDITOR"):
        open_file(program / "a.md", 1)


def test_an_editor_that_does_not_start_is_named(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not on the path."""
    monkeypatch.setenv("EDITOR", "no-such-editor --wait")
    with pytest.raises(FolderError, match="cannot start no-such-editor"):
        open_file(program / "a.md", 1)


def test_an_editor_whose_quotes_do_not_close_is_a_bad_setting(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable is named."""
    monkeypatch.setenv("EDITOR", "'vim")
    with pytest.raises(SettingsError, match="EDITOR is "):
        open_file(program / "a.md", 1)


def test_a_file_inside_a_file_is_opened_by_the_one_that_holds_it(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For there is no other on the disk."""
    monkeypatch.setenv("EDITOR", "vim")
    mail = program / "mail.eml"
    mail.write_text("words", encoding="utf-8")
    open_file(mail / "inside" / "note.md", 3)
    assert (program / "given").read_text(encoding="utf-8") == f"vim|+3|{mail}|"
