"""Ask through the door, where there is one."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from bot.door.place import check_owner, door_of, is_there
from bot.stream import tell
from index import BriefbotError
from index.location import locate
from index.places import cache_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.door.letters import Reply
    from bot.inquiry import Inquiry
    from bot.settings import Settings


def ask_at_door(
    settings: Settings, inquiry: Inquiry, *, explain: bool, progress: Callable[[str, int, int], None]
) -> Reply | None:
    """Return what the process behind the door answers; None where there is none that answers as this one would.

    Where there is one that should answer and does not, that is told of.

    Args:
        settings: what this process would answer with.
        inquiry: what is asked.
        explain: whether each sentence is to be explained.
        progress: told how far a long step is.
    """
    if not hasattr(socket, "AF_UNIX"):
        return None
    try:
        location = locate(settings.place, settings.index, cache_folder())
        place = door_of(location.folder, settings.store)
        if not is_there(place):
            return None
        from bot.door.conversation import converse, letter_of, was_synced  # takes 10 ms, and mostly there is no door

        check_owner(place)
        reply = converse(place, letter_of(settings, location.folder, inquiry, explain=explain), progress)
    except BriefbotError as error:
        tell(f"{error.what}; answering without it")
        return None
    if reply and location.notice and was_synced(inquiry, reply):
        tell(location.notice)
    return reply
