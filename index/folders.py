"""The folders that an index is made of: one, or several by name; and where a source's file lies in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from index.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Folders:
    """The briefings folders of an index.

    Attributes:
        by_name: each folder by its name, which is the first part of its files' sources (`press/2022/leaders.md`); where
            there is but one without a name, it has the empty one, and sources are paths in it.
    """

    by_name: tuple[tuple[str, Path], ...]

    @classmethod
    def one(cls, folder: Path) -> Self:
        """Return one folder without a name."""
        return cls((("", folder),))

    @classmethod
    def named(cls, folders: Mapping[str, Path]) -> Self:
        """Return folders by their names.

        Raises:
            SettingsError: there is none, or a name cannot be the first part of a path.
        """
        if not folders:
            raise SettingsError("no folder is named", 'name one, such as press = "/srv/press"')
        for name in folders:
            if not name.strip() or name.startswith(".") or not {"/", "\\", "\0"}.isdisjoint(name):
                what = f"a folder of briefings cannot be called {name!r}"
                raise SettingsError(what, "give a name without a slash, and without a dot at its start")
        return cls(tuple(sorted(folders.items())))

    @property
    def paths(self) -> tuple[Path, ...]:
        """Where the folders are."""
        return tuple(folder for _, folder in self.by_name)

    @property
    def single(self) -> Path | None:
        """The folder where there is but one without a name; otherwise None."""
        name, folder = self.by_name[0]
        return None if name else folder

    def __str__(self) -> str:
        """Return how a message names them."""
        if self.single is not None:
            return str(self.single)
        return ", ".join(f"{name} ({folder})" for name, folder in self.by_name)

    def folder_of(self, source: str) -> tuple[Path, str] | None:
        """Return the folder that a source is in, and its path in there; None where no folder is called so."""
        if self.single is not None:
            return self.single, source
        name, _, inside = source.partition("/")
        folder = dict(self.by_name).get(name)
        return None if folder is None or not inside else (folder, inside)

    def file_of(self, source: str) -> Path | None:
        """Return where the file of a source lies, whether or not there is one; None where no folder is called so.

        Args:
            source: of a file on disk, as a scan gives it; not one of a document inside a file.
        """
        found = self.folder_of(source)
        return None if found is None else found[0] / found[1]

    def open_file_of(self, source: str) -> Path | None:
        """Return the file to open for a document: its own, or the one that it is inside of (`mail.eml/report.pdf`)."""
        found = self.folder_of(source)
        if found is None:
            return None
        folder, inside = found
        whole = folder / inside
        above = (folder.joinpath(*parts) for parts in _beginnings(inside.split("/")))
        return next((path for path in above if path.is_file()), whole)


def _beginnings(parts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the first part, the first two and so on."""
    return (parts[:length] for length in range(1, len(parts) + 1))
