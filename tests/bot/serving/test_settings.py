"""What `briefbot serve` alone is set by, and its token."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.secret import NoSecretError
from bot.serving.settings import ServeSettings, load_serve_settings, load_serve_token
from bot.settings import load_settings
from index import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "0123456789abcdef" * 2
NO_FLAGS: dict[str, str | None] = {"http": None, "token_file": None}


def test_a_flag_beats_the_environment_which_beats_the_file(tmp_path: Path) -> None:
    """And what nothing says is off; other commands pass over the table."""
    file = tmp_path / "briefbot.toml"
    file.write_text('top_k = 2\n[serve]\nhttp = 8001\ntoken_file = "token"\n', encoding="utf-8")
    chosen = str(file)
    assert load_serve_settings(NO_FLAGS, {}, chosen) == ServeSettings(8001, tmp_path / "token")
    environment = {"BRIEFBOT_SERVE_HTTP": "8002", "BRIEFBOT_SERVE_TOKEN_FILE": ""}
    assert load_serve_settings(NO_FLAGS, environment, chosen).http == 8002
    assert load_serve_settings(NO_FLAGS | {"http": "8003"}, environment, chosen).http == 8003
    assert load_settings({}, environment | {"BRIEFBOT_SERVE_TOKEN": TOKEN}, chosen).top_k == 2
    file.write_text("", encoding="utf-8")
    assert load_serve_settings(NO_FLAGS, {}, chosen) == ServeSettings()


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "80 81"])
def test_a_port_is_a_port(port: str) -> None:
    """Anything else is told of."""
    with pytest.raises(SettingsError, match="--http is"):
        load_serve_settings({"http": port}, {})


def test_an_unknown_key_is_an_error(tmp_path: Path) -> None:
    """The nearest is named."""
    file = tmp_path / "briefbot.toml"
    file.write_text("[serve]\nhttps = 1\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"nearest is 'serve\.http'"):
        load_serve_settings(NO_FLAGS, {}, str(file))


def test_the_token_is_taken_out_of_the_environment() -> None:
    """No program that is started inherits it, and nothing shows it."""
    environment = {"BRIEFBOT_SERVE_TOKEN": TOKEN}
    token = load_serve_token(environment, ServeSettings(http=1))
    assert token is not None
    assert token.reveal() == TOKEN
    assert TOKEN not in repr(token)
    assert environment == {}
    assert load_serve_token(environment, ServeSettings()) is None


def test_http_needs_a_token_that_nobody_guesses(tmp_path: Path) -> None:
    """From a file that only its owner can read, or from the environment."""
    with pytest.raises(NoSecretError, match="openssl rand -hex 32"):
        load_serve_token({}, ServeSettings(http=1))
    with pytest.raises(SettingsError) as raised:
        load_serve_token({"BRIEFBOT_SERVE_TOKEN": "short"}, ServeSettings(http=1))
    assert "short" not in str(raised.value)
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n", encoding="utf-8")
    file.chmod(0o644)
    with pytest.raises(SettingsError, match="others can read"):
        load_serve_token({}, ServeSettings(http=1, token_file=file))
    file.chmod(0o600)
    token = load_serve_token({}, ServeSettings(http=1, token_file=file))
    assert token is not None
    assert token.reveal() == TOKEN
    with pytest.raises(SettingsError, match="BRIEFBOT_SERVE_TOKEN_FILE"):
        load_serve_token({}, ServeSettings(http=1, token_file=tmp_path / "none"))
