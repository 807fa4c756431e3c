"""A document that is sent in private: shown to its sender before it is published, or discarded."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.access import Place, Role
from bot.telegram.keyboards import Key
from bot.telegram.sending import reply_html, reply_words
from bot.telegram.state.buttons import Action, Button
from bot.telegram.state.uploads import Stage
from bot.telegram.typing import typing
from bot.telegram.uploads.preview_message import render_preview
from bot.telegram.uploads.refusal import Objection, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from telegram import Update

    from bot.telegram.asker import Asker
    from bot.telegram.context import Context
    from bot.telegram.handlers.press import Pressed
    from bot.telegram.state.uploads import Upload
    from bot.telegram.uploads.desk import UploadDesk


@dataclass(frozen=True, slots=True)
class TakeUpload:
    """Takes documents.

    Attributes:
        desk: what uploads are made of.
    """

    desk: UploadDesk

    async def __call__(self, update: Update, context: Context) -> None:
        """Show a contributor what would become of a document; say why where it is not taken."""
        message, asker = update.message, context.asker
        if message is None or message.document is None:
            return
        try:
            check_contributor(asker)
            async with typing(message):
                upload, preview = await self.desk.intake.take(message, message.document, asker)
        except RefusedError as refusal:
            await reply_words(message, refusal.say(asker.phrases))
            return
        say, number = asker.phrases.say, str(upload.id)
        keys = [
            Key(say("button.publish"), Button(Action.PUBLISH, number)),
            Key(say("button.discard"), Button(Action.DISCARD, number)),
        ]
        keyboard = self.desk.keyboards.make(asker.chat, asker.person, [keys])
        await reply_html(message, render_preview(preview, asker.phrases), keyboard)

    async def discard(self, pressed: Pressed) -> str:
        """Forget an upload that waits, and what is held of it."""
        asker = pressed.asker
        try:
            with waiting(self.desk, pressed, pressed.argument) as upload:
                if upload.stage is Stage.PUBLISHED:
                    return asker.phrases.say(Objection.STALE)
                self.desk.uploads.forget(upload)
                self.desk.held.remove(upload.held)
        except RefusedError as refusal:
            return refusal.say(asker.phrases)
        await pressed.message.edit_text(asker.phrases.say("upload.discarded", source=upload.source))
        return ""


def check_contributor(asker: Asker) -> None:
    """Check that somebody may add to the briefings, here.

    Raises:
        RefusedError: they may not.
    """
    if asker.role is None or not asker.role.includes(Role.CONTRIBUTOR) or asker.place is not Place.PRIVATE:
        raise RefusedError(Objection.CONTRIBUTORS_ONLY)


@contextmanager
def waiting(desk: UploadDesk, pressed: Pressed, number: str) -> Iterator[Upload]:
    """Give the upload that a button is about, while nothing else is done with it.

    Raises:
        RefusedError: it is forgotten, or not theirs, or something is being done with it.
    """
    asker = pressed.asker
    check_contributor(asker)
    upload = desk.uploads.find(int(number))
    if upload is None or (upload.person != asker.person and asker.role is not Role.OWNER):
        raise RefusedError(Objection.STALE)
    if upload.id in desk.busy:
        raise RefusedError(Objection.BUSY)
    desk.busy.add(upload.id)
    try:
        yield upload
    finally:
        desk.busy.discard(upload.id)
