"""Closed to everybody and everything that no rule opens to, before any other handler looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bot_scene import SAY
from scene_notes import BOAT, BOAT_SAID, HONEY, HONEY_SAID
from telegram import Update
from telegram.ext import TypeHandler

from bot.telegram.access import Role
from bot.telegram.build import GATE
from bot.telegram.context import NotAdmittedError
from bot.telegram.gate import Gate
from bot.telegram.state.pairings import MOST_WRONG
from bot.telegram.state.strangers import TELL_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot_scene import Scene
    from local_api import LocalBotApi
    from local_api.people import User

UNKNOWN = SAY("access.unknown_person")
WRONG_CODE = SAY("access.wrong_code")


def test_a_stranger_gets_one_line_an_hour(scene: Scene) -> None:
    """Whatever is sent in private by somebody whom the bot does not know, and nothing else."""
    mallory = scene.person(None, name="Mallory")
    said = [scene.say(mallory, text) for text in (HONEY, "/status", "/people", "/source honey", "/help", "/allow")]
    assert [[message.text for message in messages] for messages in said] == [[UNKNOWN], [], [], [], [], []]
    scene.clock.at += TELL_SECONDS
    assert [message.text for message in scene.say(mallory, HONEY)] == [UNKNOWN]
    assert scene.api.actions == []


def test_a_strangers_edited_message_photo_and_press_are_not_answered(scene: Scene, picture: bytes) -> None:
    """Each counts as something said by a stranger: the one line, and nothing after it."""
    mallory = scene.person(None, name="Mallory")
    first = scene.api.say(mallory, "hello")
    scene.deliver()
    scene.api.edit(first, HONEY)
    scene.api.photo(mallory, picture, caption=HONEY)
    scene.api.press_forged(mallory, scene.api.messages_to(mallory)[0], "x" * 22)
    scene.deliver()
    assert [message.text for message in scene.api.messages_to(mallory)] == [UNKNOWN]
    assert scene.api.answers_to_callbacks == []


def test_nothing_that_a_stranger_does_is_looked_into(scene: Scene) -> None:
    """No question of theirs is asked, audited or kept."""
    mallory = scene.person(None, name="Mallory")
    scene.say(mallory, HONEY)
    assert scene.parts.audit.latest(5) == ()
    assert scene.parts.shown.find(1) is None


@pytest.mark.parametrize("text", [HONEY, "/ask " + HONEY, "/status", "/start", "/pair owner"])
def test_who_is_revoked_is_a_stranger_at_once(scene: Scene, text: str) -> None:
    """A new message is not answered any more."""
    ada = scene.person(Role.OWNER)
    assert HONEY_SAID in scene.answer(ada, HONEY).text
    scene.parts.book.pairings.revoke(ada.id)
    assert [message.text for message in scene.say(ada, text)] == [UNKNOWN]


@pytest.mark.parametrize("label", ["More", "Context", "Source", "👍 Right"])
def test_an_old_button_of_who_is_revoked_does_nothing(scene: Scene, label: str) -> None:
    """It was theirs, and it has not expired; it is not even looked up."""
    ada = scene.person()
    answer = scene.answer(ada, HONEY)
    scene.parts.book.pairings.revoke(ada.id)
    scene.api.press(ada, answer, label)
    scene.deliver()
    assert [message.text for message in scene.api.messages_to(ada)[1:]] == [UNKNOWN]
    assert scene.api.answers_to_callbacks == []
    assert scene.parts.labels.everything() == ()


def test_codes_pair_in_private_and_wrong_ones_are_limited(scene: Scene) -> None:
    """After so many wrong ones there is no answer at all, not even to a right one; others are not held up."""
    mallory, ada = scene.person(None, name="Mallory"), scene.person(None)
    said = [scene.say(mallory, f"/start {'wrong' * 4}{number}") for number in range(MOST_WRONG + 2)]
    words = [[message.text for message in messages] for messages in said]
    assert words == [[WRONG_CODE]] * MOST_WRONG + [[], []]
    code = scene.parts.book.pairings.make_code(scene.clock.at)
    assert scene.say(mallory, f"/start {code}") == []
    assert "owner" in scene.answer(ada, f"/start {code}").text
    assert HONEY_SAID in scene.answer(ada, HONEY).text


def test_an_edited_message_pairs_nobody(scene: Scene) -> None:
    """A code is taken from what is sent, once, and not from what it is made into later."""
    bob = scene.person(None, name="Bob")
    code = scene.parts.book.pairings.make_code(scene.clock.at)
    scene.api.edit(scene.api.say(bob, "hello"), f"/start {code}")
    scene.deliver()
    assert scene.parts.book.pairings.find(bob.id) is None


@pytest.mark.parametrize("command", ["/status", "/audit", "/people", "/pair", "/revoke 1"])
def test_what_is_for_owners_is_refused_to_others(scene: Scene, command: str) -> None:
    """To readers and contributors in private, to anybody in a group."""
    only = SAY("access.owners_only")
    bob, carol = scene.person(Role.READER, name="Bob"), scene.person(Role.CONTRIBUTOR, name="Carol")
    ada, dave = scene.person(Role.OWNER), scene.api.user("Dave")
    group = scene.group(ada, dave)
    assert scene.answer(bob, command).text == only
    assert scene.answer(carol, command).text == only
    assert scene.answer(dave, command, group).text == only
    assert scene.answer(ada, command, group).text == SAY("access.owners_in_private")


def test_channels_are_never_answered(scene: Scene) -> None:
    """Neither a post, an edited post nor the bot's being added, whoever it was."""
    ada = scene.person(Role.OWNER)
    scene.say(ada, "/help")
    channel = {"id": -1_000_000_000_099, "type": "channel", "title": "News"}
    before = len(scene.api.calls)
    post = {"message_id": 5, "date": 1, "chat": channel, "sender_chat": channel, "text": "/ask " + HONEY}
    for number, kind in enumerate(("channel_post", "edited_channel_post", "message"), 1):
        scene.hand({"update_id": number, kind: post})
    scene.hand(_membership(scene.api, ada, channel))
    assert len(scene.api.calls) == before


def test_what_another_bot_wrote_for_a_person_is_not_answered(scene: Scene) -> None:
    """A message via another bot is that bot's words."""
    ada = scene.person(Role.OWNER)
    other = {"id": 99, "is_bot": True, "first_name": "Gif"}
    for text in (HONEY, "/status", "/people"):
        assert scene.altered(scene.api.say(ada, text), via_bot=other) == []


def test_via_another_bot_nothing_is_opened(scene: Scene) -> None:
    """Neither a group nor a pairing."""
    ada, bob = scene.person(Role.OWNER), scene.api.user("Bob")
    other = {"id": 99, "is_bot": True, "first_name": "Gif"}
    group = scene.unheard_group(ada)
    scene.altered(scene.api.say(ada, "/allow", group), via_bot=other)
    assert scene.parts.book.groups.everyone() == ()
    code = scene.parts.book.pairings.make_code(scene.clock.at, Role.OWNER)
    scene.altered(scene.api.say(bob, f"/start {code}"), via_bot=other)
    assert scene.parts.book.pairings.find(bob.id) is None


def test_another_bot_is_nobody(scene: Scene) -> None:
    """Even where it has the number of somebody who is paired."""
    ada = scene.person(Role.OWNER)
    message = scene.api.say(ada, HONEY)
    said = scene.altered(message, **{"from": ada.as_json() | {"is_bot": True}})
    assert [message.text for message in said] == [UNKNOWN]


def test_inline_is_for_who_is_paired(stage: Callable[..., Scene]) -> None:
    """A stranger's query is not answered at all, nor is one of who is revoked."""
    scene = stage(inline=True)
    scene.api.powers.supports_inline_queries = True
    ada, mallory = scene.person(), scene.person(None, name="Mallory")
    assert HONEY_SAID in scene.inline(ada, HONEY)[0]["input_message_content"]["message_text"]
    assert scene.inline(mallory, HONEY) == []
    scene.parts.book.pairings.revoke(ada.id)
    assert scene.inline(ada, HONEY + " please") == []
    assert len(scene.api.inline_results) == 1


def test_inline_that_is_off_is_not_answered(scene: Scene) -> None:
    """Though Telegram sent a query, and though the person is paired."""
    scene.api.powers.supports_inline_queries = True
    assert scene.inline(scene.person(Role.OWNER), HONEY) == []
    assert scene.api.inline_results == []


def test_a_replayed_update_is_answered_once(scene: Scene) -> None:
    """The same number, whatever it holds: a question, a code, a press."""
    ada = scene.person()
    first = scene.answer(ada, HONEY)
    query = scene.api.press(ada, first, "👍 Right")
    scene.deliver()
    before = len(scene.api.calls)
    for update in scene.api.updates:
        scene.hand(update)
    forged = {"update_id": query.update_id, "message": scene.api.updates[0]["message"] | {"text": BOAT}}
    scene.hand(forged)
    assert len(scene.api.calls) == before


def test_the_gate_is_awaited_before_every_handler(scene: Scene) -> None:
    """It is alone in the first group of handlers, takes every update, and is waited for: else it fails open."""
    groups = scene.application.handlers
    assert min(groups) == GATE
    (first,) = groups[GATE]
    assert isinstance(first, TypeHandler)
    assert isinstance(first.callback, Gate)
    assert first.type is Update
    assert first.strict is False
    assert first.block is True
    assert all(handler.block for handlers in groups.values() for handler in handlers)


@pytest.mark.parametrize("how", ["not awaited", "after the others", "not there", "broken"])
def test_handlers_fail_closed_without_the_gate(scene: Scene, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    """Whatever becomes of the gate, nobody whom it has not let in is answered, paired or not."""
    application, ada = scene.application, scene.person(Role.OWNER)
    (gate,) = application.handlers[GATE]
    if how == "not awaited":
        gate.block = False
    elif how == "broken":
        monkeypatch.setattr("bot.telegram.gate.decide", lambda _: 1 / 0)
    else:
        application.remove_handler(gate, GATE)
        if how == "after the others":
            application.add_handler(gate, 1)
    mallory = scene.person(None, name="Mallory")
    for person, text in ((mallory, HONEY), (ada, HONEY), (ada, "/status"), (mallory, "/help"), (mallory, "/sources")):
        scene.api.say(person, text)
    scene.deliver()
    assert {message.text for message in scene.api.messages_to(mallory)} <= {UNKNOWN}
    assert all("reference" in message.text for message in scene.api.messages_to(ada))
    assert any(isinstance(error, NotAdmittedError) for error in scene.errors)
    scene.errors.clear()


def test_boat_is_there_for_who_may_know(scene: Scene) -> None:
    """The other tests prove something: without bounds it is answered."""
    assert BOAT_SAID in scene.answer(scene.person(), BOAT).text


def _membership(api: LocalBotApi, by: User, chat: dict[str, object]) -> dict[str, object]:
    bot = api.bot.as_json()
    change = {
        "chat": chat,
        "from": by.as_json(),
        "date": 1,
        "old_chat_member": {"status": "left", "user": bot},
        "new_chat_member": {"status": "member", "user": bot},
    }
    return {"update_id": 4000, "my_chat_member": change}
