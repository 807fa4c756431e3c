"""Groups are opened by owners alone, and the bot stays in no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bot_scene import SAY
from scene_notes import HONEY, HONEY_SAID

from bot.telegram.access import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot_scene import Scene
    from local_api import LocalBotApi

UNKNOWN = SAY("access.unknown_person")


def test_a_code_in_a_group_pairs_nobody(scene: Scene) -> None:
    """Others could read it there."""
    ada, bob = scene.person(Role.OWNER), scene.person(None, name="Bob")
    group = scene.group(ada, bob)
    code = scene.parts.book.pairings.make_code(scene.clock.at, Role.OWNER)
    scene.say(bob, f"/start {code}", group)
    assert scene.parts.book.pairings.find(bob.id) is None


def test_a_group_that_an_unknown_person_added_the_bot_to_is_left_silently(scene: Scene) -> None:
    """Without a word there."""
    mallory = scene.api.user("Mallory")
    group = scene.api.group("Elsewhere", mallory)
    scene.deliver()
    assert not scene.api.in_group(group)
    assert scene.api.messages_to(group) == []


@pytest.mark.parametrize("role", [Role.READER, Role.CONTRIBUTOR])
@pytest.mark.parametrize("text", ["/allow", "/allow@briefbot_test_bot", "/ask " + HONEY])
def test_a_group_of_a_reader_or_contributor_is_left(scene: Scene, role: Role, text: str) -> None:
    """Only an owner opens a group, whatever others who are paired send there."""
    bob = scene.person(role, name="Bob")
    group = scene.unheard_group(bob)
    scene.say(bob, text, group)
    assert not scene.api.in_group(group)
    assert scene.api.messages_to(group) == []
    assert scene.parts.book.groups.everyone() == ()


def test_a_group_that_an_owner_adds_the_bot_to_waits_for_allow(scene: Scene) -> None:
    """It stays, says how it is opened, answers nobody, and is not driven out by what others write meanwhile."""
    ada, bob = scene.person(Role.OWNER), scene.api.user("Bob")
    group = scene.api.group("Press team", ada, bob)
    scene.deliver()
    assert scene.api.in_group(group)
    how = [message.text for message in scene.api.messages_to(group)]
    assert how == [SAY("groups.how")]
    scene.api.join(group, scene.api.user("Carol"))
    assert scene.say(bob, "/ask " + HONEY, group) == []
    assert scene.say(ada, "/ask " + HONEY, group) == []
    assert scene.api.in_group(group)
    assert "is open" in scene.answer(ada, "/allow", group).text
    assert HONEY_SAID in scene.answer(bob, "/ask " + HONEY, group).text


def test_who_is_put_out_of_a_group_waits_for_no_allow(scene: Scene) -> None:
    """Added again by somebody else, the bot leaves, though an owner had added it before."""
    ada, bob = scene.person(Role.OWNER), scene.api.user("Bob")
    group = scene.api.group("Press team", ada, bob)
    scene.api.remove_bot(group, bob)
    scene.api.add_bot(group, bob)
    scene.deliver()
    assert not scene.api.in_group(group)


def test_a_group_that_put_the_bot_out_has_to_be_allowed_anew(scene: Scene) -> None:
    """Else whoever runs the group now could bring it back."""
    ada, bob = scene.person(Role.OWNER), scene.api.user("Bob")
    group = scene.group(ada, bob)
    scene.api.remove_bot(group, bob)
    scene.api.add_bot(group, bob)
    scene.deliver()
    assert not scene.api.in_group(group)


def test_the_right_to_read_all_is_no_reason_to_be_greeted_again(scene: Scene) -> None:
    """A bot that is made an administrator has not been added."""
    ada = scene.person(Role.OWNER)
    group = scene.group(ada)
    before = len(scene.api.messages_to(group))
    scene.api.add_bot(group, ada, status="administrator")
    scene.deliver()
    assert len(scene.api.messages_to(group)) == before


def test_a_group_that_is_open_is_told_so_when_an_owner_brings_the_bot(
    api: LocalBotApi, stage: Callable[..., Scene]
) -> None:
    """One that the settings allow beforehand needs no /allow."""
    group = api.group("Preset", api.user("Bob"), with_bot=False)
    scene = stage(groups=(group.id,))
    ada = scene.person(Role.OWNER)
    api.join(group, ada)
    api.add_bot(group, ada)
    scene.deliver()
    (greeting,) = api.messages_to(group)
    assert greeting.text.startswith("Here again: /ask")


def test_whoever_is_in_an_allowed_group_is_answered_there_and_only_there(scene: Scene) -> None:
    """Strangers too, where they speak to the bot; in private they are strangers still."""
    ada, bob = scene.person(Role.OWNER), scene.api.user("Bob")
    group = scene.group(ada, bob)
    assert HONEY_SAID in scene.answer(bob, "/ask " + HONEY, group).text
    assert scene.say(bob, HONEY, group) == []
    assert [message.text for message in scene.say(bob, HONEY)] == [UNKNOWN]


def test_a_group_speaks_for_nobody(scene: Scene) -> None:
    """An anonymous administrator may be an owner: nobody can tell, so `/allow` opens nothing and the bot leaves."""
    ada = scene.person(Role.OWNER)
    group = scene.unheard_group(ada)
    message = scene.api.say(ada, "/allow", group)
    assert scene.altered(message, sender_chat=group.as_json()) == []
    assert not scene.api.in_group(group)
    assert scene.parts.book.groups.everyone() == ()


def test_an_anonymous_administrator_is_nobody_in_an_allowed_group(scene: Scene) -> None:
    """Answered as anybody there is, and an owner's commands are refused."""
    ada = scene.person(Role.OWNER)
    group = scene.group(ada)
    (answer,) = scene.altered(scene.api.say(ada, "/ask " + HONEY, group), sender_chat=group.as_json())
    assert HONEY_SAID in answer.text
    (refusal,) = scene.altered(scene.api.say(ada, "/status", group), sender_chat=group.as_json())
    assert refusal.text == SAY("access.owners_only")


def test_a_group_that_becomes_a_supergroup_stays_allowed(scene: Scene) -> None:
    """With all that it is bound to, and without a word."""
    ada = scene.person(Role.OWNER)
    group = scene.group(ada)
    before = len(scene.api.messages_to(group))
    new = scene.api.upgrade(group, ada)
    scene.deliver()
    assert HONEY_SAID in scene.answer(ada, "/ask " + HONEY, new).text
    assert [allowed.id for allowed in scene.parts.book.groups.everyone()] == [new.id]
    assert len(scene.api.messages_to(group)) == before


def test_a_group_of_the_settings_that_becomes_a_supergroup_stays_allowed(
    api: LocalBotApi, stage: Callable[..., Scene]
) -> None:
    """Its new number is allowed, though the settings name the old one."""
    bob = api.user("Bob")
    group = api.group("Preset", bob)
    scene = stage(groups=(group.id,))
    scene.forget()
    assert HONEY_SAID in scene.answer(bob, "/ask " + HONEY, group).text
    new = api.upgrade(group, bob)
    scene.deliver()
    assert HONEY_SAID in scene.answer(bob, "/ask " + HONEY, new).text


def test_the_supergroup_may_be_heard_of_first(scene: Scene) -> None:
    """What says in the new one where it comes from is as good."""
    ada = scene.person(Role.OWNER)
    group = scene.group(ada)
    new = scene.api.upgrade(group, ada)
    for update in reversed(scene.api.updates[-2:]):
        scene.hand(update)
    assert [allowed.id for allowed in scene.parts.book.groups.everyone()] == [new.id]
    assert scene.api.in_group(new)


def test_an_unknown_group_that_becomes_a_supergroup_is_left(scene: Scene) -> None:
    """A new number opens nothing."""
    ada = scene.person(Role.OWNER)
    group = scene.unheard_group(ada)
    new = scene.api.upgrade(group, scene.api.user("Mallory"))
    scene.deliver()
    assert not scene.api.in_group(new)
    assert scene.parts.book.groups.everyone() == ()
