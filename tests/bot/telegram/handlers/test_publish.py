"""What is published is answered from at once, over nothing that was there, and can be taken back."""

from __future__ import annotations

import errno
import os
import threading
from typing import TYPE_CHECKING

import pytest
from upload_scene import ASKED, LAMP, NOTES, SAID, UploadScene, upload_scene

from bot.telegram.access import Binding, Role
from bot.telegram.phrases import load_phrases
from bot.telegram.state.buttons import LIFE_SECONDS, Action, Button
from bot.telegram.state.deeds import Act, Deeds
from bot.telegram.state.uploads import Uploads
from bot.telegram.sweep import sweep
from index import Briefings, BusyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from local_api import LocalBotApi, Message
    from local_api.people import User

    from index import SyncReport
    from index.encoders.base import Encoder

SAY = load_phrases().say
OTHER = LAMP.replace("green", "white")


@pytest.fixture
def scene(  # the encoder: so that no sync has to wait for it
    api: LocalBotApi, tmp_path: Path, model_cache: Path, monkeypatch: pytest.MonkeyPatch, encoder: Encoder
) -> Iterator[UploadScene]:
    """Yield a bot that documents are sent to."""
    with upload_scene(api, tmp_path, model_cache, monkeypatch) as running:
        yield running


def _data(message: Message, label: str) -> str:
    return str(message.button(label)["callback_data"])


def _ferry(scene: UploadScene) -> str:
    return (scene.folder / "ferry.md").read_text()


def _acts(scene: UploadScene) -> list[tuple[int, Act]]:
    return [(deed.person, deed.act) for deed in Deeds(scene.parts.database).since(0) if deed.act is not Act.UPLOADED]


def test_from_a_document_to_an_answer_and_back(scene: UploadScene) -> None:
    """Sent, previewed, published, asked, rolled back, gone."""
    con, ada = scene.contributor(), scene.person()
    preview = scene.send(con, "marn.md", caption="trade")
    confirmed = scene.pressed(con, preview, "Publish")
    assert (confirmed.text, confirmed.buttons) == (SAY("upload.published", source="trade/marn.md"), ("Roll back",))
    assert (scene.folder / "trade" / "marn.md").read_text() == LAMP
    assert SAID in scene.answer(ada, ASKED).text
    rolled_back = scene.pressed(con, confirmed, "Roll back")
    assert rolled_back.text == SAY("upload.taken_back", source="trade/marn.md")
    assert scene.sources() == set(NOTES)
    assert SAID not in scene.answer(ada, ASKED).text
    assert scene.held() == 0
    assert _acts(scene) == [(con.id, Act.PUBLISHED), (con.id, Act.ROLLED_BACK)]
    for message in (preview, confirmed):
        now = scene.api.now(message)
        assert now is not None
        assert now.buttons == ()


def test_what_exists_is_replaced_only_after_asking_and_comes_back(scene: UploadScene) -> None:
    """In a message of its own, so that a second tap replaces nothing."""
    con = scene.contributor()
    question = scene.pressed(con, scene.send(con, "ferry.md"), "Publish")
    assert (question.text, question.buttons) == (SAY("upload.exists", source="ferry.md"), ("Replace", "Discard"))
    assert _ferry(scene) == NOTES["ferry.md"]
    confirmed = scene.pressed(con, question, "Replace")
    assert _ferry(scene) == LAMP
    assert SAID in scene.answer(con, ASKED).text
    rolled_back = scene.pressed(con, confirmed, "Roll back")
    assert rolled_back.text == SAY("upload.restored", source="ferry.md")
    assert _ferry(scene) == NOTES["ferry.md"]
    assert "48 million" in scene.answer(con, "what does the strait ferry cost?").text
    assert scene.held() == 0


def test_who_would_rather_not_replace_discards(scene: UploadScene) -> None:
    """What is there stays, and nothing is held."""
    con = scene.contributor()
    question = scene.pressed(con, scene.send(con, "ferry.md"), "Publish")
    assert scene.press(con, question, "Discard") == ""
    assert _ferry(scene) == NOTES["ferry.md"]
    assert scene.held() == 0
    assert scene.press_forged(con, question, _data(question, "Replace")) == SAY("button.stale")


def test_who_confirmed_what_has_changed_is_asked_again(scene: UploadScene) -> None:
    """Somebody has edited it between the question and the answer."""
    con = scene.contributor()
    question = scene.pressed(con, scene.send(con, "ferry.md"), "Publish")
    (scene.folder / "ferry.md").write_text("Edited.\n")
    again = scene.pressed(con, question, "Replace")
    assert again.text == SAY("upload.exists", source="ferry.md")
    assert _ferry(scene) == "Edited.\n"
    scene.pressed(con, again, "Replace")
    assert _ferry(scene) == LAMP


def test_nobody_else_presses(scene: UploadScene) -> None:
    """Not another contributor, not with the data of the button in their own chat."""
    con, other = scene.contributor(), scene.contributor(name="Other")
    preview, own = scene.send(con, "x.md"), scene.send(other, "y.md")
    assert scene.press_forged(other, preview, _data(preview, "Publish")) == SAY("button.not_yours")
    assert scene.press_forged(other, own, _data(preview, "Publish")) == SAY("button.stale")
    assert scene.press_forged(other, own, "forged") == SAY("button.stale")
    confirmed = scene.pressed(con, preview, "Publish")
    assert scene.press_forged(other, confirmed, _data(confirmed, "Roll back")) == SAY("button.not_yours")
    assert scene.sources() == {*NOTES, "x.md"}


@pytest.mark.parametrize("action", [Action.PUBLISH, Action.REPLACE, Action.DISCARD, Action.ROLL_BACK])
def test_a_button_of_their_own_does_not_reach_anothers_upload(scene: UploadScene, action: Action) -> None:
    """Whatever its argument came to be."""
    con, other = scene.contributor(), scene.contributor(name="Other")
    preview, own = scene.send(con, "x.md"), scene.send(other, "y.md")
    if action is Action.ROLL_BACK:
        scene.pressed(con, preview, "Publish")
    before = scene.sources()
    (data,) = scene.parts.buttons.make(other.id, other.id, [Button(action, "1")], scene.clock())
    assert scene.press_forged(other, own, data) == SAY("button.stale")
    assert scene.sources() == before
    assert scene.held() == (1 if action is Action.ROLL_BACK else 2)


def _demote(scene: UploadScene, user: User) -> None:
    with scene.parts.database.writing() as connection:
        connection.execute("UPDATE person SET role = 'reader' WHERE id = ?", (user.id,))


@pytest.mark.parametrize("label", ["Publish", "Discard", "Replace", "Roll back"])
def test_who_is_no_longer_a_contributor_presses_in_vain(scene: UploadScene, label: str) -> None:
    """Roles are looked up at each press."""
    con = scene.contributor()
    message = scene.send(con, "ferry.md" if label == "Replace" else "x.md")
    if label in {"Replace", "Roll back"}:
        message = scene.pressed(con, message, "Publish")
    before, held = scene.sources(), scene.held()
    _demote(scene, con)
    assert scene.press(con, message, label) == SAY("upload.contributors_only")
    assert (scene.sources(), scene.held(), _ferry(scene)) == (before, held, NOTES["ferry.md"])


def test_who_is_revoked_presses_in_vain(scene: UploadScene) -> None:
    """The gate stops them, and what waited is erased."""
    con = scene.contributor()
    preview = scene.send(con, "x.md")
    scene.parts.book.pairings.revoke(con.id)
    query = scene.api.press(con, preview, "Publish")
    scene.deliver()
    assert query.query_id not in {answer.query_id for answer in scene.api.answers_to_callbacks}
    assert scene.sources() == set(NOTES)
    sweep(scene.parts.database, scene.clock(), 90)
    assert scene.held() == 0


def test_bounds_drawn_since_the_preview_count(scene: UploadScene) -> None:
    """It waits, and can be published once they are lifted."""
    con = scene.contributor()
    preview = scene.send(con, "x.md")
    scene.parts.book.pairings.bind(con.id, Binding(sources=("trade/*",)))
    assert scene.pressed(con, preview, "Publish").text == SAY("upload.not_yours")
    assert scene.sources() == set(NOTES)
    scene.parts.book.pairings.bind(con.id, Binding())
    assert scene.pressed(con, preview, "Publish").text == SAY("upload.published", source="x.md")


def test_nobody_replaces_what_they_may_not_be_told_of(scene: UploadScene) -> None:
    """Nor is it said to exist."""
    con = scene.contributor(Binding(ceiling="OFFICIAL"))
    answer = scene.pressed(con, scene.send(con, "boat.md", caption="secret"), "Publish")
    assert (answer.text, answer.buttons) == (SAY("upload.name_taken", source="secret/boat.md"), ())
    assert (scene.folder / "secret" / "boat.md").read_text() == NOTES["secret/boat.md"]


def test_two_presses_publish_once(scene: UploadScene) -> None:
    """At the same moment, and later."""
    con = scene.contributor()
    preview = scene.send(con, "x.md")
    scene.api.press(con, preview, "Publish")
    scene.api.press(con, preview, "Publish")
    before = len(scene.api.messages_to(con))
    scene.deliver_at_once()
    assert len(scene.api.messages_to(con)) == before + 1
    assert SAY("upload.busy") in {answer.text for answer in scene.api.answers_to_callbacks}
    assert scene.press_forged(con, preview, _data(preview, "Publish")) == SAY("button.stale")
    assert scene.press_forged(con, preview, _data(preview, "Discard")) == SAY("button.stale")
    assert _acts(scene) == [(con.id, Act.PUBLISHED)]


def test_two_with_one_name_do_not_overwrite_each_other(scene: UploadScene) -> None:
    """Whose press comes second is asked."""
    con, other = scene.contributor(), scene.contributor(name="Other")
    first, second = scene.send(con, "x.md"), scene.send(other, "x.md", OTHER)
    scene.pressed(con, first, "Publish")
    assert scene.pressed(other, second, "Publish").text == SAY("upload.exists", source="x.md")
    assert (scene.folder / "x.md").read_text() == LAMP


def test_what_is_there_already_is_not_published(scene: UploadScene) -> None:
    """The same words under the same name."""
    con = scene.contributor()
    scene.publish(con, "x.md")
    assert scene.pressed(con, scene.send(con, "x.md"), "Publish").text == SAY("upload.same", source="x.md")


def test_what_was_edited_since_is_not_rolled_back(scene: UploadScene) -> None:
    """Somebody has worked on it."""
    con = scene.contributor()
    confirmed = scene.publish(con, "x.md")
    (scene.folder / "x.md").write_text(OTHER)
    assert scene.pressed(con, confirmed, "Roll back").text == SAY("upload.changed", source="x.md")
    assert (scene.folder / "x.md").read_text() == OTHER


def test_after_two_days_nothing_waits_and_nothing_is_rolled_back(scene: UploadScene) -> None:
    """What is published stays; what was held is erased."""
    con = scene.contributor()
    waits = scene.send(con, "x.md")
    confirmed = scene.pressed(con, scene.pressed(con, scene.send(con, "ferry.md"), "Publish"), "Replace")
    assert scene.held() == 2
    scene.clock.at += LIFE_SECONDS
    assert scene.press(con, waits, "Publish") == SAY("button.stale")
    assert scene.press(con, confirmed, "Roll back") == SAY("button.stale")
    sweep(scene.parts.database, scene.clock(), 90)
    assert scene.held() == 0
    assert _ferry(scene) == LAMP


@pytest.mark.parametrize(("number", "said"), [(errno.ENOSPC, "upload.disk_full"), (errno.EROFS, "upload.forbidden")])
def test_what_the_disk_refuses_is_told_and_can_be_tried_again(
    scene: UploadScene, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    """Nothing half-written stays in the folder."""

    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    con = scene.contributor()
    preview = scene.send(con, "x.md")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        assert scene.pressed(con, preview, "Publish").text == SAY(said)
    assert scene.sources() == set(NOTES)
    assert scene.pressed(con, preview, "Publish").text == SAY("upload.published", source="x.md")


def test_a_folder_that_is_gone_is_told_of(scene: UploadScene) -> None:
    """It was there at the preview."""
    con = scene.contributor()
    preview = scene.send(con, "x.md", caption="trade")
    (scene.folder / "trade").rename(scene.folder / "commerce")
    assert scene.pressed(con, preview, "Publish").text == SAY("upload.folder_gone")


def test_an_index_that_is_busy_does_not_hold_up_the_word(scene: UploadScene, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is published, and will be asked a little later."""
    con = scene.contributor()
    preview = scene.send(con, "x.md")

    def busy(_: Briefings) -> None:
        raise BusyError("process 1 is still updating the index")

    monkeypatch.setattr(Briefings, "sync", busy)
    confirmed = scene.pressed(con, preview, "Publish")
    assert confirmed.text == SAY("upload.published_later", source="x.md")
    assert scene.pressed(con, confirmed, "Roll back").text == SAY("upload.taken_back", source="x.md")


def test_an_index_that_takes_long_does_not_hold_up_the_word(
    scene: UploadScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telegram would take no answer to the press any more; the sync goes on."""
    con = scene.contributor()
    preview = scene.send(con, "x.md")
    go_on, real = threading.Event(), Briefings.sync

    def slow(briefings: Briefings) -> SyncReport:
        go_on.wait(10)
        return real(briefings)

    monkeypatch.setattr("bot.telegram.handlers.publish.SYNC_SECONDS", 0.05)
    monkeypatch.setattr(Briefings, "sync", slow)
    assert scene.pressed(con, preview, "Publish").text == SAY("upload.published_later", source="x.md")
    go_on.set()


def test_a_confirmation_that_was_never_sent_is_sent_at_the_next_press(
    scene: UploadScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process ended between publishing and saying so; the press is dealt with again at the next start."""
    con = scene.contributor()
    preview = scene.send(con, "x.md")
    with monkeypatch.context() as patch:
        patch.setattr(Uploads, "confirmed", lambda *_: None)
        scene.pressed(con, preview, "Publish")
    scene.api.expect_refused("editMessageReplyMarkup", "message is not modified")
    again = _pressed_again(scene, con, preview, "Publish")
    assert again.text == SAY("upload.published", source="x.md")
    assert scene.pressed(con, again, "Roll back").text == SAY("upload.taken_back", source="x.md")
    assert _acts(scene) == [(con.id, Act.PUBLISHED), (con.id, Act.ROLLED_BACK)]


def _pressed_again(scene: UploadScene, user: User, message: Message, label: str) -> Message:
    before = len(scene.api.messages_to(user))
    assert scene.press_forged(user, message, _data(message, label)) == ""
    (answer,) = scene.api.messages_to(user)[before:]
    return answer


def test_an_owner_sees_who_did_what_and_takes_it_back(scene: UploadScene) -> None:
    """From the audit, without waiting for who published it."""
    con, owner = scene.contributor(), scene.person(Role.OWNER, name="Olga")
    confirmed = scene.pressed(con, scene.pressed(con, scene.send(con, "ferry.md"), "Publish"), "Replace")
    page = scene.answer(owner, "/audit")
    assert [line for line in page.text.splitlines() if line] == [
        f"2026-09-21 14:13 UTC, {con.id} replaced",
        "ferry.md",
        f"2026-09-21 14:13 UTC, {con.id} uploaded",
        "ferry.md",
    ]
    assert page.buttons == ("Roll back ferry.md",)
    assert scene.pressed(owner, page, "Roll back ferry.md").text == SAY("upload.restored", source="ferry.md")
    assert _ferry(scene) == NOTES["ferry.md"]
    assert scene.press(con, confirmed, "Roll back") == SAY("button.stale")
    assert _acts(scene) == [(con.id, Act.REPLACED), (owner.id, Act.ROLLED_BACK)]
    assert scene.answer(owner, "/audit").buttons == ()


@pytest.mark.parametrize(
    "leave",
    [
        lambda scene, con: scene.press(con, scene.answer(con, "/privacy"), "Delete mine"),
        lambda scene, con: scene.parts.book.pairings.revoke(con.id),
    ],
    ids=["deletes theirs", "is revoked"],
)
def test_an_owner_takes_back_what_somebody_published_who_left(
    scene: UploadScene, leave: Callable[[UploadScene, User], object]
) -> None:
    """What they had replaced is held for as long as any."""
    con, owner = scene.contributor(), scene.person(Role.OWNER, name="Olga")
    scene.pressed(con, scene.pressed(con, scene.send(con, "ferry.md"), "Publish"), "Replace")
    waits = scene.send(con, "x.md")
    leave(scene, con)
    sweep(scene.parts.database, scene.clock(), 90)
    assert scene.held() == 1
    page = scene.answer(owner, "/audit")
    scene.pressed(owner, page, "Roll back ferry.md")
    assert _ferry(scene) == NOTES["ferry.md"]
    assert scene.api.now(waits) is not None


def test_questions_and_deeds_are_shown_in_one_order(scene: UploadScene) -> None:
    """Newest first, over several pages."""
    con, owner = scene.contributor(), scene.person(Role.OWNER, name="Olga")
    scene.publish(con, "x.md")
    for number in range(6):
        scene.clock.at += 60
        scene.say(con, f"question {number} about the ferry?")
        scene.clock.at += 60
        scene.send(con, f"{number}.md")
        scene.press(con, scene.api.messages_to(con)[-1], "Discard")
    page = scene.answer(owner, "/audit")
    heads = [line for line in page.text.splitlines() if " UTC, " in line]
    assert heads == sorted(heads, reverse=True)
    assert len(heads) == 10
    assert page.text.splitlines()[1] == "5.md"
    scene.press(owner, page, "Next \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}")
    older = scene.api.now(page)
    assert older is not None
    assert older.text.splitlines()[-1] == "x.md"
    assert "Roll back x.md" in older.buttons
