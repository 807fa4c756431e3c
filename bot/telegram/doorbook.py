"""Who is known where: pairings, groups and preferences, read anew for each update so that a change counts at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.access import Place, Said
from bot.telegram.asker import Asker, filters_of
from bot.telegram.phrases import load_phrases

if TYPE_CHECKING:
    from bot.telegram.sight import Sight
    from bot.telegram.state.groups import Group, Groups
    from bot.telegram.state.pairings import Pairings, Person
    from bot.telegram.state.preferences import PreferenceTable
    from index import Filters


@dataclass(frozen=True, slots=True)
class Doorbook:
    """What is known of people and groups.

    Attributes:
        pairings: who is paired.
        groups: which groups are allowed.
        preferences: how people like answers.
        top_k: how many sentences an answer has where a person has no number of their own.
        desk: what the bot as a whole may answer from.
    """

    pairings: Pairings
    groups: Groups
    preferences: PreferenceTable
    top_k: int
    desk: Filters

    def said(self, sight: Sight) -> Said:
        """Return what `access.decide` goes by."""
        person = self._person(sight)
        role = None if person is None else person.role
        return Said(
            place=sight.place,
            role=role,
            allowed=self._group(sight) is not None,
            opens_with_code=bool(sight.code) and sight.is_person,
            allows=sight.allows,
            arrives=sight.arrives,
            added_by_owner=sight.place is Place.GROUP and self.groups.is_awaited(sight.chat),
        )

    def asker(self, sight: Sight) -> Asker:
        """Return somebody who is let in, with what they may be answered from there."""
        person = self._person(sight)
        liked = self.preferences.find(sight.person)
        return Asker(
            person=sight.person,
            chat=sight.chat,
            place=sight.place,
            role=None if person is None else person.role,
            filters=self._filters(person, self._group(sight)),
            phrases=load_phrases(liked.language or sight.language.partition("-")[0]),
            top_k=liked.top_k or self.top_k,
            neighbors=liked.neighbors,
        )

    def filters(self, chat: int, person: int) -> Filters | None:
        """Return what somebody may be answered from in a chat now, None where they may not be answered at all."""
        known, group = self.pairings.find(person), self.groups.find(chat) if chat < 0 else None
        if (chat < 0 and group is None) or (chat >= 0 and known is None):
            return None
        return self._filters(known, group)

    def _filters(self, person: Person | None, group: Group | None) -> Filters:
        return filters_of(self.desk, [known.binding for known in (group, person) if known is not None])

    def _person(self, sight: Sight) -> Person | None:
        return self.pairings.find(sight.person) if sight.is_person else None

    def _group(self, sight: Sight) -> Group | None:
        return self.groups.find(sight.chat) if sight.place is Place.GROUP else None
