"""What is seen of an update, before anything is looked into."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update

from bot.telegram.access import Place
from bot.telegram.sight import NOBODY, Sight, see

ADA = {"id": 7, "is_bot": False, "first_name": "Ada", "language_code": "de-AT"}
BOT = {"id": 9, "is_bot": True, "first_name": "Briefbot"}
PRIVATE = {"id": 7, "type": "private"}
GROUP = {"id": -5, "type": "group", "title": "Press"}
SUPERGROUP = {"id": -1005, "type": "supergroup", "title": "Press"}
CHANNEL = {"id": -1006, "type": "channel", "title": "News"}


def seen(kind: str, **body: object) -> Sight:
    """Return what is seen of an update of a kind."""
    update = Update.de_json({"update_id": 1, kind: body}, None)
    return see(update, "My_Bot")


def of_message(chat: dict[str, Any], text: str = "hello", kind: str = "message", **fields: object) -> Sight:
    """Return what is seen of a message of Ada's."""
    return seen(kind, **({"message_id": 3, "date": 1, "chat": chat, "from": ADA, "text": text} | fields))


@pytest.mark.parametrize(
    ("chat", "place"),
    [
        (PRIVATE, Place.PRIVATE),
        (GROUP, Place.GROUP),
        (SUPERGROUP, Place.GROUP),
        (CHANNEL, Place.ELSEWHERE),
        ({"id": -3, "type": "planet"}, Place.ELSEWHERE),
    ],
)
def test_where(chat: dict[str, Any], place: Place) -> None:
    """A kind of chat that nobody knows is elsewhere."""
    assert of_message(chat) == Sight(place, 7, True, chat["id"], "de-AT")


def test_a_message_without_a_person_is_nobodys() -> None:
    """A chat that speaks for itself has its own number, and is no person."""
    assert of_message(GROUP, **{"from": None}) == Sight(Place.GROUP, NOBODY, False, -5)
    anonymous = of_message(GROUP, sender_chat=GROUP, **{"from": {"id": 1087968824, "is_bot": True, "first_name": "G"}})
    assert (anonymous.person, anonymous.is_person) == (-5, False)
    forged = of_message(GROUP, sender_chat=CHANNEL)
    assert (forged.person, forged.is_person) == (-1006, False)
    assert of_message(PRIVATE, **{"from": BOT}).is_person is False


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("/start abc", "abc"),
        ("/start   abc  ", "abc"),
        ("/start", ""),
        ("/start ", ""),
        ("/started abc", ""),
        ("say /start abc", ""),
        ("/START abc", ""),
        ("/help abc", ""),
    ],
)
def test_code(text: str, code: str) -> None:
    """What follows /start alone."""
    assert of_message(PRIVATE, text).code == code
    assert of_message(PRIVATE, text, "edited_message", edit_date=5).code == ""


@pytest.mark.parametrize(
    ("text", "allows"),
    [
        ("/allow", True),
        ("/allow@my_bot", True),
        ("/ALLOW", True),
        ("/allow now", True),
        ("/allow@other", False),
        ("/allowed", False),
        ("please /allow", False),
        ("", False),
    ],
)
def test_allows(text: str, allows: bool) -> None:
    """The command, by its name or with the bot's."""
    assert of_message(GROUP, text).allows is allows


def test_via_another_bot_is_nowhere() -> None:
    """Whatever it says, edited or not."""
    for kind in ("message", "edited_message"):
        assert of_message(PRIVATE, "/start abc", kind, via_bot=BOT) == Sight(Place.ELSEWHERE)


def test_a_group_that_became_another() -> None:
    """The old one is no more; the new one says which it was."""
    old = of_message(GROUP, text=None, migrate_to_chat_id=-1005)
    assert (old.place, old.chat, old.becomes) == (Place.ELSEWHERE, -5, -1005)
    new = of_message(SUPERGROUP, text=None, migrate_from_chat_id=-5)
    assert (new.place, new.chat, new.was) == (Place.GROUP, -1005, -5)


@pytest.mark.parametrize(
    ("before", "after", "place", "arrives", "departs"),
    [
        ("left", "member", Place.GROUP, True, False),
        ("kicked", "administrator", Place.GROUP, True, False),
        ("member", "administrator", Place.GROUP, False, False),
        ("member", "left", Place.ELSEWHERE, False, True),
        ("administrator", "kicked", Place.ELSEWHERE, False, True),
    ],
)
def test_membership_in_a_group(before: str, after: str, place: Place, arrives: bool, departs: bool) -> None:
    """Who added the bot, or that it is out."""
    sight = _membership(GROUP, before, after)
    assert (sight.place, sight.person, sight.chat, sight.arrives, sight.departs) == (place, 7, -5, arrives, departs)


def test_membership_elsewhere_says_nothing() -> None:
    """A person who blocks the bot, a channel that adds it."""
    for chat in (PRIVATE, CHANNEL):
        assert _membership(chat, "left", "member") == Sight(Place.ELSEWHERE)


def test_a_press_is_of_who_pressed_where_the_message_stands() -> None:
    """Not of who wrote the message; without a message it is nowhere."""
    message = {"message_id": 3, "date": 1, "chat": GROUP, "from": BOT}
    press = {"id": "1", "from": ADA, "chat_instance": "1", "data": "x"}
    assert seen("callback_query", **press, message=message) == Sight(Place.GROUP, 7, True, -5, "de-AT")
    assert seen("callback_query", **press, inline_message_id="5") == Sight(Place.ELSEWHERE)


def test_an_inline_query_is_in_the_persons_own_chat() -> None:
    """Wherever it is typed."""
    query = {"id": "1", "from": ADA, "query": "what", "offset": ""}
    assert seen("inline_query", **query) == Sight(Place.INLINE, 7, True, 7, "de-AT")


@pytest.mark.parametrize("kind", ["channel_post", "edited_channel_post"])
def test_posts_of_channels_are_nowhere(kind: str) -> None:
    """Even where they have a person."""
    assert of_message(CHANNEL, "/start abc", kind) == Sight(Place.ELSEWHERE)


def test_what_nobody_asked_for_is_nowhere() -> None:
    """A poll, a reaction, an update with nothing in it."""
    assert see(Update(1), "My_Bot") == Sight(Place.ELSEWHERE)
    answer = {"poll_id": "1", "user": ADA, "option_ids": [], "option_persistent_ids": []}
    assert seen("poll_answer", **answer) == Sight(Place.ELSEWHERE)


def _membership(chat: dict[str, Any], before: str, after: str) -> Sight:
    rights = dict.fromkeys(
        [
            "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
            "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
            "can_edit_stories", "can_delete_stories",
        ],
        False,
    )  # fmt: skip
    members = {
        status: {"user": BOT, "status": status}
        | (rights if status == "administrator" else {})
        | ({"until_date": 0} if status == "kicked" else {})
        for status in (before, after)
    }
    change = {"chat": chat, "from": ADA, "date": 1}
    return seen("my_chat_member", **change, old_chat_member=members[before], new_chat_member=members[after])
