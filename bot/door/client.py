"""Ask through the door: a question goes in, an answer comes back, or nothing does and the asker answers alone.

The door speaks HTTP, of which this needs three lines: the standard library's client takes longer to import than the
whole exchange takes.
"""

from __future__ import annotations

import json
import os
import socket
from contextlib import closing
from typing import TYPE_CHECKING, Any

from bot.door.letters import inquiry_to_letter, reply_of_letter
from bot.door.peer import peer_of
from bot.door.place import check_owner, door_of, is_there
from bot.door.terms import terms_of
from bot.stream import tell
from index import BriefbotError, ReasonKind
from index.location import locate
from index.places import cache_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from bot.door.letters import Reply
    from bot.door.place import DoorPlace
    from bot.inquiry import Inquiry
    from bot.settings import Settings

CONNECT_S = 1.0
"""How long a door may take to open."""
SILENCE_S = 5.0
"""How long it may say nothing: the process behind it gives a sign of life every half second."""
PATH = "/door"
_LONGEST_LINE = 64_000_000


class _NothingThereError(Exception):
    """Nobody answers there; the message, where there is one, is what a person should know of it."""


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
        place = door_of(location.folder)
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
    except _NothingThereError as error:
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
    """Return the answer to a letter.

    Raises:
        _NothingThereError: there is none.
    """
    with closing(_connect(place)) as connection:
        peer = peer_of(connection)
        if peer is not None and peer.user != os.geteuid():
            raise _NothingThereError(f"behind the door at {place.socket} is another user (number {peer.user})")
        connection.settimeout(SILENCE_S)
        try:
            connection.sendall(_request(json.dumps(letter).encode()))
            with connection.makefile("rb") as stream:
                return _read(stream, progress)
        except TimeoutError:
            raise _NothingThereError(f"the process behind the door has said nothing for {SILENCE_S:.0f} s") from None
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            raise _NothingThereError("the process behind the door is gone") from None


def _connect(place: DoorPlace) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(CONNECT_S)
    try:
        connection.connect(os.fspath(place.socket))
    except (OSError, ValueError):  # what a dead process left there
        connection.close()
        raise _NothingThereError from None
    return connection


def _request(body: bytes) -> bytes:
    """Return a request of HTTP/1.0: its answer ends where the connection does."""
    head = f"POST {PATH} HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _read(stream: BinaryIO, progress: Callable[[str, int, int], None]) -> Reply:
    """Return the answer, which comes after any number of signs of life, each a line.

    Raises:
        _NothingThereError: there is none; the process behind the door will not answer, or cannot.
        OSError, ValueError, LookupError, TypeError: what came is no answer.
    """
    status = int(stream.readline(1_000).split()[1])
    while stream.readline(20_000).strip():
        pass
    while line := stream.readline(_LONGEST_LINE):
        said = json.loads(line)
        if not isinstance(said, dict):
            raise TypeError
        if "reply" in said:
            return reply_of_letter(said["reply"])
        if "error" in said:
            raise _NothingThereError(said["error"] if said.get("tell") else "")
        if said.get("progress"):
            progress(*said["progress"])
    raise _NothingThereError("the process behind the door is gone" if status == 200 else "")  # noqa: PLR2004 - HTTP's OK
