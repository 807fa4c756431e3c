"""The file of settings, and the tables in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.configuration import Configuration, load_configuration
from index import SettingsError


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_without_a_file_nothing_is_given() -> None:
    """Neither by itself nor in a table."""
    nothing = load_configuration({}, None)
    assert nothing == Configuration()
    assert (nothing.given(["a"]), nothing.given_in("telegram", ["a"])) == ({}, {})


def test_a_table_is_apart_from_the_rest() -> None:
    """Each says where it stands, and what it is relative to."""
    Path("c.toml").write_text("a = 1\n[telegram]\nb = 2\n", encoding="utf-8")
    both = load_configuration({"BRIEFBOT_CONFIG": "c.toml"}, None)
    (first,), (second,) = both.given(["a"]).values(), both.given_in("telegram", ["b"]).values()
    assert (first.value, first.origin, first.base) == (1, "a in c.toml", Path())
    assert (second.value, second.origin, second.base) == (2, "telegram.b in c.toml", Path())


def test_another_table_is_an_unknown_key() -> None:
    """As any key is that nothing knows."""
    Path("briefbot.toml").write_text("[telegrm]\nb = 2\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="unknown key 'telegrm'; the nearest is"):
        load_configuration({}, None).given(["a"])
