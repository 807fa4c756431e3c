"""Tell a chat something that nobody asked for just now."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.telegram.sending import NO_PREVIEW

if TYPE_CHECKING:
    from telegram import InlineKeyboardMarkup
    from telegram.ext import ExtBot

    from bot.telegram.state.keeps import Keeps
    from bot.telegram.state.watches import Watches

_log = logging.getLogger(__name__)
_NO_CHAT = "chat not found"


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells chats.

    Attributes:
        bot: sends.
        watches: end where their chat can no longer be told.
        keeps: the same.
    """

    bot: ExtBot[int]
    watches: Watches
    keeps: Keeps

    async def tell(self, chat: int, html: str, keyboard: InlineKeyboardMarkup | None = None) -> int | None:
        """Send HTML that `bot.telegram.markup` made, and return the number of the message, None where it did not go.

        What stands for a chat that has put the bot out, has blocked it or is gone ends.
        """
        try:
            sent = await self.bot.send_message(
                chat, html, parse_mode=ParseMode.HTML, reply_markup=keyboard, link_preview_options=NO_PREVIEW
            )
        except Forbidden as error:
            self._give_up(chat, error)
        except BadRequest as error:
            if _NO_CHAT not in error.message.lower():
                raise
            self._give_up(chat, error)
        else:
            return sent.message_id
        return None

    def _give_up(self, chat: int, error: TelegramError) -> None:
        ended = self.watches.remove_chat(chat) + self.keeps.remove_chat(chat)
        _log.info("the chat %s cannot be told (%s): %d watches and keeps of it end", chat, error.message, ended)
