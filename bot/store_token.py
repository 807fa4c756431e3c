"""What the server of a shared index asks of those it lets in: from the environment, or from a file."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from bot.variables import STORE_TOKEN
from index import SettingsError

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from pathlib import Path

_MOST_CHARACTERS = 10_000
_OTHERS = 0o077


def store_token(environment: MutableMapping[str, str], file: Path | None) -> str | None:
    """Return the token, `user:password` or a key; None where none is set.

    Args:
        environment: such as `os.environ`; the token is taken out of it, so that no program that is started inherits it.
        file: a file that holds it, where the environment does not.

    Raises:
        SettingsError: the file cannot be read, or others can read it.
    """
    words = environment.pop(STORE_TOKEN, "").strip()
    if words or file is None:
        return words or None
    try:
        with file.open(encoding="utf-8") as stream:
            mode, words = os.fstat(stream.fileno()).st_mode, stream.read(_MOST_CHARACTERS)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        # Without its cause: a UnicodeDecodeError carries what it could not read.
        raise SettingsError(f"the file of the store's token {file} cannot be read ({reason})", "correct it") from None
    if os.name != "nt" and stat.S_IMODE(mode) & _OTHERS:
        raise SettingsError(f"others can read the file of the store's token {file}", f"chmod 600 {file}")
    return words.strip() or None
