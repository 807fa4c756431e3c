"""PNG (https://www.w3.org/TR/png/), as much of it as a picture of a page takes."""

from __future__ import annotations

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_TRUE_COLOR = 2
_BITS = 8
_LEVEL = 6


def png_of(width: int, height: int, rows: list[bytes]) -> bytes:
    """Return a picture as PNG.

    Args:
        width: in pixels.
        height: in pixels.
        rows: from top to bottom, 3 bytes for each pixel: red, green, blue.
    """
    header = struct.pack(">IIBBBBB", width, height, _BITS, _TRUE_COLOR, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), _LEVEL)
    return _SIGNATURE + _part(b"IHDR", header) + _part(b"IDAT", pixels) + _part(b"IEND", b"")


def _part(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
