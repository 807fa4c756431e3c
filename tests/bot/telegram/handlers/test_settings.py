"""How a person likes answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scene_notes import FERRY, HONEY

if TYPE_CHECKING:
    from bot_scene import Scene


def test_what_is_chosen_is_kept_and_marked(scene: Scene) -> None:
    """In the same message; the next answer goes by it, that of others does not."""
    ada, bob = scene.person(), scene.person(name="Bob")
    shown = scene.answer(ada, "/settings")
    assert shown.buttons[:5] == ("English", "Up to 1", "• Up to 3", "Up to 5", "Up to 10")
    assert scene.press(ada, shown, "Up to 1") == "Kept."
    now = scene.api.now(shown)
    assert now is not None
    assert now.buttons[1:3] == ("• Up to 1", "Up to 3")
    assert scene.press(ada, now, "• Up to 1") == ""
    assert scene.answer(ada, FERRY).text.count("@") == 1
    assert scene.answer(bob, FERRY).text.count("@") == 3


def test_neighbors_are_shown_to_who_likes_them(scene: Scene) -> None:
    """In italics around the sentence."""
    ada = scene.person()
    assert "<i>The ban had stood" not in scene.answer(ada, HONEY).written
    shown = scene.answer(ada, "/settings")
    scene.press(ada, shown, "With those around")
    now = scene.api.now(shown)
    assert now is not None
    assert now.buttons[-1] == "• With those around"
    assert "<i>" in scene.answer(ada, FERRY).written
    scene.press(ada, now, "Sentences alone")
    assert scene.parts.book.preferences.find(ada.id).neighbors is False


def test_a_language_that_is_chosen_is_kept(scene: Scene) -> None:
    """It counts before that of the person's Telegram."""
    ada = scene.person()
    shown = scene.answer(ada, "/settings")
    assert scene.press(ada, shown, "English") == "Kept."
    assert scene.parts.book.preferences.find(ada.id).language == "en"
