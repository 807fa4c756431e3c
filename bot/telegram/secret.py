"""What nobody may see: the bot's token and the webhook's secret, from where they are kept to where they are used."""

from __future__ import annotations

import hmac
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from bot.telegram.token_form import is_token
from bot.variables import TELEGRAM_TOKEN, TELEGRAM_WEBHOOK_SECRET, telegram_variable_of
from index import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping

    from bot.telegram.settings import TelegramSettings

HIDDEN = "***"
"""What is shown in a secret's place."""
# https://core.telegram.org/bots/api#setwebhook: what a secret token may be, but for our least length.
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")
_MOST_CHARACTERS = 1_000


class NoSecretError(SettingsError):
    """A secret that is needed is not set."""


class Secret:
    """Words that show as `***` wherever they are written, but by `reveal`."""

    __slots__ = ("__words",)

    def __init__(self, words: str) -> None:
        """Keep `words`."""
        self.__words = words

    def reveal(self) -> str:
        """Return the words, for the one place that needs them."""
        return self.__words

    def __repr__(self) -> str:
        """Return `***`."""
        return HIDDEN

    def __format__(self, form: str) -> str:
        """Return `***`, as wide as was asked for."""
        return format(HIDDEN, form)

    def __eq__(self, other: object) -> bool:
        """Compare in a time that does not tell how much is alike."""
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self.__words.encode(), other.__words.encode())

    def __hash__(self) -> int:
        """Return a hash, which is another in every process."""
        return hash(self.__words)

    def __copy__(self) -> Self:
        """Return itself: it does not change."""
        return self

    def __deepcopy__(self, memo: object) -> Self:
        """Return itself, inside a copied record too."""
        return self

    def __reduce__(self) -> tuple[type[Secret], tuple[str]]:
        """Pickle as `***`: what leaves the process leaves without the words."""
        return Secret, (HIDDEN,)

    def __getstate__(self) -> None:
        """Give nothing to whoever copies the state by hand."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of secret.

    Attributes:
        name: as messages call it.
        variable: the variable that holds it.
        setting: the setting that names a file that holds it.
        is_one: whether words look like one.
        again: what to do where they do not.
        first: what to do where there is none.
    """

    name: str
    variable: str
    setting: str
    is_one: Callable[[str], bool]
    again: str
    first: str


_TOKEN = _Kind(
    "token",
    TELEGRAM_TOKEN,
    "token_file",
    is_token,
    "copy it again from @BotFather (/mybots, the bot, API Token)",
    f"to use Telegram, set {TELEGRAM_TOKEN}, or {telegram_variable_of('token_file')} to a file that only you can read; "
    "/newbot at https://t.me/BotFather gives a token",
)
_WEBHOOK = _Kind(
    "webhook secret",
    TELEGRAM_WEBHOOK_SECRET,
    "webhook_secret_file",
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
    return _load(_TOKEN, environment, settings.token_file)


def load_webhook_secret(environment: MutableMapping[str, str], settings: TelegramSettings) -> Secret:
    """Return the secret that Telegram sends with each call of the webhook; see `load_token`.

    Raises:
        SettingsError: there is none, others can read its file, or it is too short or of other characters.
    """
    return _load(_WEBHOOK, environment, settings.webhook_secret_file)


def place_of_token(environment: Mapping[str, str], settings: TelegramSettings) -> str | None:
    """Return how a message names where the token is kept, or None where none is set."""
    if environment.get(TELEGRAM_TOKEN):
        return TELEGRAM_TOKEN
    return None if settings.token_file is None else str(settings.token_file)


def _load(kind: _Kind, environment: MutableMapping[str, str], file: Path | None) -> Secret:
    words, place = environment.pop(kind.variable, ""), kind.variable
    if not words:
        if file is None:
            raise NoSecretError(f"no {kind.name} is set", kind.first)
        words, place = _of_file(kind, file, _wider_than_allowed(file, environment)), str(file)
    words = words.strip()
    if not kind.is_one(words):
        raise SettingsError(f"the {kind.name} in {place} does not look like one", kind.again)
    return Secret(words)


def _wider_than_allowed(file: Path, environment: Mapping[str, str]) -> int:
    """Return the bits of a file's mode that let others at it.

    What systemd hands to a service (`LoadCredential=`) is the service's alone, by an access control list whose mask
    stands in the mode where a group's rights do: https://github.com/systemd/systemd/issues/29435.
    """
    handed_over = environment.get("CREDENTIALS_DIRECTORY")
    return 0o037 if handed_over and file.parent == Path(handed_over) else 0o077


def _of_file(kind: _Kind, file: Path, too_wide: int) -> str:
    """Return what stands in a file whose mode has none of the bits `too_wide`.

    Raises:
        SettingsError: it cannot be read, or others can.
    """
    try:
        with file.open(encoding="utf-8") as stream:
            mode, words = os.fstat(stream.fileno()).st_mode, stream.read(_MOST_CHARACTERS)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        todo = f"correct {kind.setting} or {telegram_variable_of(kind.setting)}"
        # Without its cause: a UnicodeDecodeError carries what it could not read.
        raise SettingsError(f"the {kind.name}'s file {file} cannot be read ({reason})", todo) from None
    if os.name != "nt" and stat.S_IMODE(mode) & too_wide:
        raise SettingsError(f"others can read the {kind.name}'s file {file}", f"chmod 600 {file}")
    return words
