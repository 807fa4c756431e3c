"""A zip file, opened without trust: its sizes are looked at before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import ReadingError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_MEMBERS = 20_000
"""A Word document has some dozens, a slide deck some hundreds."""
MAX_TOTAL = 1 << 29
"""In bytes, unpacked: 512 MiB. What is left packed (pictures) counts as well."""
MAX_MEMBER = 1 << 27
"""In bytes, unpacked, of one member that is read: 128 MiB."""
MAX_RATIO = 200
"""How many times a member may grow: XML of an office program grows tenfold, at most a hundredfold."""
_SMALL = 1 << 20
"""A member below this many bytes may grow as it likes."""
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_FLAG = 1


class Archive:
    """The members of a zip file that has passed all limits."""

    def __init__(self, source: str, packed: zipfile.ZipFile) -> None:
        """Look at the sizes that `packed` states of its members.

        Raises:
            ReadingError: it is encrypted or would unpack to more than the limits.
        """
        self._source = source
        self._packed = packed
        self._members = {info.filename: info for info in packed.infolist()}
        _refuse_bombs(source, packed.infolist())

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members, folders included, in the file's order."""
        return tuple(self._members)

    def __contains__(self, name: object) -> bool:
        """Return whether there is a member of this name."""
        return name in self._members

    def size(self, name: str) -> int:
        """Return how many bytes a member that is there states to have, unpacked."""
        return self._members[name].file_size

    def read(self, name: str) -> bytes:
        """Return a member, unpacked; never more than it states itself to be.

        Raises:
            ReadingError: it is not there or longer than 128 MiB.
        """
        info = self._members.get(name)
        if info is None:
            raise ReadingError(f"{self._source} is damaged: it has no {name}", "save it anew")
        if info.file_size > MAX_MEMBER:
            raise ReadingError(f"{self._source} holds {name} of {info.file_size >> 20:,} MiB", "split it")
        return self._packed.read(info)


@contextmanager
def opened(source: str, content: bytes) -> Iterator[Archive]:
    """Give the archive that a file is.

    Raises:
        ReadingError: it is encrypted, or would unpack to more than the limits.
        zipfile.BadZipFile: it is no zip file.
    """
    if content.startswith(_COMPOUND_FILE):
        raise ReadingError(f"{source} is encrypted, or of the form used before 2007", "save it anew without a password")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        yield Archive(source, packed)


def _refuse_bombs(source: str, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise ReadingError(f"{source} holds {len(members):,} files; {MAX_MEMBERS:,} are read at most", "split it")
    total = sum(info.file_size for info in members)
    if total > MAX_TOTAL:
        raise ReadingError(f"{source} would unpack to {total >> 20:,} MiB, more than is read", "split it")
    for info in members:
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise ReadingError(f"{source} is encrypted", "save it without a password")
        if info.file_size > max(_SMALL, MAX_RATIO * info.compress_size):
            raise ReadingError(
                f"{source} would unpack to far more than it should: {info.filename[:80]}", "save it anew"
            )
