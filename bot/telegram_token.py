"""Where Telegram's token is kept, and whether it looks like one. Its value is never shown."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from bot.variables import TELEGRAM_TOKEN, TELEGRAM_TOKEN_FILE
from index import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Mapping

# https://core.telegram.org/bots/features#botfather: the bot's number, a colon, and a secret.
_FORM = re.compile(r"[0-9]{6,}:[A-Za-z0-9_-]{30,}")
_AREA = "telegram"
_MOST_CHARACTERS = 1_000
_NEW = "copy it again from @BotFather"


def check_token(environment: Mapping[str, str]) -> Finding:
    """Return whether a token is set, well-formed and kept from others; only Telegram itself knows if it is valid.

    Args:
        environment: such as `os.environ`; the token itself is in BRIEFBOT_TELEGRAM_TOKEN, or the path of a file that
            holds it in BRIEFBOT_TELEGRAM_TOKEN_FILE.
    """
    token, file = environment.get(TELEGRAM_TOKEN), environment.get(TELEGRAM_TOKEN_FILE)
    if token:
        return _judge(token, TELEGRAM_TOKEN)
    if file:
        return _of_file(Path(file).expanduser())
    todo = f"to use Telegram, set {TELEGRAM_TOKEN}, or {TELEGRAM_TOKEN_FILE} to a file that only you can read"
    return Finding(_AREA, Level.OK, "no token is set", todo)


def _of_file(file: Path) -> Finding:
    try:
        with file.open(encoding="utf-8") as stream:
            mode, token = os.fstat(stream.fileno()).st_mode, stream.read(_MOST_CHARACTERS)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        what = f"the token's file {file} cannot be read ({reason})"
        return Finding(_AREA, Level.PROBLEM, what, f"correct {TELEGRAM_TOKEN_FILE}")
    if os.name != "nt" and stat.S_IMODE(mode) & 0o077:
        return Finding(_AREA, Level.PROBLEM, f"others can read the token's file {file}", f"chmod 600 {file}")
    return _judge(token, str(file))


def _judge(token: str, place: str) -> Finding:
    if _FORM.fullmatch(token.strip()) is None:
        return Finding(_AREA, Level.PROBLEM, f"the token in {place} does not look like one", _NEW)
    return Finding(_AREA, Level.OK, f"a token is set in {place} and looks like one")
