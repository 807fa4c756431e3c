"""What can go wrong in Telegram alone."""

from __future__ import annotations

from index import BriefbotError


class StateError(BriefbotError):
    """What Telegram must remember cannot be opened, read or written."""


class ApiError(BriefbotError):
    """Telegram's Bot API cannot be reached, or refuses."""
