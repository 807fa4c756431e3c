"""From a document that was sent to an upload that is held apart and can be previewed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.telegram.apart import apart
from bot.telegram.state.uploads import MOST_WAITING, Stage, Upload
from bot.telegram.uploads.fetch import fetch
from bot.telegram.uploads.held import new_name
from bot.telegram.uploads.names import folders_named, safe_name
from bot.telegram.uploads.place import digest_of, open_place
from bot.telegram.uploads.refusal import Objection, RefusedError, files_translated
from index import ReadingError, readable_suffixes

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Document, Message

    from bot.telegram.asker import Asker
    from bot.telegram.library import Library
    from bot.telegram.state.uploads import Uploads
    from bot.telegram.uploads.held import HeldFiles
    from index import Filters, Preview

_AT_ONCE = 2
"""Documents that are fetched and read at once: each is held in memory meanwhile."""


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes documents in.

    Attributes:
        library: the briefings.
        uploads: where it is kept what was sent.
        held: where files are held apart.
        most_bytes: a larger document is refused.
        now: seconds since the epoch.
    """

    library: Library
    uploads: Uploads
    held: HeldFiles
    most_bytes: int
    now: Callable[[], float]
    _places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    async def take(self, message: Message, document: Document, asker: Asker) -> tuple[Upload, Preview]:
        """Return an upload that is held apart, and what would become of it.

        Raises:
            RefusedError: it is not taken; nothing is held then.
        """
        source = _source(document.file_name or "", message.caption or "")
        new = Upload(
            id=0,
            chat=asker.chat,
            person=asker.person,
            asked=message.message_id,
            source=source,
            held=new_name(),
            stage=Stage.FETCHING,
            digest="",
            replaced="",
            message=0,
        )
        upload = self.uploads.begin(new, self.now())
        if upload is None:
            raise RefusedError(Objection.TOO_MANY, most=MOST_WAITING)
        try:
            async with self._places:
                return upload, await self._hold(upload, message, document, asker.filters)
        except BaseException:
            self.uploads.forget(upload)
            self.held.remove(upload.held)
            raise

    async def _hold(self, upload: Upload, message: Message, document: Document, filters: Filters) -> Preview:
        content = await fetch(message.get_bot(), document, self.most_bytes)
        preview = await self._read(upload.source, content, filters)
        await apart(lambda: self._write(upload.held, content), "hold")
        self.uploads.fetched(upload, digest_of(content), self.now())
        return preview

    async def _read(self, source: str, content: bytes, filters: Filters) -> Preview:
        """Return what would become of a file.

        To who is answered from a part of the briefings, a folder that is not there is one that is not theirs: nothing
        is told of what is there besides.
        """
        folders = source.split("/")[:-1]
        if not await apart(lambda: self._is_there(source), "look"):
            said = Objection.NO_FOLDER if filters.leave_all_in else Objection.NOT_YOURS
            raise RefusedError(said, **({"folder": "/".join(folders)} if said is Objection.NO_FOLDER else {}))
        try:
            preview = await self.library.preview(source, content, filters)
        except ReadingError as error:
            raise RefusedError(Objection.UNREADABLE, reason=error.what) from error
        if not preview.passes:
            raise RefusedError(Objection.NOT_YOURS)
        if not preview.summary.sentences:
            raise RefusedError(Objection.EMPTY, source=source)
        return preview

    def _is_there(self, source: str) -> bool:
        try:
            with open_place(*self.library.way_to(source)):
                return True
        except OSError:
            return False

    def _write(self, name: str, content: bytes) -> None:
        with files_translated("an upload cannot be held"):
            self.held.write(name, content)


def _source(given: str, caption: str) -> str:
    """Return the path that a document gets in the briefings folder.

    Raises:
        RefusedError: it cannot have its name, or its caption names no folder.
    """
    suffixes = readable_suffixes()
    name = safe_name(given, suffixes)
    if name is None:
        raise RefusedError(Objection.NAME, suffixes=", ".join(suffixes))
    folders = folders_named(caption)
    if folders is None:
        raise RefusedError(Objection.HOW_FOLDER)
    return "/".join((*folders, name))
