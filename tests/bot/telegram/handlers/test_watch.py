"""`/watch QUESTION` and `/watches`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bot_scene import NEXT, SAY
from scene_notes import BOAT, BOAT_SAID, FERRY, FERRY_SAID, HONEY, HONEY_SAID

from bot.telegram.access import Binding
from bot.telegram.state.watches import MOST_EACH, Told, Watch
from bot.telegram.turns import WAITING_EACH

if TYPE_CHECKING:
    from bot_scene import Scene
    from local_api.people import User

UNKNOWN = "when does the dentist open?"


def watched(scene: Scene, person: User) -> list[str]:
    """Return the questions that a person watches."""
    return [watch.question for watch in scene.parts.watches.of_person(person.id)]


def test_a_watched_question_is_answered_at_once(scene: Scene) -> None:
    """By the best sentence alone, with its place and its buttons; that is what the chat knows from then on."""
    ada = scene.person()
    answer = scene.answer(ada, f"/watch {FERRY}")
    assert answer.text.startswith(f"{SAY('watch.now')}\n\n{FERRY_SAID}\n")
    assert "transport/ferry.md:" in answer.text
    assert SAY("watch.stop") in answer.buttons
    assert "Source" in answer.buttons
    (watch,) = scene.parts.watches.of_person(ada.id)
    assert (watch.chat, watch.question, watch.language) == (ada.id, FERRY, "en")
    assert watch.told.answered
    assert watch.told.citation.startswith("transport/ferry.md#")


def test_what_is_not_answered_yet_is_watched(scene: Scene) -> None:
    """One line says so, and the nearest sentences are not told."""
    ada = scene.person()
    answer = scene.answer(ada, f"/watch {UNKNOWN}")
    assert (answer.text, answer.buttons) == (SAY("watch.not_yet"), (SAY("watch.stop"),))
    (watch,) = scene.parts.watches.of_person(ada.id)
    assert not watch.told.answered
    assert watch.told.citation == ""


def test_it_is_answered_from_what_the_person_may_see(scene: Scene) -> None:
    """A sentence above them is as if it did not exist, in private and in a group."""
    bound = Binding(ceiling="RESTRICTED")
    ada, bob = scene.person(binding=bound), scene.person(name="Bob")
    group = scene.group(bob, binding=bound)
    assert BOAT_SAID in scene.answer(bob, f"/watch {BOAT}").text
    for answer in (scene.answer(ada, f"/watch {BOAT}"), scene.answer(bob, f"/watch {BOAT}", group)):
        assert BOAT_SAID not in answer.text


@pytest.mark.parametrize("text", ["/watch", "/watch ???", "/watch hello"])
def test_what_asks_nothing_is_not_watched(scene: Scene, text: str) -> None:
    """It is said how it is done."""
    ada = scene.person()
    assert scene.answer(ada, text).text == SAY("watch.how")
    assert watched(scene, ada) == []


def test_a_question_that_is_too_long_is_not_watched(scene: Scene) -> None:
    """As it is not answered."""
    ada = scene.person()
    assert scene.answer(ada, "/watch " + "x" * 501).text == SAY("ask.too_long", most=500, count=501)
    assert watched(scene, ada) == []


def test_one_more_than_may_be_is_refused(scene: Scene) -> None:
    """A word says how to take one away; then there is room again."""
    ada = scene.person()
    for number in range(MOST_EACH):
        scene.parts.watches.add(Watch(0, ada.id, ada.id, f"when {number}?", "en", Told()), scene.clock.at)
    assert scene.answer(ada, f"/watch {FERRY}").text == SAY("watch.full", most=MOST_EACH)
    assert FERRY not in watched(scene, ada)
    scene.press(ada, scene.answer(ada, "/watches"), "✕ 1")
    scene.say(ada, f"/watch {FERRY}")
    assert watched(scene, ada)[-1] == FERRY


def test_it_waits_its_turn_like_any_question(scene: Scene) -> None:
    """One person may not make others wait with it."""
    ada = scene.person()
    for number in range(WAITING_EACH + 2):
        scene.api.say(ada, f"/watch {FERRY} {number}")
    scene.deliver_at_once()
    assert SAY("ask.wait") in [message.text for message in scene.api.messages_to(ada)]
    assert len(watched(scene, ada)) == WAITING_EACH + 1


def test_it_is_in_the_audit(scene: Scene) -> None:
    """With what was shown, and with nothing where nothing was."""
    ada = scene.person()
    scene.say(ada, f"/watch {FERRY}")
    scene.say(ada, f"/watch {UNKNOWN}")
    unknown, ferry = scene.parts.audit.latest(2)
    assert (ferry.question, ferry.answered, len(ferry.citations)) == (FERRY, True, 1)
    assert (unknown.question, unknown.answered, unknown.citations) == (UNKNOWN, False, ())


def test_the_buttons_under_it_are_about_its_sentence(scene: Scene) -> None:
    """More goes on behind it, Stop ends it, and an edited message of it changes nothing."""
    ada = scene.person()
    asked = scene.api.say(ada, f"/watch {FERRY}")
    (answer,) = scene.after(asked)
    scene.api.edit(asked, f"/watch {HONEY}")
    scene.deliver()
    assert [message.text for message in scene.api.messages_to(ada)] == [answer.text]
    scene.press(ada, answer, "More")
    assert FERRY_SAID not in scene.api.messages_to(ada)[-1].text
    assert watched(scene, ada) == [FERRY]
    assert scene.press(ada, answer, SAY("watch.stop")) == SAY("watch.stopped")
    assert watched(scene, ada) == []


def test_nobody_stops_what_another_watches(scene: Scene) -> None:
    """Their button is theirs."""
    ada, bob = scene.person(), scene.person(name="Bob")
    group = scene.group(ada, bob)
    answer = scene.answer(ada, f"/watch {FERRY}", group)
    assert scene.press(bob, answer, SAY("watch.stop")) == SAY("button.not_yours")
    assert watched(scene, ada) == [FERRY]


def test_the_list_is_the_persons_own(scene: Scene) -> None:
    """In private all of theirs, in a group what is theirs there, and nothing of others."""
    ada, bob = scene.person(), scene.person(name="Bob")
    group = scene.group(ada, bob)
    scene.say(ada, f"/watch {FERRY}")
    scene.say(ada, f"/watch {HONEY}", group)
    scene.say(bob, f"/watch {BOAT}", group)
    private, public = scene.answer(ada, "/watches"), scene.answer(ada, "/watches", group)
    assert private.text.splitlines() == [
        SAY("watch.head", count=2),
        f"1. {FERRY}",
        f"2. {HONEY} {SAY('list.in_group', group=group.id)}",
    ]
    assert public.text.splitlines() == [SAY("watch.head", count=1), f"1. {HONEY}"]
    assert HONEY_SAID not in private.text


def test_a_list_goes_on_without_what_is_taken_from_it(scene: Scene) -> None:
    """In the same message; at last it says that nothing is watched."""
    ada = scene.person()
    for question in (FERRY, HONEY):
        scene.say(ada, f"/watch {question}")
    shown = scene.answer(ada, "/watches")
    for label, text in (("✕ 1", f"{SAY('watch.head', count=1)}\n1. {HONEY}"), ("✕ 1", SAY("watch.none"))):
        now = scene.api.now(shown)
        assert now is not None
        assert scene.press(ada, now, label) == SAY("watch.stopped")
        now = scene.api.now(shown)
        assert now is not None
        assert now.text == text
    assert watched(scene, ada) == []


def test_a_long_list_is_turned(scene: Scene) -> None:
    """In the same message."""
    ada = scene.person()
    for number in range(12):
        scene.parts.watches.add(Watch(0, ada.id, ada.id, f"when {number}?", "en", Told()), scene.clock.at)
    shown = scene.answer(ada, "/watches")
    scene.press(ada, shown, NEXT)
    now = scene.api.now(shown)
    assert now is not None
    assert now.text.splitlines()[1:] == ["11. when 10?", "12. when 11?"]
