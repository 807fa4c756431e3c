"""Files with bytes changed at random are read or refused, and nothing else happens."""

from __future__ import annotations

import io
import random
import zipfile
from importlib import import_module

import pytest
from made_files import MADE, zipped

from index.errors import ReadingError

TIMES = 200
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


@pytest.mark.parametrize("form", sorted(MADE))
def test_a_mutated_file_is_read_or_refused(form: str) -> None:
    """Two hundred of each form, the same on every run; of those in zip files half are changed inside."""
    content = MADE[form]()
    extract = import_module(f"index.readers.{form}").extract
    packed = form in ("docx", "pptx", "xlsx", "odt")
    refused = 0
    for number in range(TIMES):
        chance = random.Random(f"{form} {number}")  # noqa: S311 - nothing secret about it
        change = mutated_inside if packed and number % 2 else mutated
        try:
            found = extract("a.x", change(content, chance))
        except ReadingError:
            refused += 1
            continue
        found.text.encode()
        assert all(block.span.end <= len(found.text) for block in found.blocks)
    assert refused < TIMES
