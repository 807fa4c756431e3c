"""Why something is not done with an upload, as the person is told."""

from __future__ import annotations

import errno
import logging
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.telegram.phrases import Phrases

_log = logging.getLogger(__name__)


class Objection(StrEnum):
    """Why something is not done: each is the name of the phrase that says so."""

    BUSY = "upload.busy"
    CHANGED = "upload.changed"
    CONTRIBUTORS_ONLY = "upload.contributors_only"
    DISK_FULL = "upload.disk_full"
    EMPTY = "upload.empty"
    FAILED = "upload.failed"
    FOLDER_GONE = "upload.folder_gone"
    FORBIDDEN = "upload.forbidden"
    HOW_FOLDER = "upload.how_folder"
    NAME = "upload.name"
    NAME_TAKEN = "upload.name_taken"
    NOT_FETCHED = "upload.not_fetched"
    NOT_YOURS = "upload.not_yours"
    NO_FOLDER = "upload.no_folder"
    SAME = "upload.same"
    STALE = "button.stale"
    TOO_LARGE = "upload.too_large"
    TOO_MANY = "upload.too_many"
    UNREADABLE = "upload.unreadable"


class RefusedError(Exception):
    """Something is not done with an upload; nothing was changed."""

    def __init__(self, objection: Objection, **values: str | int) -> None:
        """Refuse with an objection; `values` fill the fields of its phrase."""
        super().__init__(objection.value)
        self.objection = objection
        self._values = values

    def say(self, phrases: Phrases) -> str:
        """Return what the person is told."""
        return phrases.say(self.objection, **self._values)


# The log has the rest. EFBIG is a limit of the process, not of the disk: to a person it is the same.
_BY_NUMBER = {
    errno.ENOSPC: Objection.DISK_FULL,
    errno.EDQUOT: Objection.DISK_FULL,
    errno.EFBIG: Objection.DISK_FULL,
    errno.EACCES: Objection.FORBIDDEN,
    errno.EPERM: Objection.FORBIDDEN,
    errno.EROFS: Objection.FORBIDDEN,
    errno.ENOENT: Objection.FOLDER_GONE,
    errno.ENOTDIR: Objection.FOLDER_GONE,
    errno.ELOOP: Objection.FOLDER_GONE,
}


@contextmanager
def files_translated(about: str) -> Iterator[None]:
    """Translate what the system says of files, and log it.

    Args:
        about: what is being done, for the log.

    Raises:
        RefusedError: the system refused something inside the block.
    """
    try:
        yield
    except OSError as error:
        _log.warning("%s: %s", about, error)
        raise RefusedError(_BY_NUMBER.get(error.errno or 0, Objection.FAILED)) from error
