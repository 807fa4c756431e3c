"""Whether a door is open, for a health check."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING

from bot.door.exchange import NothingThereError, connected, lines_of, send
from bot.door.place import check_owner, door_of, is_there
from index import BriefbotError, Finding, Level
from index.location import locate
from index.places import cache_folder

if TYPE_CHECKING:
    from bot.settings import Settings

_AREA = "door"
_NONE = Finding(_AREA, Level.OK, "none is open", "`briefbot serve` keeps this index warm, so that `ask` answers sooner")


def check_door(settings: Settings) -> Finding:
    """Return whether a process keeps the index of some settings warm; none is no problem."""
    if not hasattr(socket, "AF_UNIX"):
        return Finding(_AREA, Level.OK, "there are no Unix sockets here, so none can be open")
    try:
        place = door_of(locate(settings.place, settings.index, cache_folder()).folder, settings.store)
        check_owner(place)
        if not is_there(place):
            return _NONE
        with connected(place) as connection:
            send(connection, "/health")
            with connection.makefile("rb") as stream:
                health = json.loads(next(lines_of(stream), b""))
                what = f"process {health['process']:d} (briefbot {health['version']}) keeps this index warm"
    except NothingThereError as error:
        if not str(error):
            return _NONE
        return Finding(_AREA, Level.WARNING, str(error), "end `briefbot serve`, and start it again")
    except BriefbotError as error:
        return Finding(_AREA, Level.WARNING, error.what, error.todo)
    return Finding(_AREA, Level.OK, what)
