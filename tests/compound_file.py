"""Writes compound files ([MS-CFB], version 3), as Outlook saves messages: no free library does."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass
class _Entry:
    name: str
    kind: int
    content: bytes = b""
    inside: dict[str, _Entry] = field(default_factory=dict)
    number: int = 0
    right: int = _NONE
    first: int = _END


def compound_file(streams: dict[str, bytes]) -> bytes:
    """Return a compound file with these streams, by their paths (`storage/stream`)."""
    root = _Entry("Root Entry", _ROOT)
    for path, content in streams.items():
        at = root
        *folders, name = path.split("/")
        for folder in folders:
            at = at.inside.setdefault(folder, _Entry(folder, _STORAGE))
        at.inside[name] = _Entry(name, _STREAM, content)
    entries = _numbered(root)
    sectors: list[bytes] = []
    fat: list[int] = []
    mini, mini_fat = b"", []
    for entry in entries:
        if entry.kind == _STREAM and 0 < len(entry.content) < _CUTOFF:
            entry.first = len(mini_fat)
            mini += entry.content + b"\x00" * (-len(entry.content) % _MINI)
            mini_fat += _chain(len(mini_fat), len(mini) // _MINI - len(mini_fat))
        elif entry.kind == _STREAM and entry.content:
            entry.first = _add(sectors, fat, entry.content)
    root.content, root.first = mini, _add(sectors, fat, mini)
    mini_first = _add(sectors, fat, b"".join(struct.pack("<I", one) for one in mini_fat))
    mini_sectors = -(-len(mini_fat) * 4 // _SECTOR)
    directory = _add(sectors, fat, b"".join(_packed(entry) for entry in entries), fill=_packed(_Entry("", 0)))
    count = 1
    while (len(fat) + count) * 4 > count * _SECTOR:
        count += 1
    places = list(range(len(fat), len(fat) + count))
    table = [*fat, *[_FAT] * count]
    table += [_FREE] * (count * _SECTOR // 4 - len(table))
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, count,
        directory, 0, _CUTOFF, mini_first, mini_sectors, _END, 0, places[0],
    )  # fmt: skip
    header += b"".join(struct.pack("<I", place) for place in [*places[1:], *[_FREE] * (109 - count)])
    return header + b"".join(sectors) + b"".join(struct.pack("<I", one) for one in table)


def _numbered(root: _Entry) -> list[_Entry]:
    """Return the entries in an order of their own, each with its number and that of the one to its right."""
    entries = [root]
    for entry in entries:
        ordered = sorted(entry.inside.values(), key=lambda one: (len(one.name), one.name.upper()))
        for one, following in zip(ordered, [*ordered[1:], None], strict=False):
            one.number = len(entries)
            one.right = one.number + 1 if following else _NONE
            entries.append(one)
    return entries


def _chain(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), _END] if count else []


def _add(sectors: list[bytes], fat: list[int], content: bytes, fill: bytes = b"\x00") -> int:
    if not content:
        return _END
    first = len(sectors)
    while len(content) % _SECTOR:
        content += fill[: _SECTOR - len(content) % _SECTOR]
    pieces = [content[at : at + _SECTOR] for at in range(0, len(content), _SECTOR)]
    fat += _chain(first, len(pieces))
    sectors += pieces
    return first


def _packed(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le")
    ordered = sorted(entry.inside.values(), key=lambda one: (len(one.name), one.name.upper()))
    below = ordered[0].number if ordered else _NONE
    return struct.pack(
        "<64sHBBIII16sIQQIII", name,
        len(name) + 2 if name else 0, entry.kind, 1, _NONE, entry.right, below, b"", 0, 0, 0,
        entry.first if entry.kind else 0, len(entry.content), 0,
    )  # fmt: skip
