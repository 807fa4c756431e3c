"""A disk whose power fails: of what a run wrote, only what was flushed is sure to be there afterwards.

As POSIX has it, and no file system's habits beyond it: flushing a file saves its bytes and not its name, and flushing
a folder saves the names in it. (Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014, tell how file
systems differ there, and model them the same way.)
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a run, as `faults.c` logs it."""

    what: str
    offset: int
    path: str
    other: str
    content: bytes


def read_log(log: Path) -> list[Step]:
    """Return the steps that were logged."""
    content, place, steps = log.read_bytes(), 0, []
    while place < len(content):
        end = content.index(b"\n", place)
        what, offset, length, path, other = content[place:end].decode().split("\t")
        place = end + 1 + (int(length) if what in {"write", "mark", "flush"} else 0)
        steps.append(Step(what, int(offset), path, other, content[end + 1 : place]))
    return steps


Change = tuple[int, bytes | None]
"""Where bytes were written; without bytes, the size that the file was given."""


@dataclass(slots=True)
class File:
    """A file's flushed bytes, and what was done to it since."""

    flushed: bytes = b""
    pending: list[Change] = field(default_factory=list)

    def content(self, survives: Callable[[], bool] = lambda: True) -> bytes:
        """Return its bytes with those changes that survive."""
        content = bytearray(self.flushed)
        for offset, written in self.pending:
            if not survives():
                continue
            size = offset if written is None else offset + len(written)
            content.extend(bytes(max(0, size - len(content))))
            if written is None:
                del content[size:]
            else:
                content[offset:size] = written
        return bytes(content)


@dataclass(slots=True)
class Folder:
    """The names in a folder now, and those that were flushed."""

    names: dict[str, File | Folder] = field(default_factory=dict)
    flushed: dict[str, File | Folder] = field(default_factory=dict)


def load(path: Path) -> Folder:
    """Return a folder of the disk, all of it flushed."""
    names: dict[str, File | Folder] = {
        each.name: load(each) if each.is_dir() else File(each.read_bytes()) for each in path.iterdir()
    }
    return Folder(names, dict(names))


def _inodes(path: Path, folder: Folder) -> Iterator[tuple[int, File | Folder]]:
    yield path.stat().st_ino, folder
    for name, node in folder.names.items():
        if isinstance(node, Folder):
            yield from _inodes(path / name, node)
        else:
            yield (path / name).stat().st_ino, node


class Disk:
    """What a scene holds, step by step."""

    def __init__(self, scene: Path) -> None:
        """Start with what is there, all of it flushed."""
        self._scene = scene
        self.root = load(scene)
        self._nodes: dict[int, File | Folder] = dict(_inodes(scene, self.root))

    def apply(self, step: Step) -> None:
        """Do what a step did."""
        if step.what == "mark" or step.path.endswith(" (deleted)"):
            return
        folder, name = self._place(step.path)
        match step.what:
            case "make" | "folder":
                folder.names[name] = self._nodes[int(step.other)] = File() if step.what == "make" else Folder()
            case "remove":
                folder.names.pop(name, None)
            case "rename" | "link":
                other, new = self._place(step.other)
                other.names[new] = folder.names[name] if step.what == "link" else folder.names.pop(name)
            case "flush":
                self._flush(self._nodes[int(step.other)], step)
            case _:
                node = folder.names[name]
                assert isinstance(node, File)
                node.pending.append((step.offset, step.content if step.what == "write" else None))

    def _flush(self, node: File | Folder, step: Step) -> None:
        if isinstance(node, File):
            node.flushed, node.pending = step.content, []
            return
        # What is renamed or written past the C library (Rust's, and what is buffered there) is seen here at the latest.
        rows = (line.split(" ", 1) for line in step.content.decode().splitlines())
        node.flushed = {name: self._nodes[int(inode)] for inode, name in rows if name not in {".", ".."}}
        node.names = dict(node.flushed)

    def _place(self, path: str) -> tuple[Folder, str]:
        *above, name = path[len(str(self._scene)) :].strip("/").split("/")
        folder = self.root
        for each in above:
            found = folder.names[each]
            assert isinstance(found, Folder)
            folder = found
        return folder, name


def write_survivors(folder: Folder, place: Path, survives: Callable[[], bool]) -> None:
    """Write what is left of a folder after its power has failed to `place`, which is not there.

    Args:
        folder: the folder.
        place: where to.
        survives: asked of each change that was not flushed, to the names in a folder and to the bytes of a file.
    """
    place.mkdir()
    names = dict(folder.flushed)
    for name in sorted(folder.names.keys() | folder.flushed.keys()):
        if folder.names.get(name) is folder.flushed.get(name) or not survives():
            continue
        if name in folder.names:
            names[name] = folder.names[name]
        else:
            names.pop(name)
    for name, node in names.items():
        if isinstance(node, Folder):
            write_survivors(node, place / name, survives)
        else:
            (place / name).write_bytes(node.content(survives))


def copy_times(original: Path, to: Path) -> None:
    """Give the files of a folder the times of those of the same name in another one."""
    for path in original.rglob("*"):
        if path.is_file() and (to / path.relative_to(original)).is_file():
            status = path.stat()
            os.utime(to / path.relative_to(original), ns=(status.st_atime_ns, status.st_mtime_ns))
