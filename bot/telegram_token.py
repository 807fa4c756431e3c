"""Whether there is a token for Telegram, for a health check. Its value is never shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.secret import NoSecretError
from bot.telegram.secret import load_token, place_of_token
from bot.telegram.settings import load_telegram_settings
from index import Finding, Level, SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

_AREA = "telegram"


def check_token(environment: Mapping[str, str], config: str | None = None) -> Finding:
    """Return whether a token is set, well-formed and kept from others; only Telegram itself knows if it is valid.

    No token is no problem: Telegram is a choice.

    Args:
        environment: such as `os.environ`; it stays as it is.
        config: the file that `--config` names.
    """
    own = dict(environment)
    try:
        settings = load_telegram_settings(own, config)
        place = place_of_token(own, settings)
        load_token(own, settings)
    except NoSecretError as error:
        return Finding(_AREA, Level.OK, error.what, error.todo)
    except SettingsError as error:
        return Finding(_AREA, Level.PROBLEM, error.what, error.todo)
    return Finding(_AREA, Level.OK, f"a token is set in {place} and looks like one")
