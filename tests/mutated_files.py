"""Files with bytes changed at random: what harm a damaged file can do."""

from __future__ import annotations

import io
import random  # noqa: TC003 - benchmarks run this as well
import zipfile

from made_files import zipped

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


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return bytes with a few of them changed, cut, doubled, or put in their place."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed) + 1)
        length = chance.randint(1, 20)
        match chance.randrange(4):
            case 0:
                changed[at : at + length] = chance.randbytes(length)
            case 1:
                del changed[at : at + length * 10]
            case 2:
                changed[at:at] = changed[at : at + length * 10]
            case _:
                changed[at:at] = chance.choice(SPLICES)
    return bytes(changed)


def mutated_inside(content: bytes, chance: random.Random) -> bytes:
    """Return a zip file with one of its members mutated: what checksums would otherwise keep from the parser."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name in members if name.endswith((".xml", ".rels"))])
    return zipped({**members, name: mutated(members[name], chance)})
