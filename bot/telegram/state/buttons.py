"""Buttons: what Telegram holds of one is a random number, bound to a person and a chat, that expires."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.telegram.state.database import Database

LIFE_SECONDS = 172_800
"""How long a button works."""
_ID_BYTES = 16


class Action(StrEnum):
    """What a button does."""

    MORE = "more"
    CONTEXT = "context"
    SOURCE = "source"
    RIGHT = "right"
    WRONG = "wrong"
    SOURCES_PAGE = "sources_page"
    SET_LANGUAGE = "set_language"
    SET_TOP_K = "set_top_k"
    SET_NEIGHBORS = "set_neighbors"
    ERASE = "erase"
    AUDIT_PAGE = "audit_page"
    PUBLISH = "publish"
    REPLACE = "replace"
    DISCARD = "discard"
    ROLL_BACK = "roll_back"
    UNWATCH = "unwatch"
    WATCHES_PAGE = "watches_page"
    KEEP = "keep"
    UNKEEP = "unkeep"
    KEEPS_PAGE = "keeps_page"


@dataclass(frozen=True, slots=True)
class Button:
    """What a button does, and to what.

    Attributes:
        action: what it does.
        argument: to what; its meaning is the action's own.
    """

    action: Action
    argument: str = ""


class Refusal(StrEnum):
    """Why a button does nothing."""

    STALE = "stale"
    NOT_YOURS = "not_yours"


class Buttons:
    """The buttons that work."""

    def __init__(self, database: Database) -> None:
        """Keep them in `database`."""
        self._database = database

    def make(self, chat: int, person: int, buttons: Sequence[Button], now: float) -> tuple[str, ...]:
        """Return the data of new buttons in a chat that work for one person alone."""
        ids = tuple(secrets.token_urlsafe(_ID_BYTES) for _ in buttons)
        with self._database.writing() as connection:
            connection.executemany(
                "INSERT INTO button VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (number, chat, person, button.action, button.argument, now + LIFE_SECONDS)
                    for number, button in zip(ids, buttons, strict=True)
                ],
            )
        return ids

    def press(self, data: str, chat: int, person: int, now: float) -> Button | Refusal:
        """Return what a button does that a person pressed in a chat, or why it does nothing."""
        with self._database.reading() as connection:
            query = "SELECT chat, person, action, argument FROM button WHERE id = ? AND expires_at > ?"
            row = connection.execute(query, (data, now)).fetchone()
        if row is None or row[0] != chat:  # in another chat it was forged
            return Refusal.STALE
        return Button(Action(row[2]), row[3]) if row[1] == person else Refusal.NOT_YOURS
