"""Whether there is a token for Telegram."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.telegram_token import check_token
from index import Level

TOKEN = "123456789:" + "AbCd_ef-01" * 4


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_token_in_the_environment_is_well_formed() -> None:
    """Its value is not in what is said of it, and a look at it leaves it where it is."""
    environment = {"BRIEFBOT_TELEGRAM_TOKEN": TOKEN}
    finding = check_token(environment)
    assert finding.level is Level.OK
    assert "123456789" not in finding.what + finding.todo
    assert environment == {"BRIEFBOT_TELEGRAM_TOKEN": TOKEN}


def test_what_does_not_look_like_a_token_is_a_problem() -> None:
    """And is not shown either: it may be half of one."""
    finding = check_token({"BRIEFBOT_TELEGRAM_TOKEN": TOKEN[:20]})
    assert finding.level is Level.PROBLEM
    assert "AbCd" not in finding.what + finding.todo


def test_without_a_token_nothing_is_wrong() -> None:
    """Telegram is a choice."""
    finding = check_token({})
    assert (finding.level, finding.what) == (Level.OK, "no token is set")
    assert "BRIEFBOT_TELEGRAM_TOKEN_FILE" in finding.todo


def test_a_file_that_the_settings_name_will_do(tmp_path: Path) -> None:
    """Named in briefbot.toml, beside it, or by the variable."""
    file = tmp_path / "token"
    file.write_text(TOKEN + "\n", encoding="utf-8")
    file.chmod(0o600)
    Path("briefbot.toml").write_text('[telegram]\ntoken_file = "token"\n', encoding="utf-8")
    assert check_token({}).what == "a token is set in token and looks like one"
    assert check_token({"BRIEFBOT_TELEGRAM_TOKEN_FILE": str(file)}).what.startswith(f"a token is set in {file}")


def test_wrong_settings_of_telegram_are_a_problem() -> None:
    """The other checks go on."""
    Path("mine.toml").write_text("[telegram]\ninlin = true\n", encoding="utf-8")
    finding = check_token({}, "mine.toml")
    assert finding.level is Level.PROBLEM
    assert finding.todo == "the nearest is 'telegram.inline'"
