"""What can go wrong before a tool is called."""

from __future__ import annotations

from index import BriefbotError


class NoSdkError(BriefbotError):
    """The SDK of the Model Context Protocol is not installed, or is of a version that this program does not know."""
