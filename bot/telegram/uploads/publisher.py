"""Into the briefings folder and back: whole or not at all, and never over what somebody else has put there."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.telegram.state.uploads import Stage
from bot.telegram.uploads.held import new_name
from bot.telegram.uploads.place import ChangedError, NotAFileError, digest_of, open_place
from bot.telegram.uploads.refusal import Objection, RefusedError, files_translated
from index import ReadingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.telegram.library import Library
    from bot.telegram.state.uploads import Upload, Uploads
    from bot.telegram.uploads.held import HeldFiles
    from bot.telegram.uploads.place import Place, Standing
    from index import Filters

MOST_REPLACED_BYTES = 20_000_000
"""A larger file is not replaced: it is held, so that it can come back."""


class ExistsError(Exception):
    """Another file has the name already."""

    def __init__(self, digest: str) -> None:
        """Tell of the file with this digest."""
        super().__init__(digest)
        self.digest = digest


@dataclass(frozen=True, slots=True)
class Wish:
    """That an upload is published.

    Attributes:
        upload: what waits.
        by: who publishes it.
        filters: what they may be told of; nothing else is replaced.
        instead: the digest of the file that may be replaced; "" for none.
    """

    upload: Upload
    by: int
    filters: Filters
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Puts uploads into the briefings folder, one at a time. To be run in a thread.

    Attributes:
        library: the briefings.
        uploads: where it is kept what was sent.
        held: where files are held apart.
        now: seconds since the epoch.
    """

    library: Library
    uploads: Uploads
    held: HeldFiles
    now: Callable[[], float]
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def publish(self, wish: Wish) -> None:
        """Put an upload into the folder; one that is there already through an earlier try is left there.

        Raises:
            ExistsError: another file has its name.
            RefusedError: it cannot be published; it still waits.
        """
        upload = wish.upload
        content = self._content(wish)
        with self._opened(upload, Objection.NAME_TAKEN) as (place, name):
            try:
                self._put(wish, content, place, name)
            except BaseException:
                self.uploads.waits_again(upload)
                raise
            self.uploads.published(upload, wish.by, self.now())
            self.held.remove(upload.held)

    def roll_back(self, upload: Upload, by: int) -> bool:
        """Take an upload out of the folder, or bring back what it has replaced, and return whether something came back.

        Raises:
            RefusedError: what was published is no longer there as it was; it stays as it is.
        """
        with self._opened(upload, Objection.CHANGED) as (place, name):
            earlier = self._earlier(upload)
            there = place.read(name, MOST_REPLACED_BYTES)
            if not _is_done(there, earlier):
                _take_back(upload, earlier, place, name, there)
            self.uploads.rolled_back(upload, by, self.now())
            self.held.remove(upload.held)
            if upload.replaced:
                self.held.remove(upload.replaced)
        return earlier is not None

    def _put(self, wish: Wish, content: bytes, place: Place, name: str) -> None:
        upload = wish.upload
        there = place.read(name, MOST_REPLACED_BYTES)
        if there is None:
            self._add(upload, place, name, content)
        elif there.digest != upload.digest:
            self._check_replaceable(wish, there)
            self._replace(upload, place, name, content, there)
        elif upload.stage is not Stage.PUBLISHING:
            raise RefusedError(Objection.SAME, source=upload.source)

    def _add(self, upload: Upload, place: Place, name: str, content: bytes) -> None:
        self.uploads.publishing(upload, "")
        try:
            place.add(name, content)
        except FileExistsError:  # since a moment: the next try tells of it
            raise ChangedError from None

    def _replace(self, upload: Upload, place: Place, name: str, content: bytes, there: Standing) -> None:
        kept = new_name()
        self.uploads.publishing(upload, kept)
        try:
            self.held.write(kept, there.content)
            place.replace(name, content, there)
        except BaseException:
            self.held.remove(kept)
            raise

    def _check_replaceable(self, wish: Wish, there: Standing) -> None:
        """Check that a file may be replaced.

        Raises:
            ExistsError: it is not the one that was told of.
            RefusedError: it is none that the person may be told of.
        """
        source = wish.upload.source
        try:
            known = self.library.preview_now(source, there.content, wish.filters).passes
        except ReadingError:
            known = wish.filters.leave_all_in
        if not known:
            raise RefusedError(Objection.NAME_TAKEN, source=source)
        if there.digest != wish.instead:
            raise ExistsError(there.digest)

    def _content(self, wish: Wish) -> bytes:
        """Return what is published, after another look at what may have changed since the preview.

        Raises:
            RefusedError: it is no longer held, or the person may not be told of it.
        """
        upload = wish.upload
        with files_translated(f"upload {upload.id} cannot be read"):
            content = self.held.read(upload.held)
        if content is None or digest_of(content) != upload.digest:
            raise RefusedError(Objection.STALE)
        try:
            passes = self.library.preview_now(upload.source, content, wish.filters).passes
        except ReadingError as error:
            raise RefusedError(Objection.UNREADABLE, reason=error.what) from error
        if not passes:
            raise RefusedError(Objection.NOT_YOURS)
        return content

    def _earlier(self, upload: Upload) -> bytes | None:
        """Return what was replaced, None where nothing was.

        Raises:
            RefusedError: it is no longer held.
        """
        if not upload.replaced:
            return None
        earlier = self.held.read(upload.replaced)
        if earlier is None:
            raise RefusedError(Objection.STALE)
        return earlier

    @contextmanager
    def _opened(self, upload: Upload, other: Objection) -> Iterator[tuple[Place, str]]:
        """Give the place of an upload and its name there, while nobody else publishes.

        Raises:
            RefusedError: with `other` where something else than a file has the name, or for what the system refuses.
        """
        name = upload.source.rpartition("/")[2]
        try:
            with (
                self._turn,
                files_translated(f"upload {upload.id}, {upload.source}"),
                open_place(*self.library.way_to(upload.source)) as place,
            ):
                yield place, name
        except NotAFileError:
            raise RefusedError(other, source=upload.source) from None
        except ChangedError:
            raise RefusedError(Objection.CHANGED, source=upload.source) from None


def _take_back(upload: Upload, earlier: bytes | None, place: Place, name: str, there: Standing | None) -> None:
    """Remove what was published, or put what was there before in its place.

    Raises:
        ChangedError: something else is there now.
    """
    if there is None or there.digest != upload.digest:
        raise ChangedError
    if earlier is None:
        place.remove(name, there)
    else:
        place.replace(name, earlier, there)


def _is_done(there: Standing | None, earlier: bytes | None) -> bool:
    """Return whether the folder is as it was before, through an earlier try or through somebody else."""
    if there is None or earlier is None:
        return there is None and earlier is None
    return there.digest == digest_of(earlier)
