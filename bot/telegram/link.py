"""The link that pairs."""

from __future__ import annotations


def pairing_link(bot_name: str, code: str) -> str:
    """Return what a person opens to be paired (https://core.telegram.org/bots/features#deep-linking)."""
    return f"https://t.me/{bot_name}?start={code}"
