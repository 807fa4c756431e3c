"""`Publish`, `Replace` and `Roll back`: an upload goes into the briefings folder, and out of it again."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram.error import BadRequest

from bot.telegram.apart import apart
from bot.telegram.handlers.upload import waiting
from bot.telegram.keyboards import Key
from bot.telegram.sending import reply_words
from bot.telegram.state.buttons import Action, Button
from bot.telegram.state.uploads import Stage
from bot.telegram.typing import typing
from bot.telegram.uploads.publisher import ExistsError, Wish
from bot.telegram.uploads.refusal import Objection, RefusedError
from index import BriefbotError

if TYPE_CHECKING:
    from bot.telegram.handlers.press import Pressed
    from bot.telegram.state.uploads import Upload
    from bot.telegram.uploads.desk import UploadDesk

_log = logging.getLogger(__name__)

SYNC_SECONDS = 8.0
"""How long a person waits for the index: Telegram takes no answer to a press that is much older."""


@dataclass(frozen=True, slots=True)
class PublishUpload:
    """Publishes what waits.

    Attributes:
        desk: what uploads are made of.
    """

    desk: UploadDesk

    async def __call__(self, pressed: Pressed) -> str:
        """Publish an upload that was previewed; ask once more where its name is taken. Also what `Replace` does."""
        number, _, instead = pressed.argument.partition(" ")
        try:
            with waiting(self.desk, pressed, number) as upload:
                if upload.message:  # confirmed before
                    return pressed.asker.phrases.say(Objection.STALE)
                await self._publish(pressed, upload, instead)
        except RefusedError as refusal:
            return refusal.say(pressed.asker.phrases)
        return ""

    async def _publish(self, pressed: Pressed, upload: Upload, instead: str) -> None:
        asker = pressed.asker
        wish = Wish(upload, asker.person, asker.filters, instead)
        try:
            async with typing(pressed.message):
                if upload.stage is not Stage.PUBLISHED:
                    await apart(lambda: self.desk.publisher.publish(wish), "publish")
                    _log.info("%s has published %s", asker.person, upload.source)
                said = "upload.published" if await _sync(self.desk) else "upload.published_later"
        except ExistsError as error:
            await self._ask_to_replace(pressed, upload, error.digest)
        except RefusedError as refusal:
            await reply_words(pressed.message, refusal.say(asker.phrases))
        else:
            await self._confirm(pressed, upload, said)

    async def _confirm(self, pressed: Pressed, upload: Upload, said: str) -> None:
        asker = pressed.asker
        key = Key(asker.phrases.say("button.roll_back"), Button(Action.ROLL_BACK, str(upload.id)))
        keyboard = self.desk.keyboards.make(asker.chat, asker.person, [[key]])
        sent = await reply_words(pressed.message, asker.phrases.say(said, source=upload.source), keyboard)
        self.desk.uploads.confirmed(upload, sent.message_id)
        await _take_buttons(pressed)

    async def _ask_to_replace(self, pressed: Pressed, upload: Upload, digest: str) -> None:
        """Ask in a message of its own: a second tap on the first must not replace anything."""
        asker = pressed.asker
        keys = [
            Key(asker.phrases.say("button.replace"), Button(Action.REPLACE, f"{upload.id} {digest}")),
            Key(asker.phrases.say("button.discard"), Button(Action.DISCARD, str(upload.id))),
        ]
        keyboard = self.desk.keyboards.make(asker.chat, asker.person, [keys])
        await reply_words(pressed.message, asker.phrases.say("upload.exists", source=upload.source), keyboard)
        await _take_buttons(pressed)


@dataclass(frozen=True, slots=True)
class RollBack:
    """Takes back what was published: whoever published it, and any owner.

    Attributes:
        desk: what uploads are made of.
    """

    desk: UploadDesk

    async def __call__(self, pressed: Pressed) -> str:
        """Take a publication back."""
        phrases = pressed.asker.phrases
        try:
            with waiting(self.desk, pressed, pressed.argument) as upload:
                if upload.stage is not Stage.PUBLISHED:
                    return phrases.say(Objection.STALE)
                await self._roll_back(pressed, upload)
        except RefusedError as refusal:
            return refusal.say(phrases)
        return ""

    async def _roll_back(self, pressed: Pressed, upload: Upload) -> None:
        asker = pressed.asker
        try:
            async with typing(pressed.message):
                restored = await apart(lambda: self.desk.publisher.roll_back(upload, asker.person), "roll back")
                _log.info("%s has rolled back %s", asker.person, upload.source)
                await _sync(self.desk)
        except RefusedError as refusal:
            await reply_words(pressed.message, refusal.say(asker.phrases))
            return
        said = "upload.restored" if restored else "upload.taken_back"
        await reply_words(pressed.message, asker.phrases.say(said, source=upload.source))
        if pressed.message.message_id == upload.message:
            await _take_buttons(pressed)


async def _sync(desk: UploadDesk) -> bool:
    """Return whether the index is up to date soon; what follows the folder will see to it otherwise."""
    try:
        await asyncio.wait_for(desk.library.sync(), SYNC_SECONDS)
    except BriefbotError as error:
        _log.warning("the index is not up to date yet: %s", error)
        return False
    except TimeoutError:
        return False
    return True


async def _take_buttons(pressed: Pressed) -> None:
    with suppress(BadRequest):  # it is gone, or has none any more
        await pressed.message.edit_reply_markup(None)
