"""Files with bytes changed at random: what harm a damaged file can do."""

from __future__ import annotations

import io
import random  # noqa: TC003 - benchmarks run this as well
import re
import zipfile
from typing import TYPE_CHECKING

from made_files import zipped

if TYPE_CHECKING:
    from collections.abc import Callable

SPLICES = (
    b"<",
    b">",
    b"\x00",
    b"&x;",
    b"\xff\xfe",
    b"]]>",
    b"9" * 30,
    b"--",
    b"\r\n\r\n",
    b"=?utf-8?q?=?=",
    b"{\\",
    b'"',
)


_NUMBER = re.compile(rb"\d+")
_HUGE = (b"0", b"-1", b"65536", b"2147483647", b"4294967296", b"99999999999999999999", b"1e308")
_LOOKED_AT = 200_000


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return bytes with one to eight changes."""
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        content = chance.choice(_CHANGES)(content, chance)
    return content


def _flip(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 4, 32)) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _overwrite(content: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(content, chance)
    return content[:start] + chance.randbytes(end - start) + content[end:]


def _cut(content: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(content, chance)
    return content[:start] + content[end:]


def _repeat(content: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(content, chance)
    return content[:end] + content[start:end] * chance.choice((1, 3, 100)) + content[end:]


def _move(content: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(content, chance)
    rest = content[:start] + content[end:]
    place = chance.randint(0, len(rest))
    return rest[:place] + content[start:end] + rest[place:]


def _put_in(content: bytes, chance: random.Random) -> bytes:
    place = chance.randint(0, len(content))
    return content[:place] + chance.randbytes(chance.choice((1, 16, 256))) + content[place:]


def _splice(content: bytes, chance: random.Random) -> bytes:
    place = chance.randint(0, len(content))
    return content[:place] + chance.choice(SPLICES) + content[place:]


def _break_off(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randint(0, len(content))]


def _renumber(content: bytes, chance: random.Random) -> bytes:
    numbers = list(_NUMBER.finditer(content[:_LOOKED_AT]))
    if not numbers:
        return content
    number = chance.choice(numbers)
    return content[: number.start()] + chance.choice(_HUGE) + content[number.end() :]


def _stretch(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(content))
    return start, min(len(content), start + chance.choice((1, 8, 64, 1024)))


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip, _flip, _overwrite, _cut, _repeat, _move, _put_in, _splice, _splice, _renumber, _renumber, _break_off,
)  # fmt: skip


def mutated_inside(content: bytes, chance: random.Random) -> bytes:
    """Return a zip file with one of its members mutated: what checksums would otherwise keep from the parser."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name in members if name.endswith((".xml", ".rels"))])
    return zipped({**members, name: mutated(members[name], chance)})
