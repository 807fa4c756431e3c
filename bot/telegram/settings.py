"""What Telegram alone is set by: the table `[telegram]` of briefbot.toml, and `BRIEFBOT_TELEGRAM_` variables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.configuration import TELEGRAM_TABLE, load_configuration
from bot.settings import NAMES as OTHER_SETTINGS
from bot.telegram.access import Role
from bot.telegram.addresses import OFFICIAL_API, read_api, read_listen, read_webhook, telegram_calls
from bot.telegram.token_form import holds_token
from bot.values import Given, Rule, of_environment, path, read_value, switch, text, whole
from bot.variables import TELEGRAM_SETTINGS, check_variables, telegram_variable_of
from index import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

MOST_UPLOAD_BYTES = 20_000_000
"""What a bot may fetch at most: https://core.telegram.org/bots/api#getfile."""
_NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """What Telegram alone is set by.

    Attributes:
        token_file: a file that holds the bot's token, readable by its owner alone.
        api: the root of the Bot API server.
        inline: whether `@bot question` is answered in any chat.
        groups: ids of groups that are allowed beforehand.
        files: the least role that is sent a whole file; None for nobody.
        audit_days: how many days a line of the audit is kept.
        audit_private: whether questions of private chats are in the audit.
        upload_bytes: a larger upload is refused.
        webhook_url: what the webhook's path is put after; None to ask Telegram for updates instead ("polling").
        webhook_listen: the address of this machine that the webhook is served at.
        webhook_port: the port there.
        webhook_secret_file: a file that holds the webhook's secret, readable by its owner alone.
        webhook_certificate: the certificate of a webhook that no proxy stands before (PEM).
        webhook_key: its private key (PEM).
    """

    token_file: Path | None = None
    api: str = OFFICIAL_API
    inline: bool = False
    groups: tuple[int, ...] = ()
    files: Role | None = Role.CONTRIBUTOR
    audit_days: int = 90
    audit_private: bool = True
    upload_bytes: int = MOST_UPLOAD_BYTES
    webhook_url: str | None = None
    webhook_listen: str = "127.0.0.1"
    webhook_port: int = 8443
    webhook_secret_file: Path | None = None
    webhook_certificate: Path | None = None
    webhook_key: Path | None = None

    @property
    def base_url(self) -> str:
        """What python-telegram-bot puts the token and a method's name after."""
        return f"{self.api}/bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot puts the token and a file's path after."""
        return f"{self.api}/file/bot"


def load_telegram_settings(environment: Mapping[str, str], config: str | None = None) -> TelegramSettings:
    """Return what Telegram alone is set by; the environment beats the file.

    Args:
        environment: such as `os.environ`; an empty variable counts as not set.
        config: the file that `--config` names.

    Raises:
        SettingsError: a name is unknown, a value is not allowed, two do not go together, or the file cannot be read.
    """
    check_variables(environment, OTHER_SETTINGS)
    given = load_configuration(environment, config).given_in(TELEGRAM_TABLE, TELEGRAM_SETTINGS)
    given |= of_environment(environment, {name: telegram_variable_of(name) for name in TELEGRAM_SETTINGS})
    values: dict[str, Any] = {name: read_value(_RULES[name], value) for name, value in given.items()}
    settings = TelegramSettings(**values)
    _check_webhook(settings, given)
    return settings


def _check_webhook(settings: TelegramSettings, given: Mapping[str, Given]) -> None:
    """Check that what is said of the webhook goes together.

    Raises:
        SettingsError: it does not.
    """
    pair = [name for name in ("webhook_certificate", "webhook_key") if name in given]
    if len(pair) == 1:
        raise SettingsError(f"{given[pair[0]].origin} is given alone", "give both webhook_certificate and webhook_key")
    if settings.webhook_url is None:
        return
    origin = given["webhook_url"].origin
    if settings.api == OFFICIAL_API and not telegram_calls(settings.webhook_url):
        raise SettingsError(
            f"{origin} is {settings.webhook_url!r}, which Telegram does not call",
            "give an https address that is reached from everywhere, at port 443, 80, 88 or 8443",
        )


def _address(read: Callable[[str], str]) -> Callable[[Given], str]:
    return lambda given: read(text(given))


def _secret_path(given: Given) -> Path:
    """Return the path of a file that holds a secret; not the secret, which some will put here."""
    if holds_token(text(given)):
        raise ValueError
    return path(given)


def _groups(given: Given) -> tuple[int, ...]:
    """Return ids of groups, each once; groups have numbers below 0, people above."""
    value = given.value
    numbers = value.replace(",", " ").split() if isinstance(value, str) else value
    if not isinstance(numbers, list):
        raise TypeError
    least_and_most = whole(-(2**52), -1)  # https://core.telegram.org/bots/api#chat: at most 52 significant bits
    return tuple(dict.fromkeys(least_and_most(Given(number, given.origin, given.base, 0)) for number in numbers))


def _role(given: Given) -> Role | None:
    word = text(given).strip().lower()
    return None if word == _NOBODY else Role(word)


_ONLY_YOURS = "the path of a file that only you can read, not what stands in it"
_GROUPS = "ids of groups, whole numbers below 0, such as [-1001234567890]"
_ADDRESS = Rule(
    _address(read_api),
    "a root such as https://api.telegram.org, or http://127.0.0.1:8081 for a Bot API server of your own at a "
    "loopback or private address, without a path",
    shown=False,
)
_RULES = {
    "token_file": Rule(_secret_path, _ONLY_YOURS, shown=False),
    "api": _ADDRESS,
    "inline": Rule(switch, "true or false"),
    "groups": Rule(_groups, _GROUPS),
    "files": Rule(_role, "reader, contributor, owner or nobody"),
    "audit_days": Rule(whole(1, 36_500), "a whole number of days from 1 to 36,500"),
    "audit_private": Rule(switch, "true or false"),
    "upload_bytes": Rule(whole(1, MOST_UPLOAD_BYTES), f"a whole number of bytes from 1 to {MOST_UPLOAD_BYTES:,}"),
    "webhook_url": Rule(_address(read_webhook), "an address such as https://bot.example.org/briefbot", shown=False),
    "webhook_listen": Rule(_address(read_listen), "an IP address of this machine, such as 127.0.0.1"),
    "webhook_port": Rule(whole(1, 65_535), "a whole number from 1 to 65,535"),
    "webhook_secret_file": Rule(_secret_path, _ONLY_YOURS, shown=False),
    "webhook_certificate": Rule(path, "a file"),
    "webhook_key": Rule(path, "a file", shown=False),
}
