"""What Telegram alone is set by."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from bot.settings import load_settings
from bot.telegram.access import Role
from bot.telegram.settings import TelegramSettings, load_telegram_settings
from bot.variables import TELEGRAM_SETTINGS
from index import SettingsError

TOKEN = "123456789:" + "AbCd_ef-01" * 4


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _write(table: str) -> None:
    Path("briefbot.toml").write_text(f"top_k = 2\n[telegram]\n{table}\n", encoding="utf-8")


def _of(name: str, value: str) -> TelegramSettings:
    return load_telegram_settings({f"BRIEFBOT_TELEGRAM_{name.upper()}": value})


def test_every_setting_has_its_variable() -> None:
    """What other commands know of Telegram's settings is what there is."""
    assert tuple(field.name for field in fields(TelegramSettings)) == TELEGRAM_SETTINGS


def test_without_anything_given_the_defaults_hold() -> None:
    """Telegram's own server, polling, no group beforehand, no inline mode; files from contributors up."""
    settings = load_telegram_settings({"BRIEFBOT_TELEGRAM_API": ""})
    assert settings == TelegramSettings()
    assert (settings.base_url, settings.base_file_url) == (
        "https://api.telegram.org/bot",
        "https://api.telegram.org/file/bot",
    )
    assert (settings.inline, settings.groups, settings.webhook_url) == (False, (), None)


def test_all_of_a_file_is_read(tmp_path: Path) -> None:
    """Paths are relative to the file."""
    folder = tmp_path / "etc"
    folder.mkdir()
    (folder / "b.toml").write_text(
        """
        [telegram]
        token_file = "token"
        api = "http://127.0.0.1:8081/"
        inline = true
        groups = [-1001234567890, -5, -5]
        files = "nobody"
        audit_days = 30
        audit_private = false
        upload_bytes = 1000
        webhook_url = "https://bot.example.org/briefbot/"
        webhook_listen = "0.0.0.0"
        webhook_port = 9000
        webhook_secret_file = "secret"
        webhook_certificate = "c.pem"
        webhook_key = "k.pem"
        """,
        encoding="utf-8",
    )
    assert load_telegram_settings({}, str(folder / "b.toml")) == TelegramSettings(
        token_file=folder / "token",
        api="http://127.0.0.1:8081",
        inline=True,
        groups=(-1001234567890, -5),
        files=None,
        audit_days=30,
        audit_private=False,
        upload_bytes=1000,
        webhook_url="https://bot.example.org/briefbot",
        webhook_listen="0.0.0.0",  # noqa: S104 - read and not listened at
        webhook_port=9000,
        webhook_secret_file=folder / "secret",
        webhook_certificate=folder / "c.pem",
        webhook_key=folder / "k.pem",
    )


def test_the_environment_beats_the_file() -> None:
    """Each setting alone."""
    _write('inline = true\nfiles = "owner"\ngroups = [-1]')
    settings = load_telegram_settings({"BRIEFBOT_TELEGRAM_INLINE": "0", "BRIEFBOT_TELEGRAM_GROUPS": "-2, -3 -2"})
    assert settings == TelegramSettings(inline=False, files=Role.OWNER, groups=(-2, -3))


def test_other_commands_pass_over_the_table_and_its_variables() -> None:
    """What is wrong in it does not keep anybody from asking."""
    _write("inlin = true")
    assert load_settings({}, {"BRIEFBOT_TELEGRAM_INLINE": "perhaps"}).top_k == 2


def test_an_unknown_key_or_variable_names_the_nearest_and_no_value() -> None:
    """A typing error is no silence; what may be a secret is not repeated."""
    _write(f'tokn_file = "{TOKEN}"')
    with pytest.raises(
        SettingsError, match=r"the unknown key 'telegram.tokn_file'; the nearest is 'telegram.token_file'"
    ):
        load_telegram_settings({})
    with pytest.raises(SettingsError, match=r"BRIEFBOT_TELEGRAM_INLIN is unknown.*BRIEFBOT_TELEGRAM_INLINE$"):
        load_telegram_settings({"BRIEFBOT_TELEGRAM_INLIN": TOKEN})
    with pytest.raises(SettingsError, match=r"BRIEFBOT_TELEGRAM_INLIN is unknown.*BRIEFBOT_TELEGRAM_INLINE$"):
        load_settings({}, {"BRIEFBOT_TELEGRAM_INLIN": TOKEN})


def test_what_is_no_table_is_an_error() -> None:
    """With what to write instead."""
    Path("briefbot.toml").write_text("telegram = true", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"telegram in briefbot\.toml is no table; .*\[telegram\]"):
        load_telegram_settings({})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("api", f"https://api.telegram.org/bot{TOKEN}"),
        ("api", f"https://{TOKEN}@api.telegram.org"),
        ("token_file", TOKEN),
        ("token_file", f"bot{TOKEN}"),
        ("webhook_secret_file", TOKEN),
        ("webhook_url", f"https://bot.example.org/{TOKEN}"),
    ],
)
def test_token_in_the_wrong_place_is_refused_and_not_repeated(name: str, value: str) -> None:
    """Neither in the line nor in what caused it."""
    with pytest.raises(SettingsError, match=rf"BRIEFBOT_TELEGRAM_{name.upper()} has a value that is not") as caught:
        _of(name, value)
    assert "AbCd" not in repr((caught.value, caught.value.__cause__))


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("inline", "perhaps", "give true or false"),
        ("groups", "1001234567890", "whole numbers below 0"),
        ("groups", "-1.5", "whole numbers below 0"),
        ("groups", "@team", "whole numbers below 0"),
        ("groups", f"-{2**53}", "whole numbers below 0"),
        ("files", "anyone", "give reader, contributor, owner or nobody"),
        ("audit_days", "0", "a whole number of days"),
        ("upload_bytes", "20000001", "from 1 to 20,000,000"),
        ("webhook_listen", "bot.example.org", "an IP address"),
        ("webhook_port", "65536", "from 1 to 65,535"),
    ],
)
def test_a_value_that_is_not_allowed_is_told_of_with_what_is(name: str, value: str, allowed: str) -> None:
    """The variable is named."""
    with pytest.raises(SettingsError, match=allowed) as caught:
        _of(name, value)
    assert caught.value.what == f"BRIEFBOT_TELEGRAM_{name.upper()} is {value!r}"


def test_groups_of_a_file_are_a_list() -> None:
    """One alone is not."""
    _write("groups = -5")
    with pytest.raises(SettingsError, match=r"telegram\.groups in briefbot\.toml is -5; give ids of groups"):
        load_telegram_settings({})


def test_webhook_that_telegram_does_not_call_is_refused() -> None:
    """Unless a Bot API server of one's own does."""
    for address in ("https://bot.example.org:9000", "https://10.0.0.1", "http://localhost:8443"):
        with pytest.raises(SettingsError, match=r"which Telegram does not call; .* port 443, 80, 88 or 8443"):
            _of("webhook_url", address)
        both = {"BRIEFBOT_TELEGRAM_WEBHOOK_URL": address, "BRIEFBOT_TELEGRAM_API": "http://127.0.0.1:8081"}
        assert load_telegram_settings(both).webhook_url == address


@pytest.mark.parametrize("name", ["webhook_certificate", "webhook_key"])
def test_certificate_and_key_go_together(name: str) -> None:
    """One without the other serves nothing."""
    with pytest.raises(SettingsError, match=rf"{name.upper()} is given alone; give both"):
        _of(name, "file.pem")
