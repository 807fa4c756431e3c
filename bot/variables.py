"""The environment variables that briefbot knows, so that a misspelt one is an error and not a silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PREFIX = "BRIEFBOT_"

CONFIG = "BRIEFBOT_CONFIG"
CACHE = "BRIEFBOT_CACHE"
STATE = "BRIEFBOT_STATE"
DEBUG = "BRIEFBOT_DEBUG"
STORE_TOKEN = "BRIEFBOT_STORE_TOKEN"  # noqa: S105 - the name of a variable, not its value
TELEGRAM_TOKEN = "BRIEFBOT_TELEGRAM_TOKEN"  # noqa: S105 - the name of a variable, not its value
TELEGRAM_WEBHOOK_SECRET = "BRIEFBOT_TELEGRAM_WEBHOOK_SECRET"  # noqa: S105 - the name of a variable, not its value

TELEGRAM_SETTINGS = (
    "token_file",
    "api",
    "inline",
    "groups",
    "files",
    "audit_days",
    "audit_private",
    "upload_bytes",
    "webhook_url",
    "webhook_listen",
    "webhook_port",
    "webhook_secret_file",
    "webhook_certificate",
    "webhook_key",
)
"""The settings of Telegram alone, `TelegramSettings`; every command knows their variables, and none imports it."""

SERVE_TOKEN = "BRIEFBOT_SERVE_TOKEN"  # noqa: S105 - the name of a variable, not its value
SERVE_SETTINGS = ("http", "token_file")
"""The settings of `briefbot serve` alone, `ServeSettings`."""


def serve_variable_of(setting: str) -> str:
    """Return the environment variable of a setting of `serve`: `BRIEFBOT_SERVE_HTTP` of `http`."""
    return f"{PREFIX}SERVE_{setting.upper()}"


def telegram_variable_of(setting: str) -> str:
    """Return the environment variable of a setting of Telegram: `BRIEFBOT_TELEGRAM_API` of `api`."""
    return f"{PREFIX}TELEGRAM_{setting.upper()}"


NOT_SETTINGS = (
    CONFIG,
    CACHE,
    STATE,
    DEBUG,
    STORE_TOKEN,
    TELEGRAM_TOKEN,
    TELEGRAM_WEBHOOK_SECRET,
    *map(telegram_variable_of, TELEGRAM_SETTINGS),
    SERVE_TOKEN,
    *map(serve_variable_of, SERVE_SETTINGS),
)
"""Variables that are no setting of a command; a front end adds its own here."""

_OF_TESTS = ("BRIEFBOT_TEST_", "BRIEFBOT_EVAL")


def variable_of(setting: str) -> str:
    """Return the environment variable of a setting: `BRIEFBOT_TOP_K` of `top_k`."""
    return PREFIX + setting.upper()


def check_variables(environment: Mapping[str, str], settings: Iterable[str]) -> None:
    """Check that every `BRIEFBOT_` variable that is set is known.

    Args:
        environment: such as `os.environ`.
        settings: names of the settings.

    Raises:
        SettingsError: one is not; the message names the nearest that is, and never a value.
    """
    known = [*map(variable_of, settings), *NOT_SETTINGS]
    for name in environment:
        if name.startswith(PREFIX) and name not in known and not name.startswith(_OF_TESTS):
            raise SettingsError(
                f"the environment variable {name} is unknown",
                f"the nearest that there is: {nearest(name, known)}",
            )


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the one of `known` that is most like `name`."""
    import difflib

    return difflib.get_close_matches(name, list(known), n=1, cutoff=0.0)[0]
