"""The list of briefings, and the briefing that a person names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bot_scene import BACK, NEXT, SAY
from scene_notes import HONEY_SAID, NOTES

from bot.telegram.access import Binding, Role

if TYPE_CHECKING:
    from bot_scene import Scene


def test_sources_are_listed_a_page_at_a_time(scene: Scene) -> None:
    """In one message whose buttons turn its pages, each briefing once, with title and date."""
    ada = scene.person()
    first = scene.answer(ada, "/sources")
    assert first.text.splitlines()[0] == "13 briefings:"
    assert first.buttons == (NEXT,)
    scene.press(ada, first, NEXT)
    second = scene.api.now(first)
    assert second is not None
    assert second.buttons == (BACK,)
    listed = [line for page in (first, second) for line in page.text.splitlines() if line in NOTES]
    assert listed == sorted(NOTES)
    assert "Honey exports, 31 May 2022" in second.text
    scene.press(ada, second, BACK)
    back = scene.api.now(first)
    assert back is not None
    assert back.text == first.text
    assert scene.api.messages_to(ada) == [back]


def test_who_may_ask_nothing_is_told_so(scene: Scene) -> None:
    """An empty list has no buttons."""
    page = scene.answer(scene.person(binding=Binding(sources=("nowhere/*",))), "/sources")
    assert (page.text, page.buttons) == (SAY("sources.none"), ())


@pytest.mark.parametrize("name", ["trade/honey.md", "honey.md", "HONEY", "oney exp", "honey.md  "])
def test_a_briefing_is_sent_by_whatever_names_it_alone(scene: Scene, name: str) -> None:
    """Its path, the end of it, a part of it or of its title; what it says of itself stands above its sentences."""
    ada = scene.person()
    sent = scene.answer(ada, f"/source {name}")
    assert sent.text.splitlines()[:2] == ["trade/honey.md", "Honey exports, 31 May 2022, UNCLASSIFIED"]
    assert HONEY_SAID in sent.text


def test_a_name_of_several_or_none_is_asked_back(scene: Scene) -> None:
    """The nearest are named; without a name it is said how."""
    ada = scene.person()
    assert scene.answer(ada, "/source").text == SAY("source.how")
    assert scene.answer(ada, "/source trade").text.startswith(
        "Which one? The nearest:\ntrade/honey.md\ntrade/tariffs.md"
    )
    assert scene.answer(ada, "/source zzzzzzzz").text == SAY("source.how")


def test_the_file_is_the_text_that_was_asked(scene: Scene) -> None:
    """Under the note's own name, for who may have it."""
    ada = scene.person(Role.CONTRIBUTOR)
    passage, file = scene.say(ada, "/source honey")
    assert HONEY_SAID in passage.text
    assert file.document is not None
    assert (file.document.name, file.document.content) == ("honey.md", NOTES["trade/honey.md"].encode())
