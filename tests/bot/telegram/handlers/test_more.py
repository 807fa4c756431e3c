"""Further sentences to the same question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot_scene import SAY
from scene_notes import FERRY, FERRY_SAID

if TYPE_CHECKING:
    from bot_scene import Scene


def test_more_goes_on_where_the_answer_ended(scene: Scene) -> None:
    """No sentence comes twice, numbers go on, and the last message's own button goes on from there."""
    ada = scene.person()
    messages = [scene.answer(ada, FERRY)]
    for _ in range(2):
        assert scene.press(ada, messages[-1], "More") == ""
        messages.append(scene.api.messages_to(ada)[-1])
    assert messages[1].text.startswith(SAY("answer.further"))
    citations = [line for message in messages for line in message.text.splitlines() if "@" in line]
    assert len(citations) == len(set(citations)) == 9
    assert FERRY_SAID in messages[0].text
    shown = [[quote.citation for quote in scene.parts.shown.find(number).quotes] for number in (1, 2, 3)]  # type: ignore[union-attr]
    assert [len(one) for one in shown] == [3, 3, 3]


def test_the_buttons_of_further_sentences_are_about_them(scene: Scene) -> None:
    """Their context and their sources, not those of the first answer."""
    ada = scene.person()
    scene.press(ada, scene.answer(ada, FERRY), "More")
    further = scene.api.messages_to(ada)[-1]
    scene.press(ada, further, "Context")
    quotes = scene.parts.shown.find(2)
    assert quotes is not None
    context = scene.api.messages_to(ada)[-1].text
    assert quotes.quotes[0].text in context


def test_after_the_last_sentence_there_is_no_more(scene: Scene) -> None:
    """It is said for a moment, and nothing is sent."""
    ada = scene.person()
    message = scene.answer(ada, FERRY)
    while (said := scene.press(ada, message, "More")) == "":
        message = scene.api.messages_to(ada)[-1]
    assert said == SAY("answer.no_more")
    assert message.id == scene.api.messages_to(ada)[-1].id


def test_more_of_an_answer_that_is_forgotten_is_stale(scene: Scene) -> None:
    """What the person has deleted is not asked again."""
    ada = scene.person()
    answer = scene.answer(ada, FERRY)
    with scene.parts.database.writing() as connection:
        connection.execute("DELETE FROM shown")
    for label in ("More", "Context", "Source", "👍 Right"):
        assert scene.press(ada, answer, label) == SAY("button.stale")
