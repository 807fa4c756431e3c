"""`/privacy`: what is kept, for how long, and its erasure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.keyboards import Key
from bot.telegram.sending import reply_words
from bot.telegram.state.buttons import LIFE_SECONDS, Action, Button
from bot.telegram.state.erase import erase_person

if TYPE_CHECKING:
    from telegram import Update

    from bot.telegram.context import Context
    from bot.telegram.handlers.press import Pressed
    from bot.telegram.keyboards import Keyboards
    from bot.telegram.library import Library
    from bot.telegram.state.database import Database

_HOUR_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Privacy:
    """Tells what is kept, and erases it.

    Attributes:
        database: where it is kept.
        library: remembers conversations.
        keyboards: makes the button.
        audit_days: how long the audit is kept, in days.
        audit_private: whether it holds what is asked in private chats.
    """

    database: Database
    library: Library
    keyboards: Keyboards
    audit_days: int
    audit_private: bool

    async def __call__(self, update: Update, context: Context) -> None:
        """Say what is kept of a person and for how long."""
        asker = context.asker
        if update.message is None:
            return
        say = asker.phrases.say
        audit = say("privacy.audit" if self.audit_private else "privacy.audit_groups_only", days=self.audit_days)
        told = say("privacy.told", hours=LIFE_SECONDS // _HOUR_SECONDS, days=self.audit_days, audit=audit)
        erase = Key(say("button.erase"), Button(Action.ERASE))
        await reply_words(update.message, told, self.keyboards.make(asker.chat, asker.person, [[erase]]))

    async def erase(self, pressed: Pressed) -> str:
        """Erase what is kept of a person; the pairing stays, so that they can go on asking."""
        asker = pressed.asker
        erased = erase_person(self.database, asker.person)
        self.library.forget_person(asker.person)
        await pressed.message.edit_text(asker.phrases.say("privacy.erased", count=erased))
        return ""
