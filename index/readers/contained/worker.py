"""The child: takes one file after another apart, as its parent hands them over, and says what it found.

Its standard input and output are the line to the parent; whatever a library prints goes nowhere.
"""

from __future__ import annotations

import json
import os
import sys
from typing import IO, TYPE_CHECKING

from index.errors import MissingPartError, ReadingError
from index.readers.contained.confine import allow_seconds, confine
from index.readers.contained.framing import Message, read_message, write_message
from index.readers.contained.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Job = Callable[[Mapping[str, object], bytes], Message]

_GRACE_S = 5.0
"""By how much the parent is the first to end a child that takes too long."""
_LONGEST_REASON = 200


def main() -> None:
    """Take files apart until there are no more."""
    serve({"extract": _extract, "draw": _draw})


def serve(jobs: Mapping[str, Job]) -> None:
    """Do what the parent asks for, until its end of the line is closed.

    Args:
        jobs: what can be asked for, by name; each gets the header of the request and the file.
    """
    limits = Limits(**json.loads(sys.argv[2]))
    line_in, line_out = _take_over_streams()
    confine(limits)
    while (request := read_message(line_in, sys.maxsize)) is not None:
        content = request.blobs[0]
        allow_seconds(limits.seconds_for(len(content)) + _GRACE_S)
        job = jobs[str(request.header["job"])]
        write_message(line_out, _answer(job, request.header, content))
        allow_seconds(0)


def _answer(job: Job, header: Mapping[str, object], content: bytes) -> Message:
    """Return what to reply: what was found, or an error; `is_last` where this process is not fit for another file."""
    try:
        return job(header, content)
    except ReadingError as error:
        missing = isinstance(error, MissingPartError)
        return Message({"error": [error.what, error.todo], "missing_part": missing})
    except MemoryError:
        pass  # what took it is only let go of behind this clause
    except Exception as error:  # noqa: BLE001 - a library may raise anything over a damaged file
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST_REASON]
        return Message({"error": [f"{header['source']} cannot be read ({reason})", ""]})
    return Message({"error": [f"{header['source']} takes more memory than a file may", ""], "is_last": True})


def _take_over_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Return the line to the parent, and leave nothing of it where a library might write or read."""
    line_in, line_out = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nothing, stream)
    os.close(nothing)
    return line_in, line_out


def _extract(header: Mapping[str, object], content: bytes) -> Message:
    from index.readers.contained.codec import to_message
    from index.readers.formats import extract

    return to_message(extract(str(header["source"]), content))


def _draw(header: Mapping[str, object], content: bytes) -> Message:
    from index.readers.pdf.picture import draw

    start, end = header["start"], header["end"]
    if not isinstance(start, int) or not isinstance(end, int):
        raise TypeError("a span is two numbers")
    return Message({}, (draw(str(header["source"]), content, start, end),))
