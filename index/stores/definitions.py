"""The abbreviations that notes define, in small files: a line for each, with the document that defines it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.definitions import Definition
from index.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
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


class DefinitionFiles:
    """What `write_definitions` wrote, in one file or several. Safe for use from several threads."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """Read the files; a later change of generation may remove them.

        Raises:
            StoreError: one is missing, or damaged.
        """
        self._rows = tuple(sorted((row for path in paths for row in _read(path)), key=lambda row: row[0]))
        self._all = tuple(dict.fromkeys(one for _, one in self._rows))

    def among(self, documents: NDArray[np.int64] | None) -> tuple[Definition, ...]:
        """Return the different definitions of the allowed documents (None: of all), in the order of documents."""
        if documents is None:
            return self._all
        allowed = set(documents.tolist())
        return tuple(dict.fromkeys(one for document, one in self._rows if document in allowed))


def _read(path: Path) -> Iterator[tuple[int, Definition]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")[:-1]
        for line in lines:
            document, short, long = line.split("\t")
            yield int(document), Definition(short, long)
    except (OSError, ValueError) as error:
        raise StoreError(f"the store {path} is missing or damaged", "run `briefbot index`") from error
