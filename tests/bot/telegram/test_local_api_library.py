"""The bot library gets on with the stand-in for Telegram."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from local_api import LocalBotApi
    from telegram import Bot
    from telegram.ext import Application


def test_it_reads_what_is_answered_and_raises_what_it_should(api: LocalBotApi) -> None:
    """python-telegram-bot takes every answer and every refusal for Telegram's."""
    from telegram import BotCommand, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup, error

    said = api.say(api.user(), "hello")
    api.expect_refused("sendMessage", "chat not found")

    async def talk() -> None:
        async with _bot(api) as bot:
            assert bot.username == "briefbot_test_bot"
            await bot.set_my_commands([BotCommand("ask", "Ask")], scope=BotCommandScopeChat(said.chat.id))
            keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="a1")]])
            sent = await bot.send_message(said.chat.id, "<b>hi</b>", parse_mode="HTML", reply_markup=keyboard)
            assert (sent.text, sent.text_html, sent.chat.id) == ("hi", "<b>hi</b>", said.chat.id)
            assert sent.reply_markup == keyboard
            with pytest.raises(error.BadRequest, match="Chat not found"):
                await bot.send_message(5, "hi")

    asyncio.run(talk())
    assert [message.buttons for message in api.messages_to(said.chat)] == [("More",)]


def test_it_sends_and_fetches_files(api: LocalBotApi) -> None:
    """A document goes up as a part of a form, and what a person sent comes down whole."""
    given = api.send_document(api.user(), "note.md", b"# A note\n", caption="publish this")

    async def talk() -> None:
        async with _bot(api) as bot:
            file = await bot.get_file(given.document.file_id if given.document else "")
            assert bytes(await file.download_as_bytearray()) == b"# A note\n"
            sent = await bot.send_document(given.chat.id, b"the passage", filename="passage.txt", caption="<i>a</i>")
            assert sent.document.file_name == "passage.txt"
            again = await bot.send_document(given.chat.id, sent.document.file_id)
            assert again.document.file_id == sent.document.file_id

    asyncio.run(talk())
    assert [message.content for message in api.messages_to(given.chat)] == [b"the passage"] * 2


def test_it_is_told_of_a_wrong_token(api: LocalBotApi) -> None:
    """As by Telegram."""
    from telegram import error

    async def begin() -> None:
        async with _bot(api, "1:wrong"):
            pass

    with pytest.raises(error.InvalidToken):
        asyncio.run(begin())


def test_its_application_polls_and_answers(api: LocalBotApi) -> None:
    """Messages, buttons and inline queries go all the way, and it ends in peace."""
    from telegram import Update

    api.powers.supports_inline_queries = True

    async def run() -> None:
        application = _application(api)
        _add_handlers(application)
        async with application:
            await application.start()
            await application.updater.start_polling(allowed_updates=Update.ALL_TYPES)
            await asyncio.to_thread(_people, api)
            await application.updater.stop()
            await application.stop()

    asyncio.run(run())


def _people(api: LocalBotApi) -> None:
    """Ask, press a button and type an inline query, each of which is answered."""
    ada = api.user("Ada")
    answer = api.reply_to(api.say(ada, "hello"))
    assert answer.text == "hello"
    assert answer.reply_to is not None
    query = api.press(ada, answer, "More")
    assert api.answer_to(query.query_id).text == "so it is"
    api.wait_for(lambda: api.messages_to(ada)[0].text == "pressed")
    typed = api.inline(ada, "what was agreed")
    api.wait_for(lambda: api.inline_results)
    assert (api.inline_results[0].query_id, api.inline_results[0].personal) == (typed.query_id, True)


def _add_handlers(application: Application) -> None:
    from telegram import InlineQueryResultArticle, InputTextMessageContent, Update
    from telegram.ext import CallbackQueryHandler, InlineQueryHandler, MessageHandler, filters

    async def on_message(update: Update, _: object) -> None:
        await update.message.reply_html(f"<b>{update.message.text}</b>", reply_markup=_keyboard(), do_quote=True)

    async def on_press(update: Update, _: object) -> None:
        await update.callback_query.answer("so it is")
        await update.callback_query.edit_message_text("pressed")

    async def on_inline(update: Update, _: object) -> None:
        content = InputTextMessageContent(update.inline_query.query)
        await update.inline_query.answer([InlineQueryResultArticle("1", "One", content)], is_personal=True)

    application.add_handler(MessageHandler(filters.TEXT, on_message))
    application.add_handler(CallbackQueryHandler(on_press))
    application.add_handler(InlineQueryHandler(on_inline))


def _keyboard() -> object:
    from telegram import InlineKeyboardButton, InlineKeyboardMarkup

    return InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="a1")]])


def _bot(api: LocalBotApi, token: str = "") -> Bot:
    from telegram import Bot

    return Bot(token or api.token, base_url=f"{api.url}/bot", base_file_url=f"{api.url}/file/bot")


def _application(api: LocalBotApi) -> Application:
    from telegram.ext import Application

    builder = Application.builder().token(api.token)
    return builder.base_url(f"{api.url}/bot").base_file_url(f"{api.url}/file/bot").build()
