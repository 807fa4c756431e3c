"""A secret is used, and never shown."""

from __future__ import annotations

import copy
import json
import os
import pickle
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import pytest

from bot.secret import NoSecretError, Secret
from bot.telegram.secret import load_token, load_webhook_secret, place_of_token
from bot.telegram.settings import TelegramSettings
from index import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "123456789:" + "AbCd_ef-01" * 4
WEBHOOK_SECRET = "0123456789abcdef" * 2
NO_SETTINGS = TelegramSettings()


@dataclass(frozen=True, slots=True)
class _Record:
    secret: Secret


@pytest.fixture
def token_file(tmp_path: Path) -> Path:
    """Return a file with a token that only its owner reads."""
    file = tmp_path / "token"
    file.write_text(TOKEN + "\n", encoding="utf-8")
    file.chmod(0o600)
    return file


def test_secret_shows_as_stars_wherever_it_is_written() -> None:
    """By repr, str, format, in a container, in a record, and however wide it is asked for."""
    secret = Secret(TOKEN)
    shown = [
        repr(secret),
        str(secret),
        f"{secret}",
        f"{secret!r:>50}",
        f"{secret:>50}",
        "%s %r" % (secret, secret),  # noqa: UP031 - logging does it so
        repr([secret]),
        repr(_Record(secret)),
        str(asdict(_Record(secret))),
        repr(vars(type(secret))),
    ]
    assert not any("AbCd" in words for words in shown)
    assert shown[:3] == ["***"] * 3
    assert secret.reveal() == TOKEN


def test_secret_that_is_pickled_is_left_behind() -> None:
    """At every protocol, and nothing else takes its state."""
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        written = pickle.dumps(_Record(Secret(TOKEN)), protocol)
        assert b"AbCd" not in written
        assert pickle.loads(written) == _Record(Secret("***"))  # noqa: S301 - written a line above
    assert Secret(TOKEN).__getstate__() is None
    with pytest.raises(TypeError) as caught:
        json.dumps(Secret(TOKEN))
    assert "AbCd" not in str(caught.value)


def test_copied_secret_is_the_same() -> None:
    """A record that is copied can still be used."""
    secret = Secret(TOKEN)
    assert copy.deepcopy([secret])[0].reveal() == copy.copy(secret).reveal() == TOKEN
    assert {secret, Secret(TOKEN)} == {Secret(TOKEN)}
    assert secret != Secret(TOKEN[:-1])
    assert secret != TOKEN


def test_token_of_the_environment_is_taken_out_of_it() -> None:
    """No program that is started inherits it; everything else stays."""
    environment = {"BRIEFBOT_TELEGRAM_TOKEN": f" {TOKEN}\n", "PATH": "/bin"}
    assert place_of_token(environment, NO_SETTINGS) == "BRIEFBOT_TELEGRAM_TOKEN"
    assert load_token(environment, NO_SETTINGS).reveal() == TOKEN
    assert environment == {"PATH": "/bin"}


def test_child_inherits_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is taken out of `os.environ` is out of the environment that the system gives on."""
    monkeypatch.setenv("BRIEFBOT_TELEGRAM_TOKEN", TOKEN)
    load_token(os.environ, NO_SETTINGS)
    with os.popen("env || set") as inherited:  # noqa: S605 - a shell, whatever it is
        assert "AbCd" not in inherited.read()


def test_token_of_a_file_that_only_its_owner_reads(token_file: Path) -> None:
    """With a line end after it; the environment is stronger."""
    settings = TelegramSettings(token_file=token_file)
    assert load_token({}, settings).reveal() == TOKEN
    assert place_of_token({}, settings) == str(token_file)
    other = TOKEN[:-1] + "x"
    assert load_token({"BRIEFBOT_TELEGRAM_TOKEN": other}, settings).reveal() == other


def test_without_a_token_it_is_said_where_to_get_one() -> None:
    """The step at BotFather is named."""
    assert place_of_token({"BRIEFBOT_TELEGRAM_TOKEN": ""}, NO_SETTINGS) is None
    with pytest.raises(NoSecretError, match=r"no token is set; .*BRIEFBOT_TELEGRAM_TOKEN_FILE.*/newbot"):
        load_token({"BRIEFBOT_TELEGRAM_TOKEN": ""}, NO_SETTINGS)


@pytest.mark.skipif(os.name == "nt", reason="permissions are of another kind here")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601])
def test_file_that_others_can_reach_is_refused(token_file: Path, mode: int) -> None:
    """What to type is said."""
    token_file.chmod(mode)
    with pytest.raises(SettingsError) as caught:
        load_token({}, TelegramSettings(token_file=token_file))
    assert caught.value.todo == f"chmod 600 {token_file}"


@pytest.mark.skipif(os.name == "nt", reason="permissions are of another kind here")
def test_credential_that_systemd_hands_over_will_do(token_file: Path) -> None:
    """Its mode shows a mask as a group's right to read; elsewhere, or with more rights than that, it is refused."""
    token_file.chmod(0o440)
    settings = TelegramSettings(token_file=token_file)
    handed = {"CREDENTIALS_DIRECTORY": str(token_file.parent)}
    assert load_token(handed, settings).reveal() == TOKEN
    with pytest.raises(SettingsError, match="others can read"):
        load_token({"CREDENTIALS_DIRECTORY": str(token_file.parent / "other")}, settings)
    for mode in (0o460, 0o444):
        token_file.chmod(mode)
        with pytest.raises(SettingsError, match="others can read"):
            load_token(handed, settings)


@pytest.mark.parametrize("content", [None, b"\xff" + TOKEN.encode(), TOKEN.encode() * 30, b"", TOKEN[:20].encode()])
def test_file_without_a_token_is_named_and_not_quoted(token_file: Path, content: bytes | None) -> None:
    """It is not there, is no text, is endless, is empty, or holds half a token: nowhere in the chain is any of it."""
    if content is None:
        token_file.unlink()
    else:
        token_file.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        load_token({}, TelegramSettings(token_file=token_file))
    assert str(token_file) in caught.value.what
    assert "AbCd" not in repr((caught.value, caught.value.__cause__))


@pytest.mark.parametrize(
    "words", [TOKEN[:20], "12345:" + "a" * 30, TOKEN + " x", "bot" + TOKEN, TOKEN.replace(":", "%3A")]
)
def test_what_does_not_look_like_a_token_is_refused_and_not_shown(words: str) -> None:
    """It may be half of one."""
    with pytest.raises(SettingsError) as caught:
        load_token({"BRIEFBOT_TELEGRAM_TOKEN": words}, NO_SETTINGS)
    assert "AbCd" not in str(caught.value)
    assert "@BotFather" in caught.value.todo


def test_webhook_secret_is_kept_as_the_token_is(token_file: Path) -> None:
    """From the environment, which it is taken out of, or a file that only its owner reads."""
    environment = {"BRIEFBOT_TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET}
    assert load_webhook_secret(environment, NO_SETTINGS).reveal() == WEBHOOK_SECRET
    assert environment == {}
    token_file.write_text(WEBHOOK_SECRET, encoding="utf-8")
    settings = TelegramSettings(webhook_secret_file=token_file)
    assert load_webhook_secret({}, settings).reveal() == WEBHOOK_SECRET
    with pytest.raises(NoSecretError, match="no webhook secret is set"):
        load_webhook_secret({}, NO_SETTINGS)


@pytest.mark.parametrize("words", [WEBHOOK_SECRET[1:], WEBHOOK_SECRET * 9, WEBHOOK_SECRET + ":", WEBHOOK_SECRET + "é"])
def test_weak_webhook_secret_is_refused(words: str) -> None:
    """Under 32 characters, or of others than Telegram takes; what to type is said."""
    with pytest.raises(SettingsError, match="openssl rand") as caught:
        load_webhook_secret({"BRIEFBOT_TELEGRAM_WEBHOOK_SECRET": words}, NO_SETTINGS)
    assert words not in str(caught.value)
