"""Text from outside as Telegram will show it, so that what is compared and counted here is what a person reads."""

from __future__ import annotations

import re
import unicodedata

from bot.sanitize import sanitize

# What Telegram itself takes out of a message (clean_input_string in TDLib's td/telegram/misc.cpp) beyond what no screen
# gets (`sanitize`): marks that draw through the lines above and below, and a non-character.
_TAKEN_OUT = re.compile("[\u0333\u033f\u030a\ufffe]")


def as_shown(text: str) -> str:
    """Return text as one line of what Telegram shows: composed (NFC), without what it or a screen would obey.

    Applying it twice changes nothing more, so two texts that it makes equal are shown alike.
    """
    composed = unicodedata.normalize("NFC", sanitize(text))
    return " ".join(unicodedata.normalize("NFC", _TAKEN_OUT.sub("", composed)).split())


def shortened(text: str, most: int) -> str:
    """Return a title or a name of at most so many characters, cut between words; never used for what is quoted."""
    if len(text) <= most:
        return text
    return (text[: most - 1].rpartition(" ")[0] or text[: most - 1]) + "…"


def units(text: str) -> int:
    """Return how long Telegram counts a text: in UTF-16 code units, as its entities are."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
