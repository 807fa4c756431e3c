"""The bot in this process over briefings of its own, for tests that send it documents."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot_scene import Scene
from small_index import write_notes

from bot.telegram.access import Role
from index import Briefings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest
    from local_api import LocalBotApi
    from local_api.messages import Message
    from local_api.people import User

    from bot.telegram.access import Binding

NOTES = {
    "ferry.md": "# The ferry\n\nThe strait ferry costs 48 million dollars.\n",
    "trade/honey.md": "# Honey\n\nCalder lifts its ban on honey in August.\n",
    "secret/boat.md": "---\nclassification: SECRET\n---\n\nThe patrol boat is handed over at Wexmouth.\n",
}
LAMP = """---
title: The lighthouse of Marn
date: 2025-02-03
classification: OFFICIAL
tags: [sea]
---

The lighthouse of Marn is painted green in March 2026.
Its keeper is Tove Lind.
"""
ASKED = "when is the lighthouse of Marn painted green?"
SAID = "The lighthouse of Marn is painted green in March 2026."


class UploadScene(Scene):
    """A bot to which documents are sent.

    Attributes:
        folder: its briefings.
        state: what it remembers.
    """

    folder: Path
    state: Path

    def contributor(self, binding: Binding | None = None, name: str = "Con") -> User:
        """Return somebody who may add documents."""
        return self.person(Role.CONTRIBUTOR, binding, name)

    def send(
        self, user: User, name: str, content: str | bytes = LAMP, *, caption: str = "", size: int | None = None
    ) -> Message:
        """Return the one message that the bot wrote to a document."""
        data = content.encode() if isinstance(content, str) else content
        (answer,) = self.after(self.api.send_document(user, name, data, caption=caption, size=size))
        return answer

    def pressed(self, user: User, message: Message, label: str) -> Message:
        """Return the one message that the bot wrote to a button that was pressed."""
        before = len(self.api.messages_to(user))
        assert self.press(user, message, label) == ""
        (answer,) = self.api.messages_to(user)[before:]
        return answer

    def publish(self, user: User, name: str, content: str | bytes = LAMP, *, caption: str = "") -> Message:
        """Return the message that confirms that a document is published."""
        confirmed = self.pressed(user, self.send(user, name, content, caption=caption), "Publish")
        assert confirmed.text.startswith("Published: ")
        return confirmed

    def sources(self) -> set[str]:
        """Return the files in the folder, but for the index."""
        files = (path.relative_to(self.folder) for path in self.folder.rglob("*") if not path.is_dir())
        return {path.as_posix() for path in files if path.parts[0] != ".briefbot"}

    def held(self) -> int:
        """Return how many files are held apart."""
        return len(list((self.state / "uploads").glob("*")))


@contextmanager
def upload_scene(
    api: LocalBotApi, place: Path, model_cache: Path, patch: pytest.MonkeyPatch, **settings: object
) -> Iterator[UploadScene]:
    """Give a bot that runs over NOTES, all of it in one place; they are indexed when something is published."""
    folder = place / "briefings"
    write_notes(folder, NOTES)
    patch.setenv("BRIEFBOT_CACHE", str(model_cache))
    with Briefings(folder, threshold=0.3) as briefings:
        scene = UploadScene(api, briefings, place / "state", **settings)
        scene.folder, scene.state = folder, place / "state"
        with scene:
            yield scene
