"""The environment variables that briefbot knows, so that a misspelt one is an error and not a silence."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from index import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PREFIX = "BRIEFBOT_"

CONFIG = "BRIEFBOT_CONFIG"
CACHE = "BRIEFBOT_CACHE"
STATE = "BRIEFBOT_STATE"
DEBUG = "BRIEFBOT_DEBUG"
TELEGRAM_TOKEN = "BRIEFBOT_TELEGRAM_TOKEN"  # noqa: S105 - the name of a variable, not its value
TELEGRAM_TOKEN_FILE = "BRIEFBOT_TELEGRAM_TOKEN_FILE"  # noqa: S105 - the name of a variable, not its value

NOT_SETTINGS = (CONFIG, CACHE, STATE, DEBUG, TELEGRAM_TOKEN, TELEGRAM_TOKEN_FILE)
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
    return difflib.get_close_matches(name, list(known), n=1, cutoff=0.0)[0]
