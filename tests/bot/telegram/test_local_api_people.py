"""People of the stand-in for Telegram do what people can do, and the bot is told what a bot is told."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from bot_calls import address, refused, result
from PIL import Image

if TYPE_CHECKING:
    from local_api import LocalBotApi, Message


def test_what_people_write_has_the_entities_that_their_apps_find(api: LocalBotApi) -> None:
    """Commands, mentions and addresses, counted in UTF-16 units; spaces at the ends are cut off."""
    ada, bob = api.user("Ada"), api.user("Bob")
    api.say(ada, "  /ask@briefbot_test_bot \U0001f4d6 for @clerk and Bob at https://a.example ", mentions=(bob,))
    told = _last(api)["message"]
    found = [
        (
            entity["type"],
            told["text"].encode("utf-16-le")[2 * entity["offset"] :][: 2 * entity["length"]].decode("utf-16-le"),
        )
        for entity in told["entities"]
    ]
    assert found == [
        ("bot_command", "/ask@briefbot_test_bot"),
        ("mention", "@clerk"),
        ("text_mention", "Bob"),
        ("url", "https://a.example"),
    ]
    assert told["entities"][2]["user"]["id"] == bob.id


def test_people_do_nothing_that_people_can_not_do(api: LocalBotApi) -> None:
    """No empty message, none in a chat where they are not, no inline query where inline mode is off."""
    ada, bob = api.user("Ada"), api.user("Bob")
    group = api.group("Press", ada)
    with pytest.raises(ValueError, match="empty"):
        api.say(ada, " ")
    with pytest.raises(ValueError, match="more than 4096"):
        api.say(ada, "x" * 4097)
    with pytest.raises(ValueError, match="Bob is not in"):
        api.say(bob, "hello", group)
    with pytest.raises(ValueError, match="inline mode is off"):
        api.inline(ada, "hello")
    api.block(ada)
    with pytest.raises(ValueError, match="has blocked"):
        api.say(ada, "hello")
    api.powers.can_join_groups = False
    with pytest.raises(ValueError, match="can't be added"):
        api.group("Another", ada)


def test_messages_are_numbered_by_chat_and_updates_over_all(api: LocalBotApi) -> None:
    """Each number is higher than the one before it."""
    ada, bob = api.user("Ada"), api.user("Bob")
    said = [api.say(ada, "one"), api.say(bob, "two"), api.say(ada, "three")]
    assert [message.id for message in said] == [1, 1, 2]
    ids = [api.update_of(message) for message in said]
    assert ids == [ids[0], ids[0] + 1, ids[0] + 2]


def test_an_edit_is_told_and_kept(api: LocalBotApi) -> None:
    """With the words as they are now and the time of the change."""
    said = api.say(api.user(), "what was agred")
    api.edit(said, "what was agreed")
    told = _last(api)["edited_message"]
    assert (told["message_id"], told["text"]) == (said.id, "what was agreed")
    assert told["edit_date"] >= told["date"]
    assert [message.text for message in api.history(said.chat)] == ["what was agreed"]


def test_a_bot_knows_only_chats_that_it_has_met(api: LocalBotApi) -> None:
    """A stranger is unknown, somebody from a group can't be written to first, and who blocked it neither."""
    ada = api.user()
    text = {"chat_id": ada.id, "text": "a"}
    assert refused(api, "sendMessage", "chat not found", **text).status == 400
    api.group("Press", ada)
    assert refused(api, "sendMessage", "bot can't initiate conversation with a user", **text).status == 403
    api.say(ada, "hello")
    result(api, "sendMessage", **text)
    assert result(api, "getChat", chat_id=ada.id)["first_name"] == "Ada"
    api.block(ada)
    assert _last(api)["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert refused(api, "sendMessage", "bot was blocked by the user", **text).status == 403
    api.unblock(ada)
    result(api, "sendMessage", **text)


def test_a_person_with_a_name_can_be_written_to_by_it(api: LocalBotApi) -> None:
    """Where they have written first."""
    ada = api.user("Ada", username="ada")
    refused(api, "sendMessage", "chat not found", chat_id="@ada", text="a")
    api.say(ada, "hello")
    assert result(api, "sendMessage", chat_id="@ada", text="a")["chat"]["id"] == ada.id


@pytest.mark.parametrize("supergroup", [False, True])
def test_a_group_has_members_and_the_bot_can_leave_it(api: LocalBotApi, supergroup: bool) -> None:
    """It is told when it was added and when it left; then it may not write."""
    ada, bob = api.user("Ada"), api.user("Bob")
    group = api.group("Press", ada, bob, supergroup=supergroup)
    added, service = api.updates[-2:]
    change = added["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("left", "member")
    assert (change["from"]["id"], service["message"]["new_chat_members"][0]["id"]) == (ada.id, api.bot.id)
    where = {"chat_id": group.id}
    assert result(api, "getChatMemberCount", **where) == 3
    status = {user.first_name: result(api, "getChatMember", user_id=user.id, **where)["status"] for user in (ada, bob)}
    assert status == {"Ada": "creator", "Bob": "member"}
    assert [member["user"]["id"] for member in result(api, "getChatAdministrators", **where)] == [ada.id]
    refused(api, "getChatMember", "user not found", user_id=5, **where)
    api.leave(group, bob)
    assert result(api, "getChatMember", user_id=bob.id, **where)["status"] == "left"
    result(api, "leaveChat", **where)
    assert not api.in_group(group)
    assert _last(api)["my_chat_member"]["new_chat_member"]["status"] == "left"
    answer = refused(api, "sendMessage", f"bot is not a member of the {group.kind} chat", text="a", **where)
    assert answer.status == 403
    api.add_bot(group, ada, status="administrator")
    assert result(api, "getChatMember", user_id=api.bot.id, **where)["status"] == "administrator"
    api.remove_bot(group, ada)
    refused(api, "sendMessage", "bot was kicked", text="a", **where)
    refused(api, "leaveChat", "private chats", chat_id=api.say(ada, "hello").chat.id)


def test_a_group_that_became_a_supergroup_says_so(api: LocalBotApi) -> None:
    """The old id leads to the new one, which the bot is told too."""
    ada = api.user()
    old = api.group("Press", ada)
    new = api.upgrade(old, ada)
    assert api.updates[-2]["message"]["migrate_to_chat_id"] == new.id
    answer = refused(api, "sendMessage", "upgraded to a supergroup", chat_id=old.id, text="a")
    assert answer.body["parameters"] == {"migrate_to_chat_id": new.id}
    result(api, "sendMessage", chat_id=new.id, text="a")


def test_privacy_mode_hides_what_is_not_meant_for_the_bot(api: LocalBotApi) -> None:
    """It sees commands and replies to it, unless it may read all, or is an administrator."""
    ada = api.user()
    group = api.group("Press", ada)
    result(api, "sendMessage", chat_id=group.id, text="a")
    own = api.messages_to(group)[-1]
    heard = ("/ask what", "/ask@briefbot_test_bot what", "/ASK@BriefBot_Test_Bot what")
    unheard = ("what", "/ask@another_bot what", "what about /ask", "hello @briefbot_test_bot", "@another_bot hello")
    assert [text for text in (*heard, *unheard) if _is_told(api, api.say(ada, text, group))] == list(heard)
    assert _is_told(api, api.say(ada, "and then", group, reply_to=own))
    assert not _is_told(api, api.say(ada, "and then", group, reply_to=api.say(ada, "what", group)))
    assert _is_told(api, api.say(ada, "what"))
    api.powers.hears_mentions = True
    assert _is_told(api, api.say(ada, "hello @BriefBot_Test_Bot", group))
    assert not _is_told(api, api.say(ada, "hello @another_bot", group))
    api.powers.can_read_all_group_messages = True
    assert _is_told(api, api.say(ada, "what", group))
    api.powers.can_read_all_group_messages = False
    api.add_bot(group, ada, status="administrator")
    assert _is_told(api, api.say(ada, "what", group))


def test_a_file_that_was_sent_can_be_downloaded(api: LocalBotApi) -> None:
    """With the token, by its path; Telegram may say that it is larger than it is, and gives none over 20 MB."""
    sent = api.send_document(api.user(), "note.md", b"words", caption="look", mime_type="text/markdown")
    told = _last(api)["message"]
    assert (told["document"]["file_name"], told["document"]["file_size"], told["caption"]) == ("note.md", 5, "look")
    file_id = told["document"]["file_id"]
    path = result(api, "getFile", file_id=file_id)["file_path"]
    assert httpx.get(f"{api.url}/file/bot{api.token}/{path}").content == b"words" == sent.content
    api.expect_refused("download", "Not Found")
    assert httpx.get(f"{api.url}/file/bot1:wrong/{path}").status_code == 404
    assert httpx.get(f"{api.url}/file/bot{api.token}/documents/none").status_code == 404
    refused(api, "getFile", "wrong file_id", file_id="none")
    api.send_document(api.user(), "large.pdf", b"words", size=20_000_001)
    refused(api, "getFile", "file is too big", file_id=_last(api)["message"]["document"]["file_id"])


def test_people_send_photos_and_stickers(api: LocalBotApi) -> None:
    """With their size in pixels."""
    ada = api.user()
    api.photo(ada, _picture(30, 20), caption="a chart")
    told = _last(api)["message"]
    assert (told["photo"][0]["width"], told["photo"][0]["height"], told["caption"]) == (30, 20, "a chart")
    api.sticker(ada, _picture(51, 51))
    assert _last(api)["message"]["sticker"]["width"] == 51


def test_the_bot_sends_pictures_that_are_pictures(api: LocalBotApi) -> None:
    """Not too long for their width, and with a caption that fits."""
    chat_id = api.say(api.user(), "hello").chat.id
    where, form = address(api, "sendPhoto"), {"chat_id": chat_id, "caption": "<b>x</b>", "parse_mode": "HTML"}
    sent = httpx.post(where, data=form, files={"photo": _picture(30, 20)}).json()["result"]
    assert (sent["photo"][0]["width"], sent["caption"]) == (30, "x")
    result(api, "sendPhoto", photo=sent["photo"][0]["file_id"], chat_id=chat_id)
    api.expect_refused("sendPhoto", "Bad Request")
    for content, caption in (
        (b"words", ""),
        (_picture(1, 21), ""),
        (_picture(9000, 1001), ""),
        (_picture(9, 9), "x" * 1025),
        (b"", ""),
    ):
        response = httpx.post(where, data={"chat_id": chat_id, "caption": caption}, files={"photo": content})
        assert response.status_code == 400
    api.expect_refused("sendPhoto", "Request Entity Too Large")
    large = _picture(9, 9) + bytes(10_000_000)
    assert httpx.post(where, data={"chat_id": chat_id}, files={"photo": large}).status_code == 413
    refused(api, "sendDocument", "type of file mismatch", document=sent["photo"][0]["file_id"], chat_id=chat_id)


def _last(api: LocalBotApi) -> dict[str, Any]:
    return api.updates[-1]


def _is_told(api: LocalBotApi, message: Message) -> bool:
    try:
        api.update_of(message)
    except LookupError:
        return False
    return True


def _picture(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()
