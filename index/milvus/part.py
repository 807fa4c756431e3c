"""A share of a folder: so several machines index into one shared index, and none twice what another does."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.errors import SettingsError

if TYPE_CHECKING:
    from index.scan import Scan

_FORM = re.compile(r"(\d{1,4})/(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Part:
    """A share of the files of a folder: the same on every machine, whatever else lies there.

    Attributes:
        number: which one, from 1.
        of: how many there are.
    """

    number: int = 1
    of: int = 1

    def __str__(self) -> str:
        """Return it as it is given."""
        return f"{self.number}/{self.of}"

    def __contains__(self, source: object) -> bool:
        """Return whether a file on disk, by its source, is in it."""
        digest = hashlib.sha256(str(source).encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8]) % self.of == self.number - 1

    def scan(self, found: Scan) -> Scan:
        """Return what a scan found of it."""
        if self.of == 1:
            return found
        return replace(
            found,
            files=tuple(file for file in found.files if file.source in self),
            skipped=tuple(one for one in found.skipped if one.source in self),
        )


WHOLE = Part()


def parse_part(text: str) -> Part:
    """Return the share that a person gave as `I/N`.

    Raises:
        SettingsError: it is none.
    """
    found = _FORM.fullmatch(text)
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        raise SettingsError(f"the part {text!r} is no share", "give I/N, such as 1/2, with I from 1 to N")
    return Part(int(found[1]), int(found[2]))
