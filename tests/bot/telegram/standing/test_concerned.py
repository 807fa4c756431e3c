"""Which watches a change may concern, and which most likely."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.telegram.access import Binding
from bot.telegram.standing.concerned import MOST_READ, Concerned
from bot.telegram.standing.due import Due
from bot.telegram.standing.news import ALL_MAY_BE_NEW, News
from bot.telegram.state.watches import Told, Watch

if TYPE_CHECKING:
    from bot_scene import Scene

FERRY, BOAT = "transport/ferry.md", "defence/patrol.md"
COST, OPENS = "what does the strait ferry cost?", "when does the dentist open his practice?"


@pytest.fixture
def concerned(scene: Scene) -> Concerned:
    """Return what finds the watches of a bot."""
    return Concerned(scene.parts.library, scene.parts.book, scene.parts.watches)


def watch(scene: Scene, question: str, binding: Binding | None = None, citation: str = "", chat: int = 0) -> int:
    """Return the number of a watch of somebody who is bound so."""
    person = scene.person(binding=binding).id
    told = Told(answered=bool(citation), citation=citation)
    return scene.parts.watches.add(Watch(0, chat or person, person, question, "en", told), scene.clock.at)


def due(scene: Scene, concerned: Concerned, news: News) -> dict[int, bool]:
    """Return the numbers of the watches that news may concern, and whether they likely do."""
    found = Due()
    scene.run(concerned.put(news, found))
    taken: dict[int, bool] = {}
    while (one := found.take()) is not None:
        number, told, taken[number] = one
        assert told == news
    return taken


def test_a_changed_briefing_concerns_who_may_see_it(scene: Scene, concerned: Concerned) -> None:
    """Most likely the questions of which it has words; who may not see it is not asked about at all."""
    likely, unlikely = watch(scene, COST), watch(scene, OPENS)
    bound = watch(scene, COST, Binding(sources=("transport/*",)))
    for binding in (Binding(sources=("trade/*",)), Binding(ceiling="UNCLASSIFIED")):
        watch(scene, COST, binding)
    assert due(scene, concerned, News(frozenset({FERRY}))) == {likely: True, unlikely: False, bound: True}


def test_what_was_told_is_looked_after_where_it_stood(scene: Scene, concerned: Concerned) -> None:
    """Though its briefing is no longer there, or not for them any more."""
    bound = Binding(sources=("trade/*",))
    told = watch(scene, OPENS, bound, f"{FERRY}#5-30@0123abcd")
    watch(scene, OPENS, bound, f"{BOAT}#5-30@0123abcd")
    assert due(scene, concerned, News(lost=frozenset({FERRY}))) == {told: True}
    assert due(scene, concerned, News(frozenset({FERRY}))) == {told: True}


def test_a_briefing_that_went_concerns_nobody_else(scene: Scene, concerned: Concerned) -> None:
    """Nothing can be better for it."""
    watch(scene, COST)
    assert due(scene, concerned, News(lost=frozenset({FERRY}))) == {}


def test_at_the_start_everybody_is_asked_about(scene: Scene, concerned: Concerned) -> None:
    """At leisure: nobody knows what has changed."""
    numbers = [watch(scene, COST), watch(scene, OPENS, Binding(sources=("trade/*",)), f"{FERRY}#5-30@0123abcd")]
    assert due(scene, concerned, ALL_MAY_BE_NEW) == dict.fromkeys(numbers, False)


def test_who_may_not_be_answered_at_all_is_looked_after(scene: Scene, concerned: Concerned) -> None:
    """So that what they had ends."""
    number = watch(scene, COST, chat=-77)
    assert due(scene, concerned, News(frozenset({FERRY}))) == {number: False}


def test_where_much_changed_nothing_is_read(scene: Scene, concerned: Concerned) -> None:
    """All are asked about alike; a briefing that is gone again is no trouble."""
    number = watch(scene, COST)
    many = News(frozenset({FERRY, *(f"{count}.md" for count in range(MOST_READ))}))
    assert due(scene, concerned, many) == {number: False}
    assert due(scene, concerned, News(frozenset({"gone.md"}))) == {number: False}
