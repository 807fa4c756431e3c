"""Ask through the door: a question goes in, an answer comes back, or nothing does and the asker answers alone."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING, Any

from bot.door.exchange import NothingThereError, connected, lines_of, send
from bot.door.letters import inquiry_to_letter, reply_of_letter
from bot.door.place import check_owner, door_of, is_there
from bot.door.terms import terms_of
from bot.stream import tell
from index import BriefbotError, ReasonKind
from index.location import locate
from index.places import cache_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.door.letters import Reply
    from bot.door.place import DoorPlace
    from bot.inquiry import Inquiry
    from bot.settings import Settings

PATH = "/door"


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
        check_owner(place)
        terms = terms_of(settings, location.folder)
        letter = {
            "program": terms.program,
            "settings": terms.settings,
            "inquiry": inquiry_to_letter(inquiry),
            "explain": explain,
        }
        reply = _converse(place, letter, progress)
    except BriefbotError as error:
        tell(f"{error.what}; answering without it")
        return None
    except NothingThereError as error:
        if str(error):
            tell(f"{error}; answering without it")
        return None
    if location.notice and _was_synced(inquiry, reply):
        tell(location.notice)
    return reply


def _was_synced(inquiry: Inquiry, reply: Reply) -> bool:
    """Return whether a process of its own would have brought the index up to date, and said where that is."""
    reason = reply.answer.reason
    greets = reason is not None and reason.kind is ReasonKind.GREETING
    return not inquiry.no_sync and (inquiry.moment is not None or not greets)


def _converse(place: DoorPlace, letter: dict[str, Any], progress: Callable[[str, int, int], None]) -> Reply:
    """Return the answer to a letter, which comes after any number of signs of life, each a line.

    Raises:
        NothingThereError: there is none; the process behind the door will not answer, or cannot.
    """
    with connected(place) as connection:
        send(connection, PATH, json.dumps(letter).encode())
        with connection.makefile("rb") as stream:
            for line in lines_of(stream):
                said = json.loads(line)
                if not isinstance(said, dict):
                    raise TypeError
                if "reply" in said:
                    return reply_of_letter(said["reply"])
                if "error" in said:
                    raise NothingThereError(said["error"] if said.get("tell") else "")
                if said.get("progress"):
                    progress(*said["progress"])
        raise EOFError
