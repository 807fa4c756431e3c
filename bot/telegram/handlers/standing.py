"""`/watches` and `/keeps`: what stands, each with a button that takes it away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.sending import edit_html, reply_html
from bot.telegram.standing.listing import Listing, render_list

if TYPE_CHECKING:
    from telegram import InlineKeyboardMarkup, Update

    from bot.telegram.asker import Asker
    from bot.telegram.context import Context
    from bot.telegram.handlers.press import Pressed
    from bot.telegram.keyboards import Keyboards
    from bot.telegram.standing.shelves import Shelf
    from bot.telegram.state.buttons import Action


@dataclass(frozen=True, slots=True)
class ListWords:
    """What is said of a list, by the names of phrases.

    Attributes:
        head: above it.
        none: where it is empty.
        removed: when something was taken from it.
    """

    head: str
    none: str
    removed: str


@dataclass(frozen=True, slots=True)
class ListStanding:
    """Lists what stands.

    Attributes:
        shelf: where it is.
        said: what is said of it.
        remove: what a button does that takes one away.
        turn_to: what a button does that turns to another page.
        keyboards: makes the buttons.
    """

    shelf: Shelf
    said: ListWords
    remove: Action
    turn_to: Action
    keyboards: Keyboards

    async def __call__(self, update: Update, context: Context) -> None:
        """Send the first page."""
        if update.message is not None:
            html, keyboard = await self._page(0, context.asker)
            await reply_html(update.message, html, keyboard)

    async def turn(self, pressed: Pressed) -> str:
        """Turn to another page, in the same message."""
        await self._show(int(pressed.argument), pressed)
        return ""

    async def end(self, pressed: Pressed) -> str:
        """Take one away; where the button stands in a list, that goes on without it."""
        number, _, first = pressed.argument.partition(":")
        self.shelf.remove(int(number), pressed.asker.person)
        if first:
            await self._show(int(first), pressed)
        return pressed.asker.phrases.say(self.said.removed)

    async def _show(self, first: int, pressed: Pressed) -> None:
        html, keyboard = await self._page(first, pressed.asker)
        await edit_html(pressed.message.get_bot(), pressed.message.chat.id, pressed.message.message_id, html, keyboard)

    async def _page(self, first: int, asker: Asker) -> tuple[str, InlineKeyboardMarkup | None]:
        entries = await self.shelf.entries(asker, first)
        said = self.said.head if entries else self.said.none
        listing = Listing(asker.phrases.say(said, count=len(entries)), entries, self.remove, self.turn_to)
        page = render_list(listing, first, asker)
        return page.html, self.keyboards.make(asker.chat, asker.person, page.keys)
