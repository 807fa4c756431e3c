"""All that the handlers are made of, put together once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.answering import Answering
from bot.telegram.doorbook import Doorbook
from bot.telegram.keyboards import Keyboards
from bot.telegram.state.audit import Audit
from bot.telegram.state.buttons import Buttons
from bot.telegram.state.groups import Groups
from bot.telegram.state.incoming import Incoming
from bot.telegram.state.keeps import Keeps
from bot.telegram.state.labels import Labels
from bot.telegram.state.pairings import Pairings
from bot.telegram.state.preferences import PreferenceTable
from bot.telegram.state.shown import ShownAnswers
from bot.telegram.state.strangers import Strangers
from bot.telegram.state.watches import Watches
from bot.telegram.turns import Turns
from bot.telegram.uploads.desk import UploadDesk, make_upload_desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.telegram.library import Library
    from bot.telegram.settings import TelegramSettings
    from bot.telegram.state.database import Database
    from index import Filters


@dataclass(frozen=True, slots=True)
class Desk:
    """What holds for everybody.

    Attributes:
        settings: what Telegram is set by.
        top_k: how many sentences an answer has without a person's choice.
        filters: what the bot as a whole may answer from.
    """

    settings: TelegramSettings
    top_k: int
    filters: Filters


@dataclass(frozen=True, slots=True)
class Parts:
    """What the handlers are made of; each takes what it needs.

    Attributes:
        desk: what holds for everybody.
        library: the briefings.
        database: what must be remembered, in the tables that follow.
        now: seconds since the epoch.
    """

    desk: Desk
    library: Library
    database: Database
    now: Callable[[], float]
    book: Doorbook
    strangers: Strangers
    incoming: Incoming
    buttons: Buttons
    keyboards: Keyboards
    shown: ShownAnswers
    labels: Labels
    audit: Audit
    answering: Answering
    watches: Watches
    keeps: Keeps
    upload_desk: UploadDesk


def make_parts(desk: Desk, library: Library, database: Database, now: Callable[[], float]) -> Parts:
    """Return the parts over one database and one library."""
    settings = desk.settings
    pairings, groups = Pairings(database), Groups(database, settings.groups)
    buttons, shown = Buttons(database), ShownAnswers(database)
    keyboards = Keyboards(buttons, now)
    audit = Audit(database, private=settings.audit_private)
    return Parts(
        desk=desk,
        library=library,
        database=database,
        now=now,
        book=Doorbook(pairings, groups, PreferenceTable(database), desk.top_k, desk.filters),
        strangers=Strangers(database),
        incoming=Incoming(database),
        buttons=buttons,
        keyboards=keyboards,
        shown=shown,
        labels=Labels(database),
        audit=audit,
        answering=Answering(library, Turns(), shown, keyboards, audit, now),
        watches=Watches(database),
        keeps=Keeps(database),
        upload_desk=make_upload_desk(database, library, keyboards, settings.upload_bytes, now),
    )
