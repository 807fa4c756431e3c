"""What is kept of a person, and its erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bot_scene import SAY
from scene_notes import FERRY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot_scene import Scene


@pytest.mark.parametrize("audit_private", [True, False])
def test_what_is_kept_is_told_with_for_how_long(stage: Callable[..., Scene], audit_private: bool) -> None:
    """As the settings have it."""
    scene = stage(audit_days=7, audit_private=audit_private)
    text = scene.answer(scene.person(), "/privacy").text
    assert "for 48 hours" in text
    assert "for 7 days" in text
    assert ("nothing of this chat" in text) is not audit_private


def test_what_is_deleted_stands_nowhere_in_the_files(scene: Scene, tmp_path: Path) -> None:
    """Not even as bytes that nothing refers to; what others asked stays, and so does the pairing."""
    ada, bob = scene.person(), scene.person(name="Bob")
    answer = scene.answer(ada, "what does the strait ferry cost, Zanzibar?")
    scene.say(bob, "what does the strait ferry cost, Timbuktu?")
    scene.press(ada, answer, "👍 Right")
    scene.press(ada, scene.answer(ada, "/settings"), "Up to 1")
    assert _kept(tmp_path, "Zanzibar")
    shown = scene.answer(ada, "/privacy")
    assert scene.press(ada, shown, "Delete mine") == ""
    now = scene.api.now(shown)
    assert now is not None
    assert now.text.startswith("Deleted: ")
    assert now.buttons == ()
    assert not _kept(tmp_path, "Zanzibar")
    assert _kept(tmp_path, "Timbuktu")
    assert scene.press(ada, answer, "Context") == SAY("button.stale")
    assert scene.parts.book.preferences.find(ada.id).top_k is None
    follow_up = scene.answer(ada, "and how many passengers does it carry?").text
    assert not follow_up.startswith("Understood as")


def test_nobody_deletes_for_another(scene: Scene) -> None:
    """Their button is theirs."""
    ada, bob = scene.person(), scene.person(name="Bob")
    group = scene.group(ada, bob)
    scene.say(bob, "/ask " + FERRY, group)
    shown = scene.answer(ada, "/privacy", group)
    assert scene.press(bob, shown, "Delete mine") == SAY("button.not_yours")
    assert len(scene.parts.audit.latest(9)) == 1


def _kept(folder: Path, word: str) -> bool:
    return any(word.encode() in file.read_bytes() for file in (folder / "state").iterdir())
