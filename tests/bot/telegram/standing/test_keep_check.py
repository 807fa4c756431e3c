"""Chats are told what becomes of the sentences that they keep, once, and nothing that is not for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from bot_scene import SAY
from scene_notes import FERRY, HONEY
from telegram.error import TelegramError

from bot.telegram.access import Binding
from bot.telegram.phrases import load_phrases
from bot.telegram.standing import keep_check
from bot.telegram.standing.news import ALL_MAY_BE_NEW, NO_NEWS
from bot.telegram.state.preferences import Preferences

if TYPE_CHECKING:
    from local_api.people import Chat, User
    from standing_scene import StandingScene

NOTE = "transport/ferry.md"
ONE = Binding(sources=(NOTE,))


class Refusing:
    """Can tell nobody anything for the moment."""

    async def tell(self, *_: object) -> int | None:
        """Refuse."""
        raise TelegramError("no network")


def keep(standing: StandingScene, person: User, question: str = FERRY, chat: Chat | None = None) -> None:
    """Let a person keep an answer."""
    answer = standing.scene.answer(person, question if chat is None else f"/ask {question}", chat)
    assert standing.scene.press(person, answer, "Keep") == SAY("keep.kept")


def kept(standing: StandingScene, person: User) -> int:
    """Return how many sentences a person keeps."""
    return len(standing.scene.parts.keeps.of_person(person.id))


def test_a_change_is_told_once_with_both_texts(standing: StandingScene) -> None:
    """And the next one of what stands there then."""
    ada = standing.scene.person()
    keep(standing, ada)
    (told,) = standing.told_of(ada, standing.replace(NOTE, "costs 48 million", "costs 52 million"))
    assert told.startswith(SAY("keep.changed"))
    assert "costs 48 million" in told
    assert "costs 52 million" in told
    assert standing.told_of(ada, ALL_MAY_BE_NEW) == []
    (told,) = standing.told_of(ada, standing.replace(NOTE, "costs 52 million", "costs 60 million"))
    assert "costs 48 million" not in told
    assert "costs 60 million" in told


def test_what_only_moves_in_its_briefing_is_not_told(standing: StandingScene) -> None:
    """It is followed, so that a later change is."""
    ada = standing.scene.person()
    keep(standing, ada)
    assert standing.told_of(ada, standing.replace(NOTE, "# The ferry\n", "# The ferry\n\nMore.\n")) == []
    assert len(standing.told_of(ada, standing.replace(NOTE, "costs 48 million", "costs 52 million"))) == 1


def test_what_is_gone_is_told_in_one_message_and_ends(standing: StandingScene) -> None:
    """All the sentences of one briefing."""
    ada = standing.scene.person(binding=ONE)
    keep(standing, ada)
    assert kept(standing, ada) == 3
    (told,) = standing.told_of(ada, standing.remove(NOTE))
    assert told.count(SAY("keep.gone")) == 3
    assert kept(standing, ada) == 0


def test_only_what_a_change_touches_is_looked_at(standing: StandingScene) -> None:
    """Another briefing's change is nothing to it; after a time in which nobody looked, everything is."""
    ada = standing.scene.person()
    keep(standing, ada)
    news = standing.replace(NOTE, "costs 48 million", "costs 52 million")
    assert standing.told_of(ada, NO_NEWS) == []
    assert standing.told_of(ada, standing.replace("trade/honey.md", "900 tonnes", "800 tonnes")) == []
    assert len(standing.told_of(ada, news)) == 1


def test_a_chat_is_told_in_the_language_of_the_person(standing: StandingScene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one they chose, or else the one that they were answered in."""
    asked: list[str] = []
    monkeypatch.setattr(keep_check, "load_phrases", lambda code: asked.append(code) or load_phrases(code))
    ada = standing.scene.person()
    keep(standing, ada)
    standing.told_of(ada, standing.replace(NOTE, "costs 48 million", "costs 52 million"))
    standing.scene.parts.book.preferences.keep(ada.id, Preferences(language="tlh"))
    standing.told_of(ada, standing.replace(NOTE, "costs 52 million", "costs 60 million"))
    assert asked == ["en", "tlh"]


@pytest.mark.parametrize("change", ["costs 52 million", ""])
def test_what_is_above_a_person_now_is_not_told(standing: StandingScene, change: str) -> None:
    """Neither that it changed nor that it went; what they keep is looked after until they may see it again."""
    ada = standing.scene.person()
    keep(standing, ada)
    standing.scene.parts.book.pairings.bind(ada.id, Binding(ceiling="UNCLASSIFIED"))
    assert standing.told_of(ada, standing.replace(NOTE, "costs 48 million", change or "costs 48 million now,")) == []
    standing.scene.parts.book.pairings.bind(ada.id, Binding())
    assert len(standing.told_of(ada, ALL_MAY_BE_NEW)) == 1


def test_the_end_of_what_is_above_a_person_now_is_not_told(standing: StandingScene) -> None:
    """It ends without a word."""
    ada = standing.scene.person(binding=ONE)
    keep(standing, ada)
    standing.scene.parts.book.pairings.bind(ada.id, Binding(ceiling="UNCLASSIFIED"))
    assert standing.told_of(ada, standing.remove(NOTE)) == []
    assert kept(standing, ada) == 0


def test_a_revoked_person_is_told_nothing_and_keeps_nothing(standing: StandingScene) -> None:
    """In private; what they kept is gone when they are paired again."""
    ada = standing.scene.person()
    keep(standing, ada)
    standing.scene.parts.book.pairings.revoke(ada.id)
    assert standing.told_of(ada, standing.replace(NOTE, "costs 48 million", "costs 52 million")) == []
    assert kept(standing, ada) == 0


def test_a_closed_group_is_told_nothing(standing: StandingScene) -> None:
    """Until it is opened again; what somebody kept there who is not paired at all is gone."""
    ada, eve = standing.scene.person(), standing.scene.person(role=None, name="Eve")
    group = standing.scene.group(ada, eve)
    keep(standing, ada, chat=group)
    keep(standing, eve, chat=group)
    standing.scene.parts.book.groups.disallow(group.id)
    assert standing.told_of(group, standing.replace(NOTE, "costs 48 million", "costs 52 million")) == []
    assert (kept(standing, ada), kept(standing, eve)) == (3, 0)
    standing.scene.parts.book.groups.allow(group.id, ada.id, standing.scene.clock.at)
    assert len(standing.told_of(group, ALL_MAY_BE_NEW)) == 1


def test_a_group_is_told_what_it_is_bound_to(standing: StandingScene) -> None:
    """Though the person may see more."""
    ada = standing.scene.person()
    group = standing.scene.group(ada)
    keep(standing, ada, chat=group)
    keep(standing, ada, HONEY, chat=group)
    standing.scene.parts.book.groups.bind(group.id, Binding(ceiling="UNCLASSIFIED"), standing.scene.clock.at)
    assert standing.told_of(group, standing.replace(NOTE, "costs 48 million", "costs 52 million")) == []
    (told,) = standing.told_of(group, standing.replace("trade/honey.md", "1 August 2022", "1 May 2023"))
    assert "1 May 2023" in told


def test_somebody_who_is_bound_otherwise_meanwhile_is_told_by_that(
    standing: StandingScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found out by other bounds is not sent."""
    ada, bindings = standing.scene.person(), standing.scene.parts.book.pairings
    keep(standing, ada)
    look_after, looked = keep_check.look_after, list[str]()

    async def bound_meanwhile(*given: object) -> object:
        looked.append("")
        bindings.bind(ada.id, Binding(ceiling="UNCLASSIFIED"))
        return await look_after(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(keep_check, "look_after", bound_meanwhile)
    assert standing.told_of(ada, standing.replace(NOTE, "costs 48 million", "costs 52 million")) == []
    assert len(looked) == 6  # three sentences, twice


def test_what_could_not_be_told_is_told_next_time(standing: StandingScene) -> None:
    """It is as it was before."""
    ada = standing.scene.person()
    keep(standing, ada)
    news = standing.replace(NOTE, "costs 48 million", "costs 52 million")
    refusing = replace(standing.check_keeps, telling=Refusing())  # type: ignore[arg-type]
    with pytest.raises(TelegramError):
        standing.scene.run(refusing(ada.id, ada.id, news))
    assert len(standing.told_of(ada, news)) == 1
