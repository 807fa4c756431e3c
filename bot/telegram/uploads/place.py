"""A folder among the briefings, held open while files in it are added, replaced and removed.

Every step is taken from the folder that is held, never by a path from outside: whatever is renamed or linked
meanwhile, nothing outside the briefings folder is touched. Where a system cannot do so (Windows), paths that were
checked are used.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_READ = os.O_RDONLY | _NO_LINK | _BINARY | getattr(os, "O_NONBLOCK", 0)
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NO_LINK | _BINARY
_HOLDS_FOLDERS = os.open in os.supports_dir_fd
_PREFIX, _SUFFIX = ".briefbot-", ".part"
_LEFT_SECONDS = 3600
"""What is still being written after so long was left by a process that has ended."""
_NO_LINKS_HERE = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
"""What a file system answers that has no hard links."""


class NotAFileError(Exception):
    """Under this name stands what is no file, or a link, or more than may be read."""


class ChangedError(Exception):
    """Under this name stands another file than the one that was read."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A file as it was read.

    Attributes:
        content: the whole of it.
        digest: SHA-256 of that, in hex digits.
        mark: what tells, as far as the system can, whether it is still the same.
        mode: its permissions.
    """

    content: bytes
    digest: str
    mark: tuple[int, ...]
    mode: int


def digest_of(content: bytes) -> str:
    """Return SHA-256 of a file's content, in hex digits."""
    return hashlib.sha256(content).hexdigest()


@contextmanager
def open_place(root: Path, folders: Sequence[str]) -> Iterator[Place]:
    """Hold a folder open that stands below another, no link on the way, while the block runs.

    Args:
        root: where the way begins; this may be a link.
        folders: the way, one name each.

    Raises:
        OSError: one is not there, is no folder, or is a link.
    """
    if not _HOLDS_FOLDERS:
        yield Place(_checked(root, folders), None)
        return
    held = os.open(root, _FOLDER)
    try:
        for name in folders:
            inner = os.open(name, _FOLDER | _NO_LINK, dir_fd=held)
            os.close(held)
            held = inner
        yield Place(root.joinpath(*folders), held)
    finally:
        os.close(held)


class Place:
    """One folder. Errors of the system come as they are (OSError)."""

    def __init__(self, path: Path, held: int | None) -> None:
        """Work in a folder by the handle that holds it, by its path where there is none."""
        self._path = path
        self._held = held

    def read(self, name: str, most: int) -> Standing | None:
        """Return a file, or None where nothing has this name.

        Args:
            name: its name.
            most: bytes that are read; a larger file is not.

        Raises:
            NotAFileError: it is no file, or too large.
        """
        try:
            handle = os.open(self._at(name), _READ, dir_fd=self._held)
        except FileNotFoundError:
            return None
        except OSError as error:
            if error.errno == errno.ELOOP or self._is_other(name):
                raise NotAFileError from error
            raise
        try:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode) or status.st_size > most:
                raise NotAFileError
            with os.fdopen(handle, "rb", closefd=False) as file:
                content = file.read(most + 1)
        finally:
            os.close(handle)
        if len(content) > most:  # it has grown since
            raise NotAFileError
        return Standing(content, digest_of(content), _mark(status), stat.S_IMODE(status.st_mode))

    def add(self, name: str, content: bytes) -> None:
        """Put a file where nothing has its name: it is there whole, or not at all.

        Raises:
            FileExistsError: something has its name, even if only since a moment.
        """
        with self._written(content, None) as part:
            try:
                os.link(part, self._at(name), src_dir_fd=self._held, dst_dir_fd=self._held)
            except OSError as error:
                if error.errno not in _NO_LINKS_HERE:
                    raise
                self._take_name(part, name)
            self._flush()

    def replace(self, name: str, content: bytes, standing: Standing) -> None:
        """Put a file in the place of another, at once.

        Raises:
            ChangedError: it is no longer the one that was read.
        """
        with self._written(content, standing.mode) as part:
            self._expect(name, standing)
            os.replace(part, self._at(name), src_dir_fd=self._held, dst_dir_fd=self._held)
            self._flush()

    def remove(self, name: str, standing: Standing) -> None:
        """Remove a file.

        Raises:
            ChangedError: it is no longer the one that was read.
        """
        self._expect(name, standing)
        os.unlink(self._at(name), dir_fd=self._held)
        self._flush()

    @contextmanager
    def _written(self, content: bytes, mode: int | None) -> Iterator[str]:
        """Give the name of a hidden file with the content, on the disk for good; it is gone after the block."""
        self._clear_left()
        part = self._at(f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}")
        handle = os.open(part, _NEW, 0o666, dir_fd=self._held)  # whoever may read new files may read this one
        try:
            with os.fdopen(handle, "wb") as file:
                if mode is not None and os.chmod in os.supports_fd:
                    os.chmod(handle, mode)  # noqa: PTH101 - by its handle
                file.write(content)
                file.flush()
                os.fsync(handle)
            yield part
        finally:
            with suppress(OSError):  # what stays is hidden, and removed later
                os.unlink(part, dir_fd=self._held)

    def _take_name(self, part: str, name: str) -> None:
        """Put a hidden file under a name without a link: the name is taken first, for it alone."""
        os.close(os.open(self._at(name), _NEW, 0o666, dir_fd=self._held))
        try:
            os.replace(part, self._at(name), src_dir_fd=self._held, dst_dir_fd=self._held)
        except BaseException:
            os.unlink(self._at(name), dir_fd=self._held)
            raise

    def _expect(self, name: str, standing: Standing) -> None:
        try:
            status = os.stat(self._at(name), dir_fd=self._held, follow_symlinks=False)
        except FileNotFoundError as error:
            raise ChangedError from error
        if _mark(status) != standing.mark:
            raise ChangedError

    def _clear_left(self) -> None:
        """Remove what a process left that was killed while it wrote."""
        for name in os.listdir(self._path if self._held is None else self._held):  # noqa: PTH208 - by its handle
            if name.startswith(_PREFIX) and name.endswith(_SUFFIX):
                with suppress(OSError):
                    status = os.stat(self._at(name), dir_fd=self._held, follow_symlinks=False)
                    if status.st_mtime < time.time() - _LEFT_SECONDS:
                        os.unlink(self._at(name), dir_fd=self._held)

    def _is_other(self, name: str) -> bool:
        """Return whether something that is no file has this name."""
        try:
            status = os.stat(self._at(name), dir_fd=self._held, follow_symlinks=False)
        except OSError:
            return False
        return not stat.S_ISREG(status.st_mode)

    def _flush(self) -> None:
        """Put the names on the disk for good, where the file system can."""
        if self._held is not None:
            with suppress(OSError):
                os.fsync(self._held)

    def _at(self, name: str) -> str:
        return name if self._held is not None else str(self._path / name)


def _checked(root: Path, folders: Sequence[str]) -> Path:
    path = root
    for name in folders:
        path /= name
        if path.resolve() != path.parent.resolve() / name:
            raise NotADirectoryError(errno.ENOTDIR, "a link", str(path))
    if not path.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "no folder", str(path))
    return path


def _mark(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
