"""`/audit`, for owners: who asked what and who published what, newest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from bot.telegram.access import Role
from bot.telegram.handlers.owners import owners_only
from bot.telegram.keyboards import Key, turning_keys
from bot.telegram.markup import LINE_END, Markup, as_fits, code, joined, words
from bot.telegram.sending import edit_html, reply_html
from bot.telegram.shown_text import as_shown
from bot.telegram.state.audit import AuditRow
from bot.telegram.state.buttons import Action, Button
from bot.telegram.state.deeds import Act, Deed
from bot.telegram.state.uploads import Stage

if TYPE_CHECKING:
    from telegram import InlineKeyboardMarkup, Update

    from bot.telegram.asker import Asker
    from bot.telegram.context import Context
    from bot.telegram.handlers.press import Pressed
    from bot.telegram.keyboards import Keyboards
    from bot.telegram.phrases import Phrases
    from bot.telegram.state.audit import Audit
    from bot.telegram.state.deeds import Deeds
    from bot.telegram.state.uploads import Uploads

PER_PAGE = 10
_LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class ShowAudit:
    """Shows what was asked.

    Attributes:
        audit: where questions are kept.
        deeds: where it is kept what was done to the briefings.
        uploads: what was published and can be rolled back.
        keyboards: makes the buttons that turn pages.
    """

    audit: Audit
    deeds: Deeds
    uploads: Uploads
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
        entries = self._latest(skip + PER_PAGE + 1)[skip:]
        lines = (_line(each) if isinstance(each, AuditRow) else _deed_line(each, asker.phrases) for each in entries)
        page = as_fits(islice(lines, PER_PAGE), LINE_END + LINE_END)
        keys = [
            key for each in entries[:PER_PAGE] if isinstance(each, Deed) for key in self._roll_back_keys(each, asker)
        ]
        turns = turning_keys(Action.AUDIT_PAGE, skip, PER_PAGE, len(entries) > PER_PAGE, asker.phrases)
        shown = page if page.length else words(asker.phrases.say("audit.none"))
        return shown.html, self.keyboards.make(asker.chat, asker.person, [*([key] for key in keys), turns])

    def _latest(self, count: int) -> list[AuditRow | Deed]:
        """Return the latest questions and deeds, newest first."""
        both: list[AuditRow | Deed] = [*self.audit.latest(count), *self.deeds.latest(count)]
        return sorted(both, key=lambda entry: entry.at, reverse=True)[:count]

    def _roll_back_keys(self, deed: Deed, asker: Asker) -> list[Key]:
        """Return a button that rolls back, where that can be done; no owner has to wait for who published it."""
        upload = self.uploads.find(deed.upload) if deed.act in {Act.PUBLISHED, Act.REPLACED} else None
        if upload is None or upload.stage is not Stage.PUBLISHED:
            return []
        label = asker.phrases.say("button.roll_back_named", source=as_shown(deed.source)[-_LONGEST_LABEL:])
        return [Key(label, Button(Action.ROLL_BACK, str(upload.id)))]


def _line(row: AuditRow) -> Markup:
    where = "" if row.chat == row.person else f" in {row.chat}"
    head = words(f"{_time(row.at)}, {row.person}{where}, {row.confidence:.2f}")
    return joined((head, words(row.question), *(code(citation) for citation in row.citations[:1])), LINE_END)


def _deed_line(deed: Deed, phrases: Phrases) -> Markup:
    said = phrases.say(_SAID[deed.act], person=deed.person)
    return joined((words(f"{_time(deed.at)}, {said}"), code(deed.source)), LINE_END)


def _time(at: float) -> str:
    return f"{dt.datetime.fromtimestamp(at, dt.UTC):%Y-%m-%d %H:%M} UTC"


_SAID = {
    Act.UPLOADED: "audit.uploaded",
    Act.PUBLISHED: "audit.published",
    Act.REPLACED: "audit.replaced",
    Act.ROLLED_BACK: "audit.rolled_back",
}
