"""The list of briefings, and the briefing that a person names."""

from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from bot_scene import BACK, NEXT, SAY, Scene
from pdf_files import briefing
from scene_notes import HONEY_SAID, NOTES

from bot.telegram.access import Binding, Role

if TYPE_CHECKING:
    from pathlib import Path

    from local_api import LocalBotApi

    from index import Briefings


def test_sources_are_listed_a_page_at_a_time(scene: Scene) -> None:
    """In one message whose buttons turn its pages, each briefing once, with title and date."""
    ada = scene.person()
    first = scene.answer(ada, "/sources")
    assert first.text.splitlines()[0] == "13 briefings:"
    assert first.buttons == (NEXT,)
    scene.press(ada, first, NEXT)
    second = scene.api.now(first)
    assert second is not None
    assert second.buttons == (BACK,)
    listed = [line for page in (first, second) for line in page.text.splitlines() if line in NOTES]
    assert listed == sorted(NOTES)
    assert "Honey exports, 31 May 2022" in second.text
    scene.press(ada, second, BACK)
    back = scene.api.now(first)
    assert back is not None
    assert back.text == first.text
    assert scene.api.messages_to(ada) == [back]


def test_who_may_ask_nothing_is_told_so(scene: Scene) -> None:
    """An empty list has no buttons."""
    page = scene.answer(scene.person(binding=Binding(sources=("nowhere/*",))), "/sources")
    assert (page.text, page.buttons) == (SAY("sources.none"), ())


@pytest.mark.parametrize("name", ["trade/honey.md", "honey.md", "HONEY", "oney exp", "honey.md  "])
def test_a_briefing_is_sent_by_whatever_names_it_alone(scene: Scene, name: str) -> None:
    """Its path, the end of it, a part of it or of its title; what it says of itself stands above its sentences."""
    ada = scene.person()
    sent = scene.answer(ada, f"/source {name}")
    assert sent.text.splitlines()[:2] == ["trade/honey.md", "Honey exports, 31 May 2022, UNCLASSIFIED (front matter)"]
    assert HONEY_SAID in sent.text


def test_a_name_of_several_or_none_is_asked_back(scene: Scene) -> None:
    """The nearest are named; without a name it is said how."""
    ada = scene.person()
    assert scene.answer(ada, "/source").text == SAY("source.how")
    assert scene.answer(ada, "/source trade").text.startswith(
        "Which one? The nearest:\ntrade/honey.md\ntrade/tariffs.md"
    )
    assert scene.answer(ada, "/source zzzzzzzz").text == SAY("source.how")


def test_the_file_is_the_text_that_was_asked(scene: Scene) -> None:
    """Under the note's own name, for who may have it."""
    ada = scene.person(Role.CONTRIBUTOR)
    passage, file = scene.say(ada, "/source honey")
    assert HONEY_SAID in passage.text
    assert file.document is not None
    assert (file.document.name, file.document.content) == ("honey.md", NOTES["trade/honey.md"].encode())


def test_a_sentence_of_a_pdf_comes_with_its_page(api: LocalBotApi, own_briefings: Briefings, tmp_path: Path) -> None:
    """A picture of it; who may have it gets the file itself, byte by byte."""
    assert own_briefings.folder is not None
    (own_briefings.folder / "harbour.pdf").write_bytes(briefing())
    own_briefings.sync()
    with Scene(api, own_briefings, tmp_path / "state") as scene:
        for role, files in ((Role.READER, 0), (Role.CONTRIBUTOR, 1)):
            ada = scene.person(role)
            answer = scene.answer(ada, "When did the international tender close?")
            assert "harbour.pdf" in answer.text
            scene.press(ada, answer, "Source")
            sent = [message for message in scene.api.messages_to(ada) if message.id > answer.id]
            pictures = [message.content for message in sent if message.photo is not None]
            documents = [message.document for message in sent if message.document is not None]
            assert [content[:8] for content in pictures] == [b"\x89PNG\r\n\x1a\n"]
            assert [(file.name, file.content) for file in documents] == [("harbour.pdf", briefing())] * files


def test_a_file_with_something_above_the_person_is_sent_as_its_own_words(
    api: LocalBotApi, own_briefings: Briefings, tmp_path: Path
) -> None:
    """What is inside it, and marked higher, is not in what is sent; nor is the file that a file is inside."""
    assert own_briefings.folder is not None
    mail = EmailMessage()
    mail["Subject"] = "The lamp of Marn"
    mail.set_content("The lamp of Marn is lit at nine.")
    mail.add_attachment("SECRET\n\nThe canary sails at ten.\n", filename="canary.txt")
    (own_briefings.folder / "mail.eml").write_bytes(mail.as_bytes())
    own_briefings.sync()
    with Scene(api, own_briefings, tmp_path / "state") as scene:
        bound = scene.person(Role.CONTRIBUTOR, Binding(ceiling="RESTRICTED"))
        *_, file = scene.say(bound, "/source mail.eml")
        assert file.document is not None
        assert file.document.name == "mail.eml.txt"
        assert b"lit at nine" in file.document.content
        assert b"canary" not in file.document.content
        free = scene.person(Role.CONTRIBUTOR)
        *_, whole = scene.say(free, "/source mail.eml")
        assert whole.document is not None
        assert (whole.document.name, whole.document.content) == ("mail.eml", mail.as_bytes())
