"""One run: the briefings open in the background, so that whoever starts this need not wait for its first word."""

from __future__ import annotations

import asyncio
import threading
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from bot.mcp.server import build, check_sdk, speak
from bot.mcp.tools import tools_of
from bot.opening import briefings_of
from bot.serving.desk import Desk
from bot.serving.limits import Limits
from bot.stream import tell
from index import BriefbotError

if TYPE_CHECKING:
    from bot.settings import Settings
    from index import Briefings


def run(settings: Settings, *, no_sync: bool = False) -> None:
    """Answer until standard input ends, by what is in the folder or by the index as it stands.

    Raises:
        NoSdkError: the SDK is not installed.
    """
    check_sdk()
    with closing(briefings_of(settings, tell, _show_nothing)) as briefings:
        threading.Thread(target=_warm, args=(briefings, no_sync), name="warm", daemon=True).start()
        asyncio.run(speak(build(tools_of(Desk(briefings, settings, no_sync)), Limits().threads)))


def _warm(briefings: Briefings, no_sync: bool) -> None:
    """Load what answering takes; what stands in the way of that is told where something is asked."""
    with suppress(BriefbotError):
        if not no_sync:
            briefings.sync()
        briefings.indexed.ask("what is written here?", top_k=1)


def _show_nothing(step: str, done: int, total: int) -> None: ...
