"""A conversation at a door: a letter goes in, signs of life come back, and at last a reply."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.door.exchange import NothingThereError, connected, lines_of, send
from bot.door.letters import inquiry_to_letter, reply_of_letter
from bot.door.terms import terms_of
from bot.stream import tell
from index import ReasonKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.door.letters import Reply
    from bot.door.place import DoorPlace
    from bot.inquiry import Inquiry
    from bot.settings import Settings
    from bot.wire import Json

PATH = "/door"


def letter_of(settings: Settings, index_folder: Path, inquiry: Inquiry, *, explain: bool) -> Json:
    """Return a question as it is sent, with what this process would answer it with."""
    terms = terms_of(settings, index_folder)
    return {
        "program": terms.program,
        "settings": terms.settings,
        "inquiry": inquiry_to_letter(inquiry),
        "explain": explain,
    }


def converse(place: DoorPlace, letter: Json, progress: Callable[[str, int, int], None]) -> Reply | None:
    """Return the answer to a letter; None where there is none, which is told of where there should be one.

    Args:
        place: where the door is.
        letter: what is sent.
        progress: told how far a long step is.
    """
    try:
        return _converse(place, letter, progress)
    except NothingThereError as error:
        if str(error):
            tell(f"{error}; answering without it")
    return None


def was_synced(inquiry: Inquiry, reply: Reply) -> bool:
    """Return whether a process of its own would have brought the index up to date, and said where that is."""
    reason = reply.answer.reason
    greets = reason is not None and reason.kind is ReasonKind.GREETING
    return not inquiry.no_sync and (inquiry.moment is not None or not greets)


def _converse(place: DoorPlace, letter: Json, progress: Callable[[str, int, int], None]) -> Reply:
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
