"""`/keep`, `Keep` and `/keeps`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot_scene import SAY, Scene
from scene_notes import BOAT, BOAT_SAID, FERRY, FERRY_SAID, HONEY, HONEY_SAID

from bot.telegram.access import Binding
from bot.telegram.state.keeps import MOST_EACH, Keep

if TYPE_CHECKING:
    from pathlib import Path

    from local_api import LocalBotApi
    from local_api.people import User

    from index import Briefings


def kept(scene: Scene, person: User) -> list[str]:
    """Return the sentences that a person keeps an eye on."""
    return [keep.text for keep in scene.parts.keeps.of_person(person.id)]


def test_a_reply_keeps_the_sentences_of_an_answer(scene: Scene) -> None:
    """All that it shows, in the chat where it stands."""
    ada = scene.person()
    answer = scene.answer(ada, FERRY)
    (said,) = scene.say(ada, "/keep", reply_to=answer)
    assert said.text == SAY("keep.kept")
    keeps = scene.parts.keeps.of(ada.id, ada.id)
    assert keeps[0].text == FERRY_SAID
    assert [keep.citation for keep in keeps] == [line for line in answer.text.splitlines() if "@" in line]


def test_a_button_keeps_them_too(scene: Scene) -> None:
    """Once, however often it is pressed."""
    ada = scene.person()
    answer = scene.answer(ada, FERRY)
    for _ in range(2):
        assert scene.press(ada, answer, "Keep") == SAY("keep.kept")
    assert len(kept(scene, ada)) == 3


def test_without_an_answer_it_is_said_how(scene: Scene) -> None:
    """Without a reply, and in reply to what is no answer."""
    ada = scene.person()
    assert scene.answer(ada, "/keep").text == SAY("keep.how")
    told = scene.answer(ada, "/help")
    (said,) = scene.say(ada, "/keep", reply_to=told)
    assert said.text == SAY("keep.how")
    assert kept(scene, ada) == []


def test_who_may_not_see_a_sentence_cannot_keep_it(scene: Scene) -> None:
    """Though it was shown to another in the same group: they would be told what it says later."""
    ada, bob = scene.person(), scene.person(name="Bob", binding=Binding(ceiling="RESTRICTED"))
    group = scene.group(ada, bob)
    answer = scene.answer(ada, f"/ask {BOAT}", group)
    assert BOAT_SAID in answer.text
    scene.say(bob, "/keep", group, reply_to=answer)
    assert BOAT_SAID not in kept(scene, bob)
    scene.say(ada, "/keep", group, reply_to=answer)
    assert kept(scene, ada)[0] == BOAT_SAID
    assert scene.parts.keeps.of_person(ada.id)[0].chat == group.id


def test_what_is_no_longer_so_cannot_be_kept(own_briefings: Briefings, api: LocalBotApi, tmp_path: Path) -> None:
    """The person is told to ask again, whether the briefing has changed or went."""
    own_briefings.sync()
    note = own_briefings.folder / "trade/honey.md"
    with Scene(api, own_briefings, tmp_path / "state") as scene:
        ada = scene.person(binding=Binding(sources=("trade/honey.md",)))
        answer = scene.answer(ada, HONEY)
        note.write_text("# Honey\n\nNo word of it.\n", encoding="utf-8")
        own_briefings.sync()
        assert scene.press(ada, answer, "Keep") == SAY("keep.too_late")
        note.unlink()
        own_briefings.sync()
        assert scene.press(ada, answer, "Keep") == SAY("keep.too_late")
        assert kept(scene, ada) == []


def test_more_than_may_be_is_refused_whole(scene: Scene) -> None:
    """A word says how to take some away."""
    ada = scene.person()
    keeps = [
        Keep(0, ada.id, ada.id, f"a.md#{number}-{number + 1}@0123abcd", "Yes.", "en", "")
        for number in range(MOST_EACH - 1)
    ]
    scene.parts.keeps.add(keeps, scene.clock.at)
    assert scene.press(ada, scene.answer(ada, FERRY), "Keep") == SAY("keep.full", most=MOST_EACH)
    assert FERRY_SAID not in kept(scene, ada)


def test_an_answer_that_is_forgotten_cannot_be_kept(scene: Scene) -> None:
    """Its button says that it has expired."""
    ada = scene.person()
    answer = scene.answer(ada, FERRY)
    with scene.parts.database.writing() as connection:
        connection.execute("DELETE FROM shown")
    assert scene.press(ada, answer, "Keep") == SAY("button.stale")
    (said,) = scene.say(ada, "/keep", reply_to=answer)
    assert said.text == SAY("keep.how")


def test_the_list_says_where_each_stands(scene: Scene) -> None:
    """And takes away what is pressed, in the same message."""
    ada = scene.person(binding=Binding(sources=("trade/honey.md",)))
    scene.press(ada, scene.answer(ada, HONEY), "Keep")
    shown = scene.answer(ada, "/keeps")
    assert shown.text.splitlines()[:2] == [SAY("keep.head", count=3), f"1. trade/honey.md {HONEY_SAID}"]
    assert scene.press(ada, shown, "✕ 1") == SAY("keep.removed")
    now = scene.api.now(shown)
    assert now is not None
    assert now.text.splitlines()[0] == SAY("keep.head", count=2)
    assert HONEY_SAID not in kept(scene, ada)
    assert HONEY_SAID not in now.text


def test_the_list_tells_nothing_of_what_is_above_the_person_now(scene: Scene) -> None:
    """They saw it once, and may not any more; they can still take it away."""
    ada = scene.person()
    scene.press(ada, scene.answer(ada, BOAT), "Keep")
    count = len(kept(scene, ada))
    scene.parts.book.pairings.bind(ada.id, Binding(ceiling="RESTRICTED"))
    shown = scene.answer(ada, "/keeps")
    assert "Kestrel" not in shown.text
    assert "patrol" not in shown.text
    assert shown.text.splitlines()[1] == f"1. {SAY('keep.hidden')}"
    scene.press(ada, shown, "✕ 1")
    assert len(kept(scene, ada)) == count - 1


def test_the_list_names_no_briefing_that_is_above_the_person_now(scene: Scene) -> None:
    """Where the same words stand in another one, that is named."""
    ada = scene.person()
    scene.press(ada, scene.answer(ada, HONEY), "Keep")
    (first, *_) = scene.parts.keeps.of_person(ada.id)
    secret = first.citation.replace("trade/honey.md", "secret/honey.md")
    scene.parts.keeps.update(replace(first, citation=secret))
    assert scene.answer(ada, "/keeps").text.splitlines()[1] == f"1. trade/honey.md {HONEY_SAID}"


def test_an_empty_list_says_how_it_is_filled(scene: Scene) -> None:
    """Others' keeps are not in it."""
    ada, bob = scene.person(), scene.person(name="Bob")
    scene.press(bob, scene.answer(bob, FERRY), "Keep")
    assert scene.answer(ada, "/keeps").text == SAY("keep.none")
