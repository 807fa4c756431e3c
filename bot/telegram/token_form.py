"""What a bot's token looks like."""

from __future__ import annotations

import re

# https://core.telegram.org/bots/features#botfather: the bot's number, a colon, and a secret.
_FORM = re.compile(r"[0-9]{6,}:[A-Za-z0-9_-]{30,}")
# The colon also as URLs quote it, once or more often.
COLON = r"(?::|%(?:25)*3a)"
ANYWHERE = re.compile(rf"(?:bot)?[0-9]{{6,}}{COLON}[a-z0-9_-]{{30,}}", re.IGNORECASE)
"""A token inside other text, as it is written in URLs too."""


def is_token(words: str) -> bool:
    """Return whether `words` are a token by their form; only Telegram knows whether it is one."""
    return _FORM.fullmatch(words) is not None


def holds_token(words: str) -> bool:
    """Return whether what looks like a token stands in `words`."""
    return ANYWHERE.search(words) is not None
