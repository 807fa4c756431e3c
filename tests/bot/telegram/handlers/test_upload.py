"""A document is shown to who sent it before anything is published, and refused with a word."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest
from upload_scene import LAMP, NOTES, UploadScene, upload_scene

from bot.telegram.access import Binding, Role
from bot.telegram.phrases import load_phrases
from bot.telegram.state.deeds import Act, Deeds
from bot.telegram.state.uploads import MOST_WAITING
from index.readers import readable_suffixes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from local_api import LocalBotApi, Message
    from local_api.people import User

    from index.encoders.base import Encoder

SAY = load_phrases().say
SUFFIXES = ", ".join(readable_suffixes())
MOST = 2000


@pytest.fixture
def scene(  # the encoder: so that no sync has to wait for it
    api: LocalBotApi, tmp_path: Path, model_cache: Path, monkeypatch: pytest.MonkeyPatch, encoder: Encoder
) -> Iterator[UploadScene]:
    """Yield a bot that documents of up to MOST bytes are sent to."""
    with upload_scene(api, tmp_path, model_cache, monkeypatch, upload_bytes=MOST) as running:
        yield running


def _assert_nothing_came_of_it(scene: UploadScene) -> None:
    assert scene.sources() == set(NOTES)
    assert scene.held() == 0
    with scene.parts.database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM upload").fetchone()[0] == 0


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.OWNER])
def test_a_document_is_shown_before_it_is_published(scene: UploadScene, role: Role) -> None:
    """With what a sync would make of it; it is held where nobody else can read it, and not among the briefings."""
    preview = scene.send(scene.person(role), "marn.md")
    assert preview.text.splitlines() == [
        "marn.md",
        "Sentences: 2, The lighthouse of Marn, 3 February 2025, OFFICIAL (front matter)",
        "sea",
        "The lighthouse of Marn is painted green in March 2026.",
        "Its keeper is Tove Lind.",
        "Publish it?",
    ]
    assert preview.buttons == ("Publish", "Discard")
    assert scene.sources() == set(NOTES)
    (held,) = (scene.state / "uploads").iterdir()
    assert held.read_text() == LAMP
    assert held.stat().st_mode & 0o077 == 0
    assert [deed.act for deed in Deeds(scene.parts.database).latest(9)] == [Act.UPLOADED]


def test_a_caption_names_the_folder(scene: UploadScene) -> None:
    """One that is there."""
    assert scene.send(scene.contributor(), "marn.md", caption=" trade/ ").text.startswith("trade/marn.md\n")


def test_a_reader_is_told_who_can(scene: UploadScene) -> None:
    """And nothing is fetched."""
    assert scene.send(scene.person(Role.READER), "marn.md").text == SAY("upload.contributors_only")
    assert scene.api.calls_of("getFile") == []
    _assert_nothing_came_of_it(scene)


def test_a_stranger_is_told_nothing_of_it(scene: UploadScene) -> None:
    """The gate is before it."""
    assert scene.send(scene.person(None), "marn.md").text == SAY("access.unknown_person")
    assert scene.api.calls_of("getFile") == []


def test_a_document_in_a_group_is_not_taken(scene: UploadScene) -> None:
    """Not an owner's either, and not with a word: others would see it."""
    scene.api.powers.can_read_all_group_messages = True
    owner = scene.person(Role.OWNER)
    group = scene.group(owner)
    sent = scene.api.send_document(owner, "marn.md", LAMP.encode(), group)
    assert scene.after(sent) == []
    assert scene.api.calls_of("getFile") == []
    _assert_nothing_came_of_it(scene)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("../../x.md", "x.md"),
        (".briefbot/x.md", "x.md"),
        ("CON.md", "_CON.md"),
        ("a\0b.md", "ab.md"),
        ("..\\..\\boot.md", "boot.md"),
        ("/etc/passwd.txt", "passwd.txt"),
        ("\u202edm.x.md", "dm.x.md"),
    ],
)
def test_a_hostile_name_becomes_a_harmless_one(scene: UploadScene, name: str, source: str) -> None:
    """Which is shown before anything is published, and is what is published."""
    con = scene.contributor()
    preview = scene.send(con, name)
    assert preview.text.splitlines()[0] == source
    scene.pressed(con, preview, "Publish")
    assert scene.sources() == {*NOTES, source}


@pytest.mark.parametrize(
    ("name", "content", "caption", "said"),
    [
        ("x.exe", LAMP, "", SAY("upload.name", suffixes=SUFFIXES)),
        ("x", LAMP, "", SAY("upload.name", suffixes=SUFFIXES)),
        (".md", LAMP, "", SAY("upload.name", suffixes=SUFFIXES)),
        ("x.md", LAMP, "../outside", SAY("upload.how_folder")),
        ("x.md", LAMP, "trade/../..", SAY("upload.how_folder")),
        ("x.md", LAMP, "/etc", SAY("upload.how_folder")),
        ("x.md", LAMP, ".briefbot", SAY("upload.how_folder")),
        ("x.md", LAMP, "trade/x.md", SAY("upload.no_folder", folder="trade/x.md")),
        ("x.md", LAMP, "nothing/here", SAY("upload.no_folder", folder="nothing/here")),
        ("x.md", LAMP, "ferry.md", SAY("upload.no_folder", folder="ferry.md")),
        ("x.md", LAMP, "link", SAY("upload.no_folder", folder="link")),
        ("x.md", LAMP, "out", SAY("upload.no_folder", folder="out")),
        ("x.md", "", "", SAY("upload.empty", source="x.md")),
        ("x.md", "# Only a heading\n", "", SAY("upload.empty", source="x.md")),
        ("x.md", b"\0\1\2\3", "", SAY("upload.unreadable", reason="x.md is binary, not text")),
        ("x.md", "x" * (MOST + 1), "", SAY("upload.too_large", most="0.002")),
    ],
)
def test_what_is_not_taken_is_told_why(
    scene: UploadScene, name: str, content: str | bytes, caption: str, said: str
) -> None:
    """And nothing of it is left."""
    (scene.folder / "link").symlink_to(scene.folder / "trade")
    (scene.folder / "out").symlink_to(scene.state)
    answer = scene.send(scene.contributor(), name, content, caption=caption)
    assert (answer.text, answer.buttons) == (said, ())
    (scene.folder / "link").unlink()
    (scene.folder / "out").unlink()
    _assert_nothing_came_of_it(scene)


def test_what_is_announced_too_large_is_not_fetched(scene: UploadScene) -> None:
    """25 MB, of which not a byte is asked for."""
    answer = scene.send(scene.contributor(), "x.md", size=25_000_000)
    assert answer.text == SAY("upload.too_large", most="0.002")
    assert scene.api.calls_of("getFile") == []
    _assert_nothing_came_of_it(scene)


def test_what_is_announced_small_and_comes_large_is_cut_off(scene: UploadScene) -> None:
    """The announcement is not believed."""
    answer = scene.send(scene.contributor(), "x.md", "Words. " * 100_000, size=10)
    assert answer.text == SAY("upload.too_large", most="0.002")
    assert len(scene.api.calls_of("download")) == 1
    _assert_nothing_came_of_it(scene)


@pytest.mark.parametrize(
    ("binding", "caption", "marked"),
    [
        (Binding(sources=("trade/*",)), "", "OFFICIAL"),
        (Binding(tags=("sky",)), "", "OFFICIAL"),
        (Binding(ceiling="UNCLASSIFIED"), "", "OFFICIAL"),
        (Binding(ceiling="OFFICIAL"), "", "SECRET"),
        (Binding(ceiling="OFFICIAL"), "", "UNHEARD OF"),
        (Binding(sources=("trade/*",)), "secret", "OFFICIAL"),
        (Binding(sources=("trade/*",)), "not there", "OFFICIAL"),
    ],
)
def test_nobody_adds_what_they_may_not_ask(scene: UploadScene, binding: Binding, caption: str, marked: str) -> None:
    """Nor learns which folders there are besides."""
    con = scene.contributor(binding)
    answer = scene.send(con, "x.md", LAMP.replace("OFFICIAL", marked), caption=caption)
    assert (answer.text, answer.buttons) == (SAY("upload.not_yours"), ())
    _assert_nothing_came_of_it(scene)


@pytest.mark.parametrize(
    ("binding", "caption"),
    [(Binding(sources=("trade/*",)), "trade"), (Binding(tags=("SEA",)), ""), (Binding(ceiling="OFFICIAL"), "")],
)
def test_who_is_bound_adds_what_they_may_ask(scene: UploadScene, binding: Binding, caption: str) -> None:
    """By folder, tag and marking."""
    con = scene.contributor(binding)
    assert scene.send(con, "x.md", caption=caption).buttons == ("Publish", "Discard")


def test_only_so_many_documents_of_a_person_wait(scene: UploadScene) -> None:
    """Those of others do not count, and one that is discarded makes room."""
    con, other = scene.contributor(), scene.contributor(name="Other")
    previews = [scene.send(con, f"{number}.md") for number in range(MOST_WAITING)]
    assert scene.send(con, "x.md").text == SAY("upload.too_many", most=MOST_WAITING)
    assert len(scene.api.calls_of("getFile")) == scene.held() == MOST_WAITING
    assert scene.send(other, "x.md").buttons == ("Publish", "Discard")
    scene.press(con, previews[0], "Discard")
    assert scene.send(con, "x.md").buttons == ("Publish", "Discard")


def test_many_at_once_are_not_too_many_either(scene: UploadScene) -> None:
    """They are counted before they are fetched."""
    con = scene.contributor()
    for number in range(MOST_WAITING + 3):
        scene.api.send_document(con, f"{number}.md", LAMP.encode())
    scene.deliver_at_once()
    texts = [message.text for message in scene.api.messages_to(con)]
    assert texts.count(SAY("upload.too_many", most=MOST_WAITING)) == 3
    assert scene.held() == MOST_WAITING


def test_what_is_discarded_is_gone(scene: UploadScene) -> None:
    """Its buttons too."""
    con = scene.contributor()
    preview = scene.send(con, "x.md")
    data = str(preview.button("Publish")["callback_data"])
    assert scene.press(con, preview, "Discard") == ""
    now = scene.api.now(preview)
    assert now is not None
    assert (now.text, now.buttons) == (SAY("upload.discarded", source="x.md"), ())
    assert scene.press_forged(con, preview, data) == SAY("button.stale")
    _assert_nothing_came_of_it(scene)


def test_a_full_disk_is_told_of(scene: UploadScene, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing half-written stays."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    con = scene.contributor()
    monkeypatch.setattr(os, "fsync", full)
    assert scene.send(con, "x.md").text == SAY("upload.disk_full")
    _assert_nothing_came_of_it(scene)


def test_a_file_that_telegram_does_not_hand_over_is_told_of(scene: UploadScene) -> None:
    """The person may send it again."""
    con = scene.contributor()
    scene.api.expect_refused("getFile", "wrong file_id")
    sent = scene.api.send_document(con, "x.md", b"words")
    document = {"file_id": "GONE", "file_unique_id": "u", "file_name": "x.md"}
    (answer,) = scene.altered(sent, document=document)
    assert answer.text == SAY("upload.not_fetched")
    _assert_nothing_came_of_it(scene)


def test_a_document_without_a_name_is_told_of(scene: UploadScene) -> None:
    """Telegram need not give one."""
    sent = scene.api.send_document(scene.contributor(), "x.md", b"words")
    (answer,) = scene.altered(sent, document={"file_id": "F", "file_unique_id": "u"})
    assert answer.text == SAY("upload.name", suffixes=SUFFIXES)


def test_what_a_killed_process_had_begun_with_is_taken_in_again(scene: UploadScene) -> None:
    """Once: what was held of the first try is forgotten."""
    con = scene.contributor()
    sent = scene.api.send_document(con, "x.md", LAMP.encode())
    first = _preview_again(scene, con, sent.id)
    second = _preview_again(scene, con, sent.id)
    assert scene.press_forged(con, first, _publish(first)) == SAY("button.stale")
    assert scene.press_forged(con, second, _publish(second)) == ""
    assert scene.sources() == {*NOTES, "x.md"}


def _preview_again(scene: UploadScene, con: User, number: int) -> Message:
    """Return the preview of a document whose update comes as after a restart: its number is not known yet."""
    update = next(update for update in scene.api.updates if update.get("message", {}).get("message_id") == number)
    scene.forget()
    before = len(scene.api.messages_to(con))
    scene.hand(update | {"update_id": 10_000 + before})
    (preview,) = scene.api.messages_to(con)[before:]
    return preview


def _publish(message: Message) -> str:
    return str(message.button("Publish")["callback_data"])
