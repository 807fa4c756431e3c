"""What can go wrong in Telegram alone."""

from __future__ import annotations

from index import BriefbotError


class StateError(BriefbotError):
    """What Telegram must remember cannot be opened, read or written."""


class WebhookError(BriefbotError):
    """The webhook cannot be opened: its address is taken, or its certificate cannot be used."""


class ServiceError(BriefbotError):
    """Telegram does not take what is sent: the token is wrong, or it cannot be reached."""
