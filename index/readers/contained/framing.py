"""Messages between a process and its child: a JSON header and stretches of bytes, each with its length before it.

Nothing of it can make objects of its own, as a pickle can.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_LENGTHS = struct.Struct(">QI")
_LENGTH = struct.Struct(">Q")
_MOST_BLOBS = 10_000
_READ_AT_ONCE = 1 << 20


class FramingError(Exception):
    """What comes is no message."""


class TooLongError(FramingError):
    """What comes is longer than allowed."""


@dataclass(frozen=True, slots=True)
class Message:
    """What one side tells the other.

    Attributes:
        header: what JSON can hold.
        blobs: what it cannot, or not well: texts and files.
    """

    header: Mapping[str, object]
    blobs: tuple[bytes, ...] = ()


def write_message(stream: IO[bytes], message: Message) -> None:
    """Write a message, and hand it over at once."""
    header = json.dumps(message.header, ensure_ascii=True).encode()
    stream.write(_LENGTHS.pack(len(header), len(message.blobs)))
    for blob in message.blobs:
        stream.write(_LENGTH.pack(len(blob)))
    stream.write(header)
    for blob in message.blobs:
        stream.write(blob)
    stream.flush()


def read_message(stream: IO[bytes], most_bytes: int) -> Message | None:
    """Return the next message, or None where the stream has ended.

    Args:
        stream: where from.
        most_bytes: the longest that it may be.

    Raises:
        TooLongError: it is longer.
        FramingError: it breaks off, or its header is not a JSON object.
    """
    lengths = stream.read(_LENGTHS.size)
    if not lengths:
        return None
    if len(lengths) < _LENGTHS.size:
        raise FramingError("the message breaks off")
    header_length, count = _LENGTHS.unpack(lengths)
    if count > _MOST_BLOBS:
        raise FramingError("the message has too many parts")
    sizes = [_LENGTH.unpack(_exactly(stream, _LENGTH.size))[0] for _ in range(count)]
    if header_length + sum(sizes) > most_bytes:
        raise TooLongError(f"the message is longer than {most_bytes:,} bytes")
    header = _parse(_exactly(stream, header_length))
    return Message(header, tuple(_exactly(stream, size) for size in sizes))


def _exactly(stream: IO[bytes], size: int) -> bytes:
    pieces: list[bytes] = []
    missing = size
    while missing:
        piece = stream.read(min(missing, _READ_AT_ONCE))
        if not piece:
            raise FramingError("the message breaks off")
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)


def _parse(header: bytes) -> Mapping[str, object]:
    try:
        parsed: object = json.loads(header)
    except (ValueError, RecursionError) as error:
        raise FramingError("the message's header is not JSON") from error
    if not isinstance(parsed, dict):
        raise FramingError("the message's header is not an object")
    return parsed
