"""What nobody may see: the bot's token and the webhook's secret, from where they are kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.secret import SecretKind, load_secret
from bot.telegram.token_form import is_token
from bot.variables import TELEGRAM_TOKEN, TELEGRAM_WEBHOOK_SECRET, telegram_variable_of

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from bot.secret import Secret
    from bot.telegram.settings import TelegramSettings

# https://core.telegram.org/bots/api#setwebhook: what a secret token may be, but for our least length.
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")

_TOKEN = SecretKind(
    "token",
    TELEGRAM_TOKEN,
    "token_file",
    telegram_variable_of("token_file"),
    is_token,
    "copy it again from @BotFather (/mybots, the bot, API Token)",
    f"to use Telegram, set {TELEGRAM_TOKEN}, or {telegram_variable_of('token_file')} to a file that only you can read; "
    "/newbot at https://t.me/BotFather gives a token",
)
_WEBHOOK = SecretKind(
    "webhook secret",
    TELEGRAM_WEBHOOK_SECRET,
    "webhook_secret_file",
    telegram_variable_of("webhook_secret_file"),
    lambda words: _WEBHOOK_SECRET.fullmatch(words) is not None,
    "give 32 to 256 characters of A-Z, a-z, 0-9, _ and -, such as `openssl rand -hex 32` prints",
    f"for a webhook, set {TELEGRAM_WEBHOOK_SECRET}, or {telegram_variable_of('webhook_secret_file')} to a file that "
    "only you can read, with what `openssl rand -hex 32` prints",
)


def load_token(environment: MutableMapping[str, str], settings: TelegramSettings) -> Secret:
    """Return the bot's token, from the environment or else from its file.

    Args:
        environment: such as `os.environ`; the token is taken out of it, so that no program that is started inherits it.
        settings: what Telegram is set by.

    Raises:
        SettingsError: there is none, others can read its file, or it does not look like a token.
    """
    return load_secret(_TOKEN, environment, settings.token_file)


def load_webhook_secret(environment: MutableMapping[str, str], settings: TelegramSettings) -> Secret:
    """Return the secret that Telegram sends with each call of the webhook; see `load_token`.

    Raises:
        SettingsError: there is none, others can read its file, or it is too short or of other characters.
    """
    return load_secret(_WEBHOOK, environment, settings.webhook_secret_file)


def place_of_token(environment: Mapping[str, str], settings: TelegramSettings) -> str | None:
    """Return how a message names where the token is kept, or None where none is set."""
    if environment.get(TELEGRAM_TOKEN):
        return TELEGRAM_TOKEN
    return None if settings.token_file is None else str(settings.token_file)
