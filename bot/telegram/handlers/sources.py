"""`/sources`: the briefings, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.rendering.marking import marked
from bot.telegram.keyboards import turning_keys
from bot.telegram.markup import LINE_END, Markup, as_fits, bold, code, joined, words
from bot.telegram.sending import edit_html, reply_html
from bot.telegram.shown_text import shortened
from bot.telegram.state.buttons import Action
from bot.telegram.told import date_of

if TYPE_CHECKING:
    from telegram import InlineKeyboardMarkup, Update

    from bot.telegram.asker import Asker
    from bot.telegram.context import Context
    from bot.telegram.handlers.press import Pressed
    from bot.telegram.keyboards import Keyboards
    from bot.telegram.library import Library
    from index import DocumentSummary

PER_PAGE = 10
LONGEST_TITLE, LONGEST_MARKING = 100, 60


@dataclass(frozen=True, slots=True)
class Sources:
    """Lists briefings.

    Attributes:
        library: the briefings.
        keyboards: makes the buttons that turn pages.
    """

    library: Library
    keyboards: Keyboards

    async def __call__(self, update: Update, context: Context) -> None:
        """Send the first page."""
        if update.message is not None:
            html, keyboard = await self._page(0, context.asker)
            await reply_html(update.message, html, keyboard)

    async def turn(self, pressed: Pressed) -> str:
        """Turn to another page, in the same message."""
        html, keyboard = await self._page(int(pressed.argument), pressed.asker)
        await edit_html(pressed.message.get_bot(), pressed.message.chat.id, pressed.message.message_id, html, keyboard)
        return ""

    async def _page(self, first: int, asker: Asker) -> tuple[str, InlineKeyboardMarkup | None]:
        documents = await self.library.documents(asker.filters)
        first = min(first, (max(len(documents) - 1, 0) // PER_PAGE) * PER_PAGE)
        page = documents[first : first + PER_PAGE]
        head = (
            bold(asker.phrases.say("sources.head", count=len(documents)))
            if page
            else words(asker.phrases.say("sources.none"))
        )
        lines = as_fits((head, *(_line(document, asker) for document in page)), LINE_END)
        more = first + PER_PAGE < len(documents)
        keys = turning_keys(Action.SOURCES_PAGE, first, PER_PAGE, more, asker.phrases)
        return lines.html, self.keyboards.make(asker.chat, asker.person, [keys])


def _line(document: DocumentSummary, asker: Asker) -> Markup:
    title = shortened(document.title or "", LONGEST_TITLE)
    date = date_of(document.date, asker.phrases) if document.date else ""
    marking = shortened(marked(document), LONGEST_MARKING)
    about = ", ".join(part for part in (title, date, marking) if part)
    return joined((code(document.source), words(about)), LINE_END)
