"""What a shell offers for a briefing's path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.main import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return what bash is offered after `briefbot show 2022/`."""
    notes = tmp_path / "my notes"
    for source in (
        "2022/leaders.md",
        "2022/other.txt",
        "2023/later.md",
        ".briefbot/catalog",
        "2022/.hidden.md",
        "a.md",
    ):
        (notes / source).parent.mkdir(parents=True, exist_ok=True)
        (notes / source).write_text("words", encoding="utf-8")
    monkeypatch.setenv("_BRIEFBOT_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "briefbot show 2022/")
    monkeypatch.setenv("COMP_CWORD", "2")
    monkeypatch.setenv("BRIEFBOT_BRIEFINGS", str(notes))
    with pytest.raises(SystemExit):
        main([])
    return capsys.readouterr().out.split()


def test_the_paths_that_begin_so_are_offered(complete: list[str]) -> None:
    """Hidden files and the index are not."""
    assert complete == ["2022/leaders.md", "2022/other.txt"]


def test_under_a_ceiling_nothing_is_offered(
    complete: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The names of files would tell of what is above it, whether it comes from the environment or a flag."""
    assert complete
    monkeypatch.setenv("BRIEFBOT_CEILING", "SECRET")
    with pytest.raises(SystemExit):
        main([])
    assert not capsys.readouterr().out.strip()
    monkeypatch.delenv("BRIEFBOT_CEILING")
    monkeypatch.setenv("COMP_WORDS", "briefbot show --ceiling SECRET 2022/")
    monkeypatch.setenv("COMP_CWORD", "4")
    with pytest.raises(SystemExit):
        main([])
    assert not capsys.readouterr().out.strip()


def test_wrong_settings_offer_nothing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A message would land in the middle of what is typed."""
    monkeypatch.setenv("_BRIEFBOT_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "briefbot show a")
    monkeypatch.setenv("COMP_CWORD", "2")
    monkeypatch.setenv("BRIEFBOT_BREIFINGS", "x")
    with pytest.raises(SystemExit):
        main([])
    assert capsys.readouterr() == ("\n", "") or capsys.readouterr() == ("", "")
