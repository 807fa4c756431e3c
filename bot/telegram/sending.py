"""How messages are sent: as a reply to what they are about, without previews of links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest

if TYPE_CHECKING:
    from telegram import Bot, InlineKeyboardMarkup, Message

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_NOT_MODIFIED = "message is not modified"


async def reply_words(message: Message, text: str, keyboard: InlineKeyboardMarkup | None = None) -> Message:
    """Reply with plain words and return what was sent."""
    return await message.reply_text(
        text, reply_markup=keyboard, link_preview_options=NO_PREVIEW, reply_parameters=_to(message)
    )


async def reply_html(message: Message, html: str, keyboard: InlineKeyboardMarkup | None = None) -> Message:
    """Reply with HTML that `bot.telegram.markup` made, and return what was sent."""
    return await message.reply_text(
        html,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard,
        link_preview_options=NO_PREVIEW,
        reply_parameters=_to(message),
    )


async def edit_html(bot: Bot, chat: int, message: int, html: str, keyboard: InlineKeyboardMarkup | None) -> None:
    """Put other HTML, with other buttons, into a message of the bot's; the same as before is no error."""
    try:
        await bot.edit_message_text(
            html, chat, message, parse_mode=ParseMode.HTML, reply_markup=keyboard, link_preview_options=NO_PREVIEW
        )
    except BadRequest as error:
        if _NOT_MODIFIED not in error.message.lower():
            raise


def _to(message: Message) -> ReplyParameters:
    """A message that has been deleted meanwhile is answered all the same."""
    return ReplyParameters(message.message_id, allow_sending_without_reply=True)
