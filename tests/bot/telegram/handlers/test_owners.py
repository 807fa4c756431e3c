"""What owners see and do: the state, the audit, people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot_scene import BACK, NEXT, SAY
from scene_notes import FERRY, HONEY, HONEY_SAID

from bot.telegram.access import Role
from bot.telegram.handlers.audit import PER_PAGE
from bot.telegram.state.audit import AuditRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot_scene import Scene


def test_status_tells_of_the_index_and_of_who_is_answered(scene: Scene) -> None:
    """In a few lines."""
    ada = scene.person(Role.OWNER)
    scene.group(ada)
    lines = scene.answer(ada, "/status").text.splitlines()
    assert re.fullmatch(r"13 briefings, \d+ sentences", lines[0])
    assert "1 people, 1 groups" in lines
    assert len(lines) == 6


def test_audit_is_newest_first_and_its_pages_turn(scene: Scene) -> None:
    """Who, when, what, the first citation, how sure."""
    ada = scene.person(Role.OWNER)
    assert scene.answer(ada, "/audit").text == SAY("audit.none")
    for number in range(PER_PAGE + 1):
        row = AuditRow(scene.clock.at + number, 42, 42, f"question {number}", ("a.md#1-2@12345678",), True, 0.5)
        scene.parts.audit.add(row)
    page = scene.answer(ada, "/audit")
    assert page.text.splitlines()[:3] == ["2026-09-21 14:13 UTC, 42, 0.50", "question 10", "a.md#1-2@12345678"]
    assert "question 0" not in page.text
    scene.press(ada, page, NEXT)
    older = scene.api.now(page)
    assert older is not None
    assert "question 0" in older.text
    assert older.buttons == (BACK,)


def test_audit_holds_what_was_asked_anywhere(scene: Scene) -> None:
    """In private, in groups and inline, with what was shown."""
    ada, bob = scene.person(Role.OWNER), scene.person(name="Bob")
    group = scene.group(ada, bob)
    scene.say(bob, HONEY)
    scene.say(bob, "/ask " + FERRY, group)
    rows = scene.parts.audit.latest(5)
    assert [(row.person, row.chat, row.question) for row in rows] == [
        (bob.id, group.id, FERRY),
        (bob.id, bob.id, HONEY),
    ]
    assert all(row.citations and row.answered and row.at == scene.clock.at for row in rows)


def test_audit_leaves_private_chats_out_where_the_settings_say_so(stage: Callable[..., Scene]) -> None:
    """Groups are in it still."""
    scene = stage(audit_private=False)
    ada = scene.person(Role.OWNER)
    group = scene.group(ada)
    scene.say(ada, HONEY)
    scene.say(ada, "/ask " + FERRY, group)
    assert [row.question for row in scene.parts.audit.latest(5)] == [FERRY]


def test_who_is_no_longer_an_owner_turns_no_page_of_the_audit(scene: Scene) -> None:
    """The button was theirs; what is behind it is not any more."""
    ada = scene.person(Role.OWNER)
    for number in range(PER_PAGE + 1):
        scene.parts.audit.add(AuditRow(scene.clock.at, 42, 42, f"question {number}", (), True, 0.5))
    page = scene.answer(ada, "/audit")
    with scene.parts.database.writing() as connection:
        connection.execute("UPDATE person SET role = 'reader'")
    assert scene.press(ada, page, NEXT) == SAY("access.owners_only")
    now = scene.api.now(page)
    assert now is not None
    assert now.text == page.text


def test_an_owner_pairs_somebody_by_a_link(scene: Scene) -> None:
    """As a reader where no role is named; whoever opens it first is told their role, and is offered its commands."""
    ada, bob, carol = scene.person(Role.OWNER), scene.person(None), scene.person(None)
    link = scene.answer(ada, "/pair").text
    code = re.search(r"https://t\.me/briefbot_test_bot\?start=(\S+)", link)
    assert code is not None
    assert "reader" in scene.answer(bob, f"/start {code[1]}").text
    assert HONEY_SAID in scene.answer(bob, HONEY).text
    assert scene.answer(carol, f"/start {code[1]}").text == SAY("access.wrong_code")
    offered = scene.api.commands({"type": "chat", "chat_id": bob.id})
    assert "ask" in [command["command"] for command in offered]
    assert "audit" not in [command["command"] for command in offered]
    assert "contributor" in scene.answer(ada, "/pair contributor").text
    assert scene.answer(ada, "/pair king").text == SAY("people.unknown_role")


def test_an_owner_lists_and_revokes(scene: Scene) -> None:
    """By number; not themselves, and nobody who is not there."""
    ada, bob = scene.person(Role.OWNER), scene.person(name="Bob")
    group = scene.group(ada, bob)
    scene.say(bob, HONEY)
    listed = scene.answer(ada, "/people").text
    assert [line.split()[0] for line in listed.splitlines()] == [str(ada.id), str(bob.id), str(group.id)]
    for wrong in ("/revoke", "/revoke Bob", "/revoke 1", "/revoke " + "9" * 40, "/revoke -"):
        assert scene.answer(ada, wrong).text == SAY("people.whom")
    assert scene.answer(ada, f"/revoke {ada.id}").text == SAY("people.yourself")
    assert scene.answer(ada, f"/revoke {bob.id}").text == SAY("people.revoked", number=bob.id)
    assert scene.answer(ada, f"/revoke {group.id}").text == SAY("people.revoked", number=group.id)
    assert scene.answer(bob, HONEY).text == SAY("access.unknown_person")
    assert scene.parts.book.groups.everyone() == ()
    assert scene.api.commands({"type": "chat", "chat_id": bob.id}) == []


def test_many_people_fit_into_one_message(scene: Scene) -> None:
    """The rest is counted."""
    ada = scene.person(Role.OWNER)
    with scene.parts.database.writing() as connection:
        row = 'INSERT INTO person VALUES (?, \'contributor\', \'{"sources": [], "tags": [], "ceiling": null}\', 1, 1)'
        connection.executemany(row, [(9_000_000_000 + number,) for number in range(200)])
    assert scene.answer(ada, "/people").text.splitlines()[-1] == "and 121 more"
