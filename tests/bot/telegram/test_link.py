"""The link that pairs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot_scene import NOW

from bot.telegram.link import pairing_link
from bot.telegram.state.pairings import Pairings

if TYPE_CHECKING:
    from bot.telegram.state.database import Database


def test_a_link_is_one_that_telegram_opens(database: Database) -> None:
    """A start parameter has 64 characters of A-Z, a-z, 0-9, _ and - at most (core.telegram.org/api/links)."""
    for _ in range(50):
        link = pairing_link("my_bot", Pairings(database).make_code(NOW))
        assert re.fullmatch(r"https://t\.me/my_bot\?start=[A-Za-z0-9_-]{1,64}", link)
