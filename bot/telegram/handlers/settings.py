"""`/settings`: the language of the interface, how many sentences, whether with those around them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.telegram.keyboards import Key
from bot.telegram.phrases import Phrases, list_languages, load_phrases
from bot.telegram.sending import reply_words
from bot.telegram.state.buttons import Action, Button

if TYPE_CHECKING:
    from telegram import InlineKeyboardMarkup, Update

    from bot.telegram.asker import Asker
    from bot.telegram.context import Context
    from bot.telegram.handlers.press import Pressed
    from bot.telegram.keyboards import Keyboards
    from bot.telegram.state.preferences import Preferences, PreferenceTable

NUMBERS = (1, 3, 5, 10)
"""How many sentences can be chosen."""
_CHOSEN = "• "


@dataclass(frozen=True, slots=True)
class ChangeSettings:
    """Shows and keeps how a person likes answers.

    Attributes:
        preferences: where it is kept.
        keyboards: makes the buttons.
        top_k: the number of sentences without a choice.
    """

    preferences: PreferenceTable
    keyboards: Keyboards
    top_k: int

    async def __call__(self, update: Update, context: Context) -> None:
        """Show what is chosen and what can be."""
        asker = context.asker
        if update.message is not None:
            liked = self.preferences.find(asker.person)
            await reply_words(
                update.message, asker.phrases.say("settings.head"), self._keyboard(liked, asker, asker.phrases)
            )

    async def choose_language(self, pressed: Pressed) -> str:
        """Keep a language of the interface; "" is that of the person's Telegram."""
        liked = self.preferences.find(pressed.asker.person)
        return await self._keep(pressed, replace(liked, language=pressed.argument))

    async def choose_number(self, pressed: Pressed) -> str:
        """Keep a number of sentences."""
        liked = self.preferences.find(pressed.asker.person)
        return await self._keep(pressed, replace(liked, top_k=int(pressed.argument)))

    async def choose_neighbors(self, pressed: Pressed) -> str:
        """Keep whether the sentences before and after are shown."""
        liked = self.preferences.find(pressed.asker.person)
        return await self._keep(pressed, replace(liked, neighbors=pressed.argument == "1"))

    async def _keep(self, pressed: Pressed, liked: Preferences) -> str:
        asker = pressed.asker
        if liked == self.preferences.find(asker.person):
            return ""
        self.preferences.keep(asker.person, liked)
        phrases = load_phrases(liked.language) if liked.language else asker.phrases
        keyboard = self._keyboard(liked, asker, phrases)
        await pressed.message.edit_text(phrases.say("settings.head"), reply_markup=keyboard)
        return phrases.say("settings.kept")

    def _keyboard(self, liked: Preferences, asker: Asker, phrases: Phrases) -> InlineKeyboardMarkup | None:
        languages = [
            _key(load_phrases(code).say("settings.language"), Action.SET_LANGUAGE, code, liked.language == code)
            for code in list_languages()
        ]
        numbers = [
            _key(phrases.say("settings.number", number=number), Action.SET_TOP_K, str(number), chosen)
            for number in NUMBERS
            for chosen in [(liked.top_k or self.top_k) == number]
        ]
        around = [
            _key(phrases.say("settings.plain"), Action.SET_NEIGHBORS, "0", not liked.neighbors),
            _key(phrases.say("settings.neighbors"), Action.SET_NEIGHBORS, "1", liked.neighbors),
        ]
        return self.keyboards.make(asker.chat, asker.person, [languages, numbers, around])


def _key(label: str, action: Action, argument: str, chosen: bool) -> Key:
    return Key(_CHOSEN + label if chosen else label, Button(action, argument))
