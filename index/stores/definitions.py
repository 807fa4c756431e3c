"""The abbreviations that notes define, in one small file: a line for each, with the document that defines it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from index.definitions import Definition
from index.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray


def write_definitions(path: Path, rows: Iterable[tuple[int, Definition]]) -> None:
    """Write definitions, each with its document's catalog id.

    Raises:
        OSError: the file cannot be written.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for document, one in rows:
            file.write(f"{document}\t{one.short}\t{one.long}\n")


class DefinitionFile:
    """What `write_definitions` wrote, read at the first asking. Safe for use from several threads."""

    def __init__(self, path: Path) -> None:
        """Take a file that is there.

        Raises:
            StoreError: it is not there.
        """
        if not path.is_file():
            raise StoreError(f"the store {path} is missing", "run `briefbot index`")
        self._path = path

    def among(self, documents: NDArray[np.int64] | None) -> tuple[Definition, ...]:
        """Return the different definitions of the allowed documents (None: of all), in the order of documents."""
        allowed = None if documents is None else set(documents.tolist())
        return tuple(dict.fromkeys(one for document, one in self._rows if allowed is None or document in allowed))

    @cached_property
    def _rows(self) -> tuple[tuple[int, Definition], ...]:
        rows = []
        for line in self._path.read_text(encoding="utf-8").split("\n")[:-1]:
            document, short, long = line.split("\t")
            rows.append((int(document), Definition(short, long)))
        return tuple(rows)
