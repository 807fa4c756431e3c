"""Where briefbot keeps what can be made again."""

from __future__ import annotations

from pathlib import Path

import pytest
from platformdirs import user_cache_path

from index.errors import FolderError
from index.places import cache_folder


def test_the_variable_names_the_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`BRIEFBOT_CACHE` is taken as it is, and nothing is made."""
    monkeypatch.setenv("BRIEFBOT_CACHE", str(tmp_path / "some"))
    assert cache_folder() == tmp_path / "some"
    assert not (tmp_path / "some").exists()


def test_a_relative_folder_is_made_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It stays the same folder where the working folder changes later."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BRIEFBOT_CACHE", "some")
    assert cache_folder() == tmp_path / "some"


def test_a_tilde_is_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """`~/some` is in the user's home folder."""
    monkeypatch.setenv("BRIEFBOT_CACHE", "~/some")
    assert cache_folder() == Path.home() / "some"


def test_a_home_folder_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the variable and what it holds."""
    monkeypatch.setenv("BRIEFBOT_CACHE", "~nobody-of-this-name/some")
    with pytest.raises(FolderError, match="BRIEFBOT_CACHE is '~nobody-of-this-name/some'"):
        cache_folder()


@pytest.mark.parametrize("value", [None, ""])
def test_without_the_variable_it_is_the_platforms(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    """Unset and empty mean the same."""
    monkeypatch.delenv("BRIEFBOT_CACHE", raising=False)
    if value is not None:
        monkeypatch.setenv("BRIEFBOT_CACHE", value)
    assert cache_folder() == user_cache_path("briefbot", appauthor=False)
