"""`/audit`, for owners: who asked what, newest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.access import Role
from bot.telegram.handlers.owners import owners_only
from bot.telegram.keyboards import Key
from bot.telegram.markup import LINE_END, Markup, as_fits, code, joined, words
from bot.telegram.sending import edit_html, reply_html
from bot.telegram.state.buttons import Action, Button

if TYPE_CHECKING:
    from telegram import InlineKeyboardMarkup, Update

    from bot.telegram.asker import Asker
    from bot.telegram.context import Context
    from bot.telegram.handlers.press import Pressed
    from bot.telegram.keyboards import Keyboards
    from bot.telegram.state.audit import Audit, AuditRow

PER_PAGE = 10


@dataclass(frozen=True, slots=True)
class ShowAudit:
    """Shows what was asked.

    Attributes:
        audit: where it is kept.
        keyboards: makes the buttons that turn pages.
    """

    audit: Audit
    keyboards: Keyboards

    async def __call__(self, update: Update, context: Context) -> None:
        """Send an owner the latest questions."""
        message, asker = update.message, context.asker
        if message is not None and await owners_only(message, asker):
            html, keyboard = self._page(0, asker)
            await reply_html(message, html, keyboard)

    async def turn(self, pressed: Pressed) -> str:
        """Turn to another page, in the same message; who is no longer an owner sees nothing more."""
        asker = pressed.asker
        if asker.role is not Role.OWNER:
            return asker.phrases.say("access.owners_only")
        html, keyboard = self._page(int(pressed.argument), asker)
        await edit_html(pressed.message.get_bot(), pressed.message.chat.id, pressed.message.message_id, html, keyboard)
        return ""

    def _page(self, skip: int, asker: Asker) -> tuple[str, InlineKeyboardMarkup | None]:
        rows = self.audit.latest(PER_PAGE + 1, skip)
        page = as_fits(map(_line, rows[:PER_PAGE]), LINE_END + LINE_END)
        keys = []
        if skip:
            keys.append(Key(asker.phrases.say("button.back"), _turn(max(skip - PER_PAGE, 0))))
        if len(rows) > PER_PAGE:
            keys.append(Key(asker.phrases.say("button.next"), _turn(skip + PER_PAGE)))
        shown = page if page.length else words(asker.phrases.say("audit.none"))
        return shown.html, self.keyboards.make(asker.chat, asker.person, [keys])


def _turn(skip: int) -> Button:
    return Button(Action.AUDIT_PAGE, str(skip))


def _line(row: AuditRow) -> Markup:
    at = dt.datetime.fromtimestamp(row.at, dt.UTC)
    where = "" if row.chat == row.person else f" in {row.chat}"
    head = words(f"{at:%Y-%m-%d %H:%M} UTC, {row.person}{where}, {row.confidence:.2f}")
    return joined((head, words(row.question), *(code(citation) for citation in row.citations[:1])), LINE_END)
