"""What people find right or wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot_scene import SAY
from scene_notes import FERRY, HONEY

if TYPE_CHECKING:
    from bot_scene import Scene


def test_a_later_word_replaces_an_earlier_one(scene: Scene) -> None:
    """Each answer has one label, with the question as it was understood and what was shown."""
    ada = scene.person()
    honey, ferry = scene.answer(ada, HONEY), scene.answer(ada, FERRY)
    thanks = [
        scene.press(ada, honey, "👎 Wrong"),
        scene.press(ada, ferry, "👍 Right"),
        scene.press(ada, honey, "👍 Right"),
    ]
    assert thanks == [SAY("judge.thanks")] * 3
    labels = {label.question: label for label in scene.parts.labels.everything()}
    assert {question: label.is_right for question, label in labels.items()} == {HONEY: True, FERRY: True}
    assert labels[HONEY].person == ada.id
    assert "honey" in labels[HONEY].quotes[0].text
    scene.press(ada, ferry, "👎 Wrong")
    assert [label.is_right for label in scene.parts.labels.everything() if label.question == FERRY] == [False]
