"""What `briefbot serve` alone is set by: flags, `BRIEFBOT_SERVE_` variables, the table `[serve]` of briefbot.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.configuration import SERVE_TABLE, load_configuration
from bot.secret import Secret, SecretKind, load_secret
from bot.values import FLAG, Given, Rule, of_environment, path, read_value, whole
from bot.variables import SERVE_SETTINGS, SERVE_TOKEN, serve_variable_of

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

_FORM = re.compile(r"[A-Za-z0-9._~+/=-]{32,512}")
"""What a bearer token may be (RFC 6750, section 2.1), but for our least length."""
_TOKEN = SecretKind(
    "token of serve",
    SERVE_TOKEN,
    "token_file",
    serve_variable_of("token_file"),
    lambda words: _FORM.fullmatch(words) is not None,
    "give 32 characters or more of A-Z, a-z, 0-9 and ._~+/=-, such as `openssl rand -hex 32` prints",
    f"HTTP needs one: set {SERVE_TOKEN}, or --token-file to a file that only you can read, with what "
    "`openssl rand -hex 32` prints",
)


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """What `briefbot serve` alone is set by.

    Attributes:
        http: the port of 127.0.0.1 that HTTP is served at besides the socket; None for none.
        token_file: a file that holds the token of HTTP, readable by its owner alone.
    """

    http: int | None = None
    token_file: Path | None = None


def load_serve_settings(
    flags: Mapping[str, str | None], environment: Mapping[str, str], config: str | None = None
) -> ServeSettings:
    """Return what `briefbot serve` alone is set by; a flag beats the environment, which beats the file.

    Args:
        flags: values of the command line by name of setting; None where a flag is not given.
        environment: such as `os.environ`; an empty variable counts as not set.
        config: the file that `--config` names.

    Raises:
        SettingsError: a name is unknown, a value is not allowed, or the file cannot be read.
    """
    given = load_configuration(environment, config).given_in(SERVE_TABLE, SERVE_SETTINGS)
    given |= of_environment(environment, {name: serve_variable_of(name) for name in SERVE_SETTINGS})
    for name, value in flags.items():
        if value is not None:
            given[name] = Given(value, f"--{name.replace('_', '-')}", Path(), FLAG)
    values: dict[str, Any] = {name: read_value(_RULES[name], value) for name, value in given.items()}
    return ServeSettings(**values)


def load_serve_token(environment: MutableMapping[str, str], settings: ServeSettings) -> Secret | None:
    """Return the token of HTTP, None where no HTTP is served; errors as `bot.secret.load_secret`.

    Args:
        environment: such as `os.environ`; the token is taken out of it, so that no program that is started inherits it.
        settings: what `briefbot serve` is set by.
    """
    if settings.http is None:
        return None
    return load_secret(_TOKEN, environment, settings.token_file)


_RULES = {
    "http": Rule(whole(1, 65_535), "a port, a whole number from 1 to 65,535"),
    "token_file": Rule(path, "the path of a file that only you can read, not what stands in it", shown=False),
}
