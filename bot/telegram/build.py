"""The application: every handler and every choice in one place."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)
from telegram.request import HTTPXRequest

from bot.telegram.context import Context
from bot.telegram.delivery import Delivery
from bot.telegram.gate import Gate
from bot.telegram.handlers.ask import Ask, AskEdited
from bot.telegram.handlers.audit import ShowAudit
from bot.telegram.handlers.context import ShowContext
from bot.telegram.handlers.groups import Allow, Greet
from bot.telegram.handlers.inline import AskInline
from bot.telegram.handlers.judge import Judge
from bot.telegram.handlers.keep import KeepAnswer
from bot.telegram.handlers.more import More
from bot.telegram.handlers.new import New
from bot.telegram.handlers.others import say_cannot_read, say_no_such_command
from bot.telegram.handlers.people import ListPeople, Pair, Revoke
from bot.telegram.handlers.press import Act, Press
from bot.telegram.handlers.privacy import Privacy
from bot.telegram.handlers.publish import PublishUpload, RollBack
from bot.telegram.handlers.redeem import Redeem
from bot.telegram.handlers.settings import ChangeSettings
from bot.telegram.handlers.source import Sender, SendSource, Source
from bot.telegram.handlers.sources import Sources
from bot.telegram.handlers.standing import ListStanding, ListWords
from bot.telegram.handlers.start import help_out
from bot.telegram.handlers.status import ShowStatus
from bot.telegram.handlers.trouble import TellTrouble
from bot.telegram.handlers.upload import TakeUpload
from bot.telegram.handlers.watch import BeginWatch
from bot.telegram.inbox import Finishing, Inbox
from bot.telegram.receiving import PollRequest
from bot.telegram.standing.shelves import KeepShelf, WatchShelf
from bot.telegram.state.buttons import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from telegram.ext import BaseHandler

    from bot.secret import Secret
    from bot.telegram.context import BotApplication, Handle
    from bot.telegram.parts import Parts

GATE = -1
"""The group of handlers that runs before all others."""
_CONNECTIONS = 64
_READ_SECONDS = 20.0
_POOL_SECONDS = 60.0
_POLL_READ_SECONDS = 25.0


def updates_wanted(parts: Parts) -> list[str]:
    """Return the kinds of updates that Telegram is asked for, and no others."""
    kinds = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]
    return [*kinds, Update.INLINE_QUERY] if parts.desk.settings.inline else kinds


def build(token: Secret, parts: Parts, refused: Callable[[], None]) -> BotApplication:
    """Return the application, ready to be started; `refused` is called when Telegram no longer knows the token."""
    settings = parts.desk.settings
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # else the library warns of itself at every 429
    inbox = Inbox(parts.incoming, parts.now)
    application: BotApplication = (
        Application.builder()
        .token(token.reveal())
        .base_url(settings.base_url)
        .base_file_url(settings.base_file_url)
        .request(HTTPXRequest(_CONNECTIONS, read_timeout=_READ_SECONDS, pool_timeout=_POOL_SECONDS))
        .get_updates_request(PollRequest(refused, _POLL_READ_SECONDS))
        .rate_limiter(Delivery())
        .context_types(ContextTypes(context=Context))
        .concurrent_updates(Finishing(parts.incoming))
        .update_queue(inbox)
        .job_queue(None)
        .build()
    )
    gate = Gate(parts.book, parts.strangers, Redeem(parts.book.pairings, parts.now), parts.now)
    # Awaited, as every handler is unless it is told otherwise: one that is not would let everybody in.
    application.add_handler(TypeHandler(Update, gate, block=True), GATE)
    application.add_handlers(_handlers(parts))
    application.add_error_handler(TellTrouble(parts.book))
    return application


def _handlers(parts: Parts) -> Sequence[BaseHandler[Update, Context, None]]:
    """Return what is done with what the gate lets in; of several that fit, the first."""
    new = filters.UpdateType.MESSAGE & ~filters.VIA_BOT
    ask = Ask(parts.answering)
    return [
        *(CommandHandler(name, handle, new) for name, handle in _commands(parts, ask).items()),
        CallbackQueryHandler(Press(parts.buttons, _acts(parts), parts.now)),
        *([InlineQueryHandler(AskInline(parts.library, parts.audit, parts.now))] if parts.desk.settings.inline else []),
        MessageHandler(new & filters.TEXT & ~filters.COMMAND, ask),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE & filters.TEXT, AskEdited(parts.answering, parts.shown)),
        ChatMemberHandler(Greet(parts.book.groups, parts.now), ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(new & filters.ChatType.PRIVATE & filters.Document.ALL, TakeUpload(parts.upload_desk)),
        MessageHandler(new & filters.COMMAND, say_no_such_command),
        MessageHandler(new & ~filters.TEXT & ~filters.StatusUpdate.ALL, say_cannot_read),
    ]


def _commands(parts: Parts, ask: Ask) -> Mapping[str, Handle]:
    library, book, now = parts.library, parts.book, parts.now
    privacy = _privacy(parts)
    return {
        "ask": ask,
        "start": help_out,
        "help": help_out,
        "sources": Sources(library, parts.keyboards),
        "source": Source(library, Sender(library, parts.desk.settings.files)),
        "new": New(library),
        "settings": ChangeSettings(book.preferences, parts.keyboards, parts.desk.top_k),
        "privacy": privacy,
        "status": ShowStatus(library, book.pairings, book.groups),
        "audit": _audit(parts),
        "pair": Pair(book.pairings, now),
        "people": ListPeople(book.pairings, book.groups),
        "revoke": Revoke(book.pairings, book.groups, library),
        "allow": Allow(book.groups, now),
        "watch": BeginWatch(parts),
        "watches": _watches(parts),
        "keep": KeepAnswer(library, parts.shown, parts.keeps, now),
        "keeps": _keeps(parts),
    }


def _acts(parts: Parts) -> Mapping[Action, Act]:
    library, shown, now = parts.library, parts.shown, parts.now
    settings = ChangeSettings(parts.book.preferences, parts.keyboards, parts.desk.top_k)
    return {
        Action.MORE: More(library, shown, parts.keyboards, now),
        Action.CONTEXT: ShowContext(library, shown),
        Action.SOURCE: SendSource(library, shown, Sender(library, parts.desk.settings.files)),
        Action.RIGHT: Judge(parts.labels, shown, True, now),
        Action.WRONG: Judge(parts.labels, shown, False, now),
        Action.SOURCES_PAGE: Sources(library, parts.keyboards).turn,
        Action.SET_LANGUAGE: settings.choose_language,
        Action.SET_TOP_K: settings.choose_number,
        Action.SET_NEIGHBORS: settings.choose_neighbors,
        Action.ERASE: _privacy(parts).erase,
        Action.AUDIT_PAGE: _audit(parts).turn,
        Action.UNWATCH: _watches(parts).end,
        Action.WATCHES_PAGE: _watches(parts).turn,
        Action.KEEP: KeepAnswer(library, shown, parts.keeps, now).press,
        Action.UNKEEP: _keeps(parts).end,
        Action.KEEPS_PAGE: _keeps(parts).turn,
        Action.PUBLISH: PublishUpload(parts.upload_desk),
        Action.REPLACE: PublishUpload(parts.upload_desk),
        Action.DISCARD: TakeUpload(parts.upload_desk).discard,
        Action.ROLL_BACK: RollBack(parts.upload_desk),
    }


def _watches(parts: Parts) -> ListStanding:
    said = ListWords("watch.head", "watch.none", "watch.stopped")
    return ListStanding(WatchShelf(parts.watches), said, Action.UNWATCH, Action.WATCHES_PAGE, parts.keyboards)


def _keeps(parts: Parts) -> ListStanding:
    said = ListWords("keep.head", "keep.none", "keep.removed")
    shelf = KeepShelf(parts.keeps, parts.library)
    return ListStanding(shelf, said, Action.UNKEEP, Action.KEEPS_PAGE, parts.keyboards)


def _audit(parts: Parts) -> ShowAudit:
    return ShowAudit(parts.audit, parts.upload_desk.deeds, parts.upload_desk.uploads, parts.keyboards)


def _privacy(parts: Parts) -> Privacy:
    settings = parts.desk.settings
    return Privacy(parts.database, parts.library, parts.keyboards, settings.audit_days, settings.audit_private)
