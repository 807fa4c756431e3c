"""What is a question, and what becomes of it, in private and in groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bot_scene import SAY
from scene_notes import BUTTER, BUTTER_SAID, FERRY, FERRY_SAID, HONEY, HONEY_SAID

from bot.telegram.access import Role
from bot.telegram.question_text import MOST_CHARACTERS

if TYPE_CHECKING:
    from bot_scene import Scene


@pytest.mark.parametrize("text", [HONEY, "/ask " + HONEY, "/ask@briefbot_test_bot " + HONEY, "  " + HONEY])
def test_any_text_is_a_question_in_private(scene: Scene, text: str) -> None:
    """With the command before it or without; typing is shown, then one new message answers with its buttons on it."""
    ada = scene.person()
    asked = scene.api.say(ada, text)
    (answer,) = scene.after(asked)
    assert HONEY_SAID in answer.text
    assert answer.reply_to is not None
    assert answer.reply_to.id == asked.id
    assert answer.buttons[0] == "More"
    assert answer.edited == 0
    methods = [call.method for call in scene.api.calls if call.method.startswith("send")]
    assert methods[0] == "sendChatAction"
    assert methods.count("sendMessage") == 1


def test_in_a_group_the_bot_is_spoken_to(scene: Scene) -> None:
    """By the command, by its name, or by a reply to it; whatever else people say there is theirs."""
    scene.api.powers.can_read_all_group_messages = True
    ada, bob = scene.person(Role.OWNER), scene.api.user("Bob")
    group = scene.group(ada, bob)
    first = scene.answer(ada, "/ask " + HONEY, group)
    for text in (
        f"@briefbot_test_bot {BUTTER}",
        f"well, {BUTTER} @BriefBot_Test_Bot",
        f"/ask@briefbot_test_bot {BUTTER}",
    ):
        assert BUTTER_SAID in scene.answer(bob, text, group).text
    (answer,) = scene.say(bob, FERRY, group, reply_to=first)
    assert FERRY_SAID in answer.text
    others = (FERRY, "/ask@other_bot " + FERRY, "@briefbot_test_bot_2 " + FERRY, "mail ada@briefbot_test_bot.org")
    assert [scene.say(bob, text, group) for text in others] == [[], [], [], []]


def test_a_question_has_so_many_characters_at_most(scene: Scene) -> None:
    """One more is answered by a word that counts them, and is not asked."""
    ada = scene.person()
    long = "a" * MOST_CHARACTERS
    said = scene.answer(ada, long + "b").text
    assert said == SAY("ask.too_long", most=500, count=501)
    assert len(scene.parts.audit.latest(5)) == 0
    assert scene.answer(ada, "/ask " + long).text != said
    assert len(scene.parts.audit.latest(5)) == 1


@pytest.mark.parametrize("text", ["/ask", "/ask   "])
def test_a_command_alone_asks_for_a_question(scene: Scene, text: str) -> None:
    """An example says how."""
    assert scene.answer(scene.person(), text).text == SAY("ask.empty")


@pytest.mark.parametrize("text", ["???", "👍", "/ask ...", "\u200b\u200b"])
def test_what_holds_nothing_to_look_for_gets_a_word(scene: Scene, text: str) -> None:
    """It is no error; an answer that is edited into such a thing stays."""
    ada = scene.person()
    assert scene.answer(ada, text).text == SAY("ask.no_question")
    asked = scene.api.say(ada, HONEY)
    (answer,) = scene.after(asked)
    scene.api.edit(asked, text)
    scene.deliver()
    assert [message.text for message in scene.after(asked)] == [answer.text, SAY("ask.no_question")]


def test_what_is_no_text_gets_a_word_where_the_bot_is_meant(scene: Scene, picture: bytes) -> None:
    """A photo, a sticker or a document in private; in a group only in reply to the bot."""
    scene.api.powers.can_read_all_group_messages = True
    ada = scene.person(Role.READER)
    group = scene.group(ada)
    scene.api.photo(ada, picture, caption=HONEY)
    scene.api.sticker(ada, picture)
    scene.api.photo(ada, picture, group, caption=HONEY)
    scene.deliver()
    assert [message.text for message in scene.api.messages_to(ada)] == [SAY("ask.not_text")] * 2
    before = scene.answer(ada, "/ask " + HONEY, group)
    photo = scene.api.photo(ada, picture, group)
    (said,) = scene.altered(photo, reply_to_message=before.as_json())
    assert said.text == SAY("ask.not_text")


def test_people_who_come_and_go_are_not_spoken_to(scene: Scene) -> None:
    """Service messages are no questions."""
    ada, bob = scene.person(Role.OWNER), scene.api.user("Bob")
    group = scene.group(ada)
    before = len(scene.api.messages_to(group))
    scene.api.join(group, bob)
    scene.api.leave(group, bob)
    scene.deliver()
    assert len(scene.api.messages_to(group)) == before


def test_a_follow_up_follows_the_persons_last_question_in_the_chat(scene: Scene) -> None:
    """What was understood is said; the questions of others, and in other chats, are not followed."""
    ada, bob = scene.person(), scene.person(name="Bob")
    group = scene.group(ada, bob)
    scene.say(ada, "/ask " + FERRY, group)
    scene.say(bob, "/ask " + BUTTER, group)
    follow_up = scene.answer(ada, "/ask and how many passengers does it carry?", group).text
    assert follow_up.startswith("Understood as:")
    assert "ferry" in follow_up.partition("\n")[0]
    assert "The strait ferry carries 300 passengers." in follow_up
    alone = scene.answer(ada, "and how many passengers does it carry?").text
    assert not alone.startswith("Understood as:")


def test_an_edited_question_edits_its_answer(scene: Scene) -> None:
    """The same message, with buttons for what it now says; no other is sent."""
    ada = scene.person()
    asked = scene.api.say(ada, HONEY)
    (answer,) = scene.after(asked)
    scene.api.edit(asked, BUTTER)
    scene.deliver()
    (now,) = scene.after(asked)
    assert now.id == answer.id
    assert BUTTER_SAID in now.text
    assert HONEY_SAID not in now.text.partition("2.")[0]
    scene.press(ada, now, "Context")
    assert BUTTER_SAID in scene.api.messages_to(ada)[-1].text


def test_a_question_that_is_edited_before_it_is_answered(scene: Scene) -> None:
    """The answer is to the question as it stands at last."""
    ada = scene.person()
    asked = scene.api.say(ada, HONEY)
    scene.api.edit(asked, BUTTER)
    scene.deliver_at_once()
    (answer,) = scene.after(asked)
    assert BUTTER_SAID in answer.text.partition("2.")[0]


def test_a_follow_up_follows_the_edited_question(scene: Scene) -> None:
    """As if it had been asked so at once."""
    ada = scene.person()
    asked = scene.api.say(ada, HONEY)
    scene.deliver()
    scene.api.edit(asked, FERRY)
    scene.deliver()
    assert "300 passengers" in scene.answer(ada, "and how many passengers does it carry?").text


def test_an_older_question_that_is_edited_leaves_the_conversation_alone(scene: Scene) -> None:
    """A follow-up follows the last question, not the one that was edited last."""
    ada = scene.person()
    asked = scene.api.say(ada, HONEY)
    scene.deliver()
    scene.say(ada, FERRY)
    scene.api.edit(asked, BUTTER)
    scene.deliver()
    assert "300 passengers" in scene.answer(ada, "and how many passengers does it carry?").text


def test_an_edited_question_is_held_to_the_same_limits(scene: Scene) -> None:
    """One that has become too long keeps its answer, and a word says why."""
    ada = scene.person()
    asked = scene.api.say(ada, HONEY)
    (answer,) = scene.after(asked)
    scene.api.edit(asked, "a" * 501)
    scene.deliver()
    kept, said = scene.after(asked)
    assert (kept.id, kept.text) == (answer.id, answer.text)
    assert said.text == SAY("ask.too_long", most=500, count=501)


def test_an_edited_message_that_was_no_question_is_left_alone(scene: Scene) -> None:
    """Nobody expects an answer to what was said long ago, or by a command."""
    ada = scene.person(Role.OWNER)
    help_asked = scene.api.say(ada, "/help")
    scene.deliver()
    before = len(scene.api.messages_to(ada))
    for text in ("/revoke 1", HONEY, "a" * 600, "/pair owner"):
        scene.api.edit(help_asked, text)
    scene.deliver()
    assert len(scene.api.messages_to(ada)) == before


def test_who_edits_anothers_question_changes_nothing(scene: Scene) -> None:
    """Only Telegram could send this: the answer is bound to who asked."""
    ada, bob = scene.person(), scene.person(name="Bob")
    group = scene.group(ada, bob)
    asked = scene.api.say(ada, "/ask " + HONEY, group)
    (answer,) = scene.after(asked)
    message = asked.as_json() | {"from": bob.as_json(), "text": "/ask " + BUTTER, "edit_date": 1_790_000_001}
    scene.hand({"update_id": 1, "edited_message": message})
    now = scene.api.now(answer)
    assert now is not None
    assert now.text == answer.text


def test_a_fourth_waiting_question_gets_a_word(scene: Scene) -> None:
    """Of five at once one is being answered and three wait; the others are answered in their order."""
    ada = scene.person()
    asked = [scene.api.say(ada, f"{HONEY} {number}") for number in range(5)]
    scene.deliver_at_once()
    sent = scene.api.messages_to(ada)
    waits = [message for message in sent if message.text == SAY("ask.wait")]
    assert [message.reply_to.id for message in waits if message.reply_to] == [asked[4].id]
    answered = [message.reply_to.id for message in sent if message.reply_to and message not in waits]
    assert answered == [message.id for message in asked[:4]]


def test_buttons_do_not_wait_behind_questions(scene: Scene) -> None:
    """Nor do they count as questions."""
    ada = scene.person()
    first = scene.answer(ada, HONEY)
    for _ in range(4):
        scene.api.say(ada, FERRY)
    queries = [scene.api.press(ada, first, "👍 Right") for _ in range(3)]
    scene.deliver_at_once()
    assert [scene.api.answer_to(query.query_id).text for query in queries] == [SAY("judge.thanks")] * 3
    assert SAY("ask.wait") not in [message.text for message in scene.api.messages_to(ada)]
