"""Which files a briefings folder holds, told without opening one.

Hidden files and folders (a leading dot) and the index's own folder are passed over in silence; what patterns leave out
is counted; what else cannot be read is named with the reason.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from index.chosen import IGNORE_FILE, Chosen
from index.errors import FolderError, ReadingError
from index.readers import suffix_of, unreadable
from index.records import Skipped
from index.scan_rules import ScanRules

if TYPE_CHECKING:
    from index.folders import Folders

_LINK_OUTSIDE = "a link to outside the briefings folder"
_LINK_TO_NOTHING = "a link that leads nowhere"
_LINK_BACK = "a link back to a folder that it stands in"
_LINK_IN_LINK = "a link to a folder, inside a linked folder"
_NOT_A_FILE = "not a regular file"
_FORBIDDEN = "may not be read: check its permissions"
_BAD_NAME = "its name is not UTF-8: rename it"
_READABLE_BY_ALL = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A briefing on disk.

    Attributes:
        source: its path relative to the briefings folder, with forward slashes.
        place: where to read it, as the operating system names it.
        size: in bytes.
        mtime_ns: when its content last changed, in nanoseconds since 1970.
    """

    source: str
    place: str
    size: int
    mtime_ns: int

    @property
    def path(self) -> Path:
        """Where to read it; made when it is asked for, since most files of a folder never are read again."""
        return Path(self.place)


@dataclass(frozen=True, slots=True)
class Scan:
    """What a briefings folder holds.

    Attributes:
        files: the briefings, in the order of their sources.
        skipped: what was not read and why, in the order of sources.
        ignored: number of files and folders that patterns leave out; what is in such a folder is not counted.
    """

    files: tuple[FoundFile, ...]
    skipped: tuple[Skipped, ...]
    ignored: int = 0


def scan_all(folders: Folders, rules: ScanRules) -> Scan:
    """Return the briefings in several folders, each with its folder's name before its source; as `scan`."""
    scans = [_scan(folder, f"{name}/" if name else "", rules) for name, folder in folders.by_name]
    return Scan(
        tuple(sorted((file for each in scans for file in each.files), key=lambda file: file.source)),
        tuple(sorted((one for each in scans for one in each.skipped), key=lambda one: one.source)),
        sum(each.ignored for each in scans),
    )


def scan(folder: Path, rules: ScanRules | None = None) -> Scan:
    """Return the briefings in a folder and in the folders below it; no file is opened but those that say what to leave.

    A link is followed where it leads to a place inside the folder. A linked folder's own links to folders are not, so
    that links which lead to each other come to an end.

    Args:
        folder: the briefings folder, which may be a link itself.
        rules: which files are read; the defaults of `ScanRules` where it is None.

    Raises:
        FolderError: the folder is missing, is no folder, or cannot be opened; or its ignore file cannot be read.
    """
    return _scan(folder, "", rules or ScanRules())


def _scan(folder: Path, prefix: str, rules: ScanRules) -> Scan:
    walk = _Walk(folder, prefix, rules)
    walk.run()
    walk.files.sort(key=lambda file: file.source)
    walk.skipped.sort(key=lambda skipped: skipped.source)
    return Scan(tuple(walk.files), tuple(walk.skipped), walk.ignored)


class _Folder(NamedTuple):
    """A folder that is still to be listed.

    Attributes:
        path: where it is.
        prefix: what its files' sources begin with: empty, or its own source and a slash.
        linked: whether a link led to it or to a folder above it.
        chosen: what is chosen in it, before its own ignore file is read.
    """

    path: str
    prefix: str
    linked: bool
    chosen: Chosen


class _Walk:
    """One walk over a briefings folder."""

    def __init__(self, folder: Path, prefix: str, rules: ScanRules) -> None:
        self._folder = folder
        self._rules = rules
        self._root = os.path.realpath(folder)
        self._index = os.path.realpath(rules.index_folder) if rules.index_folder else None
        chosen = chosen_in(rules, prefix)
        self._waiting = [_Folder(str(folder), prefix, linked=False, chosen=chosen)] if chosen else []
        self.files: list[FoundFile] = []
        self.skipped: list[Skipped] = []
        self.ignored = 0 if chosen else 1

    def run(self) -> None:
        try:
            os.scandir(self._folder).close()
        except OSError as error:
            raise _folder_error(self._folder, error) from error
        while self._waiting:
            folder = self._waiting.pop()
            for entry, chosen in self._entries(folder):
                try:
                    self._look(entry, folder, chosen)
                except FileNotFoundError:  # deleted since its name was read
                    continue
                except OSError:
                    self._skip(folder.prefix + entry.name, _FORBIDDEN)

    def _entries(self, folder: _Folder) -> list[tuple[os.DirEntry[str], Chosen]]:
        """Return what a folder holds but for what is hidden; a folder that cannot be listed is skipped."""
        try:
            with os.scandir(folder.path) as entries:
                listed = list(entries)
        except FileNotFoundError:  # deleted since
            return []
        except OSError:
            self._skip(folder.prefix.removesuffix("/"), _FORBIDDEN)
            return []
        ignore_file = next((entry for entry in listed if entry.name == IGNORE_FILE), None)
        chosen = folder.chosen if ignore_file is None else self._obey(ignore_file, folder)
        return [] if chosen is None else [(entry, chosen) for entry in listed if not entry.name.startswith(".")]

    def _obey(self, ignore_file: os.DirEntry[str], folder: _Folder) -> Chosen | None:
        """Return what is chosen in a folder that has an ignore file, None where nobody knows: none of it is read then.

        Raises:
            FolderError: it is that of the whole briefings folder, and cannot be read.
        """
        try:
            return folder.chosen.with_ignore_file(self._inside(ignore_file), folder.prefix)
        except ReadingError as error:
            if folder.path == str(self._folder):
                todo = "correct it or delete it: what it leaves out is not known"
                raise FolderError(f"{ignore_file.path} leaves files out, and {error.what}", todo) from error
            self._skip(folder.prefix + IGNORE_FILE, f"{error.what}, so nothing in its folder is read")
            return None

    def _inside(self, entry: os.DirEntry[str]) -> Path:
        """Return the path of what may be a link; raise ReadingError for one that leads out of the briefings folder."""
        if not _is_inside(os.path.realpath(entry.path), self._root):
            raise ReadingError(f"it is {_LINK_OUTSIDE}", "")
        return Path(entry.path)

    def _look(self, entry: os.DirEntry[str], folder: _Folder, chosen: Chosen) -> None:
        source = folder.prefix + entry.name
        if not is_utf8(entry.name):
            self._skip(source.encode("utf-8", "backslashreplace").decode(), _BAD_NAME)
        elif entry.is_symlink():
            self._follow(entry, folder, chosen)
        elif entry.is_dir(follow_symlinks=False):
            if self._index is None or os.path.realpath(entry.path) != self._index:
                self._enter(entry, source, chosen, linked=folder.linked)
        elif not chosen.has_file(source):
            self.ignored += 1
        elif not entry.is_file(follow_symlinks=False):
            self._skip(source, _NOT_A_FILE)
        else:
            self._add(entry, source)

    def _follow(self, entry: os.DirEntry[str], folder: _Folder, chosen: Chosen) -> None:
        source = folder.prefix + entry.name
        target = os.path.realpath(entry.path)
        inside = _is_inside(target, self._root)
        is_there = inside and Path(target).exists()
        is_folder = is_there and entry.is_dir()
        if not (chosen.has_folder(source) if is_folder else chosen.has_file(source)):
            self.ignored += 1
        elif not inside:
            self._skip(source, _LINK_OUTSIDE)
        elif not is_there:
            self._skip(source, _LINK_TO_NOTHING)
        elif not is_folder:
            self._add(entry, source)
        elif folder.linked:
            self._skip(source, _LINK_IN_LINK)
        elif _is_inside(os.path.realpath(folder.path), target):
            self._skip(source, _LINK_BACK)
        else:
            self._enter(entry, source, chosen, linked=True)

    def _enter(self, entry: os.DirEntry[str], source: str, chosen: Chosen, *, linked: bool) -> None:
        """Look into a folder later, unless patterns leave it out."""
        if chosen.has_folder(source):
            self._waiting.append(_Folder(entry.path, f"{source}/", linked, chosen.entered(source)))
        else:
            self.ignored += 1

    def _add(self, entry: os.DirEntry[str], source: str) -> None:
        """Take in a file, or skip it; a link's target counts, not the link."""
        suffix = suffix_of(source)
        if reason := unreadable(suffix):
            self._skip(source, reason)
            return
        status = entry.stat()
        if reason := self._objection(entry.path, status):
            self._skip(source, reason)
        else:
            self.files.append(FoundFile(source, entry.path, status.st_size, status.st_mtime_ns))

    def _objection(self, path: str, status: os.stat_result) -> str | None:
        """Return why a file is not to be read, or None."""
        if not stat.S_ISREG(status.st_mode):
            return _NOT_A_FILE
        if objection := too_large(status.st_size, self._rules):
            return objection
        # The system call is spared where the mode alone already allows everybody.
        if status.st_mode & _READABLE_BY_ALL != _READABLE_BY_ALL and not os.access(path, os.R_OK):
            return _FORBIDDEN
        return None

    def _skip(self, source: str, reason: str) -> None:
        self.skipped.append(Skipped(source, reason))


def chosen_in(rules: ScanRules, prefix: str) -> Chosen | None:
    """Return what the settings choose in a briefings folder whose sources begin so; None where they leave it out."""
    chosen = Chosen.by(rules.include, rules.exclude)
    if not prefix:
        return chosen
    name = prefix.removesuffix("/")
    return chosen.entered(name) if chosen.has_folder(name) else None


def too_large(size: int, rules: ScanRules) -> str | None:
    """Return that a file of so many bytes is not read, with both numbers, or None where it is."""
    if size <= rules.max_file_bytes:
        return None
    return f"{_megabytes(size)} MB, above the limit of {_megabytes(rules.max_file_bytes)} MB"


def is_utf8(name: str) -> bool:
    """Return whether a file's name is UTF-8, and so can be a source."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_inside(path: str, folder: str) -> bool:
    """Return whether a resolved path is a resolved folder, or stands below it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f}".removesuffix(".0")


def _folder_error(folder: Path, error: OSError) -> FolderError:
    todo = "name the folder of your notes with --briefings"
    if isinstance(error, FileNotFoundError):
        return FolderError(f"the briefings folder {folder} does not exist", todo)
    if isinstance(error, NotADirectoryError):
        return FolderError(f"{folder} is not a folder", todo)
    return FolderError(
        f"the briefings folder {folder} cannot be opened ({error.strerror or error})", "check its permissions"
    )
