"""Nobody learns, in any way that there is, what stands in a briefing that they may not be answered from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from bot_scene import BACK, NEXT, SAY
from scene_notes import BUTTER, BUTTER_SAID, FERRY, FERRY_SAID, HONEY, HONEY_SAID

from bot.telegram.access import Binding, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot_scene import Scene
    from local_api.people import Chat, User

BOAT = "where is the new boat handed over?"
BOAT_SAID = "handed over at Wexmouth on 3 March 2023."
SECRETS = ("Wexmouth", "Kestrel", "patrol")
"""Words of a note that is marked SECRET, of which the question has none."""


@pytest.mark.parametrize(
    "binding",
    [
        Binding(ceiling="RESTRICTED"),
        Binding(sources=("trade/*", "transport/*")),
        Binding(tags=("trade", "transport")),
        Binding(sources=("*",), tags=("defence",), ceiling="IN-CONFIDENCE"),
    ],
)
def test_nothing_outside_the_bounds_is_told_in_any_way(scene: Scene, binding: Binding) -> None:
    """By no command and no button; the same questions are answered to who has no bounds."""
    ada, bob = scene.person(), scene.person(binding=binding, name="Bob")
    assert BOAT_SAID in _all_ways(scene, ada)
    before = len(scene.api.calls)
    _all_ways(scene, bob)
    _assert_no_secret(scene, before)


@pytest.mark.parametrize(
    ("of_group", "of_person", "told"),
    [
        ("SECRET", "SECRET", True),
        ("SECRET", "RESTRICTED", False),
        ("RESTRICTED", "SECRET", False),
        ("IN-CONFIDENCE", None, False),
        (None, "IN-CONFIDENCE", False),
        (None, None, True),
    ],
)
def test_in_a_group_the_lower_ceiling_counts(
    scene: Scene, of_group: str | None, of_person: str | None, told: bool
) -> None:
    """That of the group, and that of the person who asks."""
    ada = scene.person(binding=Binding(ceiling=of_person))
    group = scene.group(ada, binding=Binding(ceiling=of_group))
    assert (BOAT_SAID in _all_ways(scene, ada, group)) is told
    if not told:
        _assert_no_secret(scene, 0)


def test_in_a_group_all_bounds_of_both_count(scene: Scene) -> None:
    """What the group leaves in by its tags and the person by their sources."""
    ada = scene.person(binding=Binding(sources=("trade/*",)))
    group = scene.group(ada, binding=Binding(tags=("trade", "transport"), ceiling="IN-CONFIDENCE"))
    assert HONEY_SAID in scene.answer(ada, "/ask " + HONEY, group).text
    assert BUTTER_SAID not in scene.answer(ada, "/ask " + BUTTER, group).text
    assert FERRY_SAID not in scene.answer(ada, "/ask " + FERRY, group).text
    assert scene.answer(ada, "/sources", group).text.startswith("1 briefings:")


def test_another_person_in_the_group_has_their_own_bounds(scene: Scene) -> None:
    """One of two who ask the same is told."""
    ada, bob = scene.person(), scene.person(binding=Binding(ceiling="OFFICIAL"), name="Bob")
    group = scene.group(ada, bob)
    assert BUTTER_SAID in scene.answer(ada, "/ask " + BUTTER, group).text
    assert BUTTER_SAID not in scene.answer(bob, "/ask " + BUTTER, group).text


@pytest.mark.parametrize("label", ["More", "Context", "Source 1"])
def test_buttons_go_by_the_bounds_of_the_moment(scene: Scene, label: str) -> None:
    """Who was bound lower since the answer gets nothing more of it by its buttons."""
    ada = scene.person(Role.CONTRIBUTOR)
    answer = scene.answer(ada, BOAT)
    assert BOAT_SAID in answer.text
    assert scene.parts.book.pairings.bind(ada.id, Binding(ceiling="RESTRICTED"))
    before = len(scene.api.messages_to(ada))
    shown = scene.press(ada, answer, label)
    after = scene.api.messages_to(ada)[before:]
    assert not any(word in message.text for message in after for word in ("Wexmouth", "Kestrel"))
    assert not any(message.document for message in after)
    gone = SAY("source.gone", source="defence/patrol.md")
    if label == "Context":
        assert gone in after[0].text
    if label == "Source 1":
        assert shown == gone


def test_a_groups_buttons_go_by_the_groups_bounds_of_the_moment(scene: Scene) -> None:
    """Where the group was bound lower."""
    ada = scene.person(Role.OWNER)
    group = scene.group(ada)
    answer = scene.answer(ada, "/ask " + BOAT, group)
    scene.parts.book.groups.bind(group.id, Binding(ceiling="RESTRICTED"), scene.clock.at)
    before = len(scene.api.messages_to(group))
    for label in ("More", "Context", "Source 1"):
        scene.press(ada, answer, label)
    after = scene.api.messages_to(group)[before:]
    assert not any(word in message.text for message in after for word in ("Wexmouth", "Kestrel"))


def test_an_edited_question_goes_by_the_bounds_of_the_moment(scene: Scene) -> None:
    """Its answer is edited into one that holds nothing of what may no longer be told."""
    ada = scene.person()
    asked = scene.api.say(ada, BOAT)
    (answer,) = scene.after(asked)
    assert BOAT_SAID in answer.text
    scene.parts.book.pairings.bind(ada.id, Binding(ceiling="RESTRICTED"))
    scene.api.edit(asked, BOAT + " please")
    scene.deliver()
    now = scene.api.now(answer)
    assert now is not None
    assert now.text != answer.text
    assert not any(word in now.text for word in SECRETS)


def test_a_follow_up_follows_nothing_from_before_the_bounds(scene: Scene) -> None:
    """What was asked and answered with other bounds is no part of the conversation."""
    ada = scene.person()
    scene.say(ada, "who is the crew of the patrol boat Kestrel?")
    scene.parts.book.pairings.bind(ada.id, Binding(ceiling="RESTRICTED"))
    before = len(scene.api.calls)
    scene.say(ada, "and when was it handed over?")
    _assert_no_secret(scene, before)


def test_sources_pages_go_by_the_bounds_of_the_moment(scene: Scene) -> None:
    """A page that is turned to after the bounds were set lists what is left."""
    ada = scene.person()
    page = scene.answer(ada, "/sources")
    assert "defence/patrol.md" in page.text
    scene.parts.book.pairings.bind(ada.id, Binding(sources=("offices/*",)))
    scene.press(ada, page, NEXT)
    now = scene.api.now(page)
    assert now is not None
    assert now.text.startswith("9 briefings:")
    assert "defence" not in now.text


def test_inline_goes_by_the_bounds_of_the_person(stage: Callable[..., Scene]) -> None:
    """No result holds a sentence from outside."""
    scene = stage(inline=True)
    scene.api.powers.supports_inline_queries = True
    ada, bob = scene.person(), scene.person(binding=Binding(ceiling="RESTRICTED"), name="Bob")
    assert BOAT_SAID in json.dumps(scene.inline(ada, BOAT))
    assert not any(word in json.dumps(scene.inline(bob, BOAT)) for word in SECRETS)


def test_a_ceiling_that_nobody_knows_answers_nobody(scene: Scene) -> None:
    """It is no ceiling of the settings: an error with a reference, and no answer without it."""
    ada = scene.person(binding=Binding(ceiling="COSMIC"))
    said = scene.say(ada, BOAT)
    assert not any(word in message.text for message in said for word in SECRETS)
    assert "reference" in said[0].text
    assert scene.errors
    scene.errors.clear()


def test_only_who_may_have_it_gets_the_file(stage: Callable[..., Scene]) -> None:
    """From the role on that the settings say, in private; everybody else gets the passage."""
    scene = stage(files=Role.CONTRIBUTOR)
    reader, contributor, owner = (scene.person(role, name=role) for role in Role)
    group = scene.group(owner, reader)
    assert _documents(scene, reader) == []
    assert _documents(scene, contributor) == ["honey.md", "honey.md"]
    assert _documents(scene, owner) == ["honey.md", "honey.md"]
    assert _documents(scene, owner, group) == []


def test_nobody_gets_a_file_where_the_settings_say_so(stage: Callable[..., Scene]) -> None:
    """Not even an owner."""
    scene = stage(files=None)
    assert _documents(scene, scene.person(Role.OWNER)) == []


def _documents(scene: Scene, person: User, chat: Chat | None = None) -> list[str]:
    """Return the names of the files that a person is sent for a button and a command."""
    answer = scene.answer(person, "/ask " + HONEY, chat)
    scene.press(person, answer, "Source 1" if "Source 1" in answer.buttons else "Source")
    scene.say(person, "/source honey", chat)
    sent = scene.api.messages_to(person if chat is None else chat)
    return [message.document.name for message in sent if message.document]


def _all_ways(scene: Scene, person: User, chat: Chat | None = None) -> str:
    """Return all that the bot writes to a person who tries every command and every button."""
    answers = [scene.say(person, f"/ask {question}", chat)[-1] for question in (BOAT, "and what is its crew?", "boat")]
    for answer in answers:
        for label in answer.buttons:
            scene.press(person, answer, label)
    named = (f"/source {name}" for name in ("p", "boat", "defence/a", "patrol", "defence/patrol.md"))
    for text in ("/sources", *named, "/keeps", "/watches", "/help", "/privacy", "/settings"):
        for sent in scene.say(person, text, chat):
            for label in (NEXT, NEXT, BACK):
                page = scene.api.now(sent)
                if page is not None and label in page.buttons:
                    scene.press(person, page, label)
    return "\n".join(message.text for message in scene.api.messages_to(person if chat is None else chat))


def _assert_no_secret(scene: Scene, since: int) -> None:
    """Check that no call since held a word of the secret note, however it is written."""
    calls = [(call.method, dict(call.parameters)) for call in scene.api.calls[since:]]
    told = json.dumps(calls, ensure_ascii=False, default=str).casefold()
    assert [word for word in SECRETS if word.casefold() in told] == []
