"""Each sentence of an answer among those around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot_scene import SAY
from scene_notes import FERRY, FERRY_SAID, HONEY, HONEY_SAID
from telegram_parser import parse_html

if TYPE_CHECKING:
    from pathlib import Path

    from bot_scene import Scene
    from local_api import LocalBotApi

    from index import Briefings


def test_context_is_what_stands_around_a_sentence(scene: Scene) -> None:
    """Two before and two after it under its heading, in a quote, the others in italics, with its place above."""
    ada = scene.person()
    scene.press(ada, scene.answer(ada, HONEY), "Context")
    sent = scene.api.messages_to(ada)[-1]
    first = parse_html(sent.written).quotes[0].splitlines()
    assert first[0] == HONEY_SAID
    assert first[2] == "Southmere exported 900 tonnes of honey to Calder before the ban."
    assert sent.text.startswith("trade/honey.md\n")
    assert "<i>The ban had stood since the outbreak of 2016.</i>" in sent.written
    assert f"<i>{HONEY_SAID}</i>" not in sent.written.partition("</blockquote>")[0]


def test_context_of_a_note_that_changed_or_went_says_so(
    api: LocalBotApi, own_briefings: Briefings, tmp_path: Path
) -> None:
    """No sentence of it is shown that may not be what the answer was about."""
    from bot_scene import Scene

    with Scene(api, own_briefings, tmp_path / "state") as scene:
        ada = scene.person()
        ferry, honey = scene.answer(ada, FERRY), scene.answer(ada, HONEY)
        note = own_briefings.folder / "transport" / "ferry.md"
        note.write_text(note.read_text("utf-8").replace("48 million", "52 million"), encoding="utf-8")
        (own_briefings.folder / "trade" / "honey.md").unlink()
        own_briefings.sync()
        scene.press(ada, ferry, "Context")
        changed = scene.api.messages_to(ada)[-1].text
        assert SAY("source.changed", source="transport/ferry.md") in changed
        assert FERRY_SAID not in changed
        scene.press(ada, honey, "Context")
        assert SAY("source.gone", source="trade/honey.md") in scene.api.messages_to(ada)[-1].text
        assert scene.press(ada, ferry, "Source") == SAY("source.changed", source="transport/ferry.md")
        label = "Source 1" if "Source 1" in honey.buttons else "Source"
        assert scene.press(ada, honey, label) == SAY("source.gone", source="trade/honey.md")
