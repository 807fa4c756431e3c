"""Briefings are opened so that the first question finds them warm; what each process tells at its start is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from served_notes import HONEY

from bot.serving.listener import Listener, Progress
from bot.serving.opening import open_warm
from index import FolderError

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings


def test_what_is_told_at_every_start_stands_and_what_is_told_once_does_not(
    served_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model that is prepared once is no word to each who asks; parts that are left out are."""
    listener = Listener()
    starts: list[str] = []

    def begin(parts: object) -> None:
        if not starts:
            listener("preparing the model, once")
        starts.append("start")
        listener("the fitted parts are left out")

    monkeypatch.setattr("index.parts_in_use.PartsInUse.begin", begin)
    briefings, standing = open_warm(served_settings, listener, Progress())
    with briefings:
        assert standing == ("the fitted parts are left out",)
        assert len(starts) == 2


def test_where_nothing_is_told_nothing_stands(served_settings: Settings) -> None:
    """And the index is up to date, with no more to be loaded."""
    briefings, standing = open_warm(served_settings, Listener(), Progress())
    with briefings:
        assert standing == ()
        assert briefings.indexed.ask(HONEY).answered


def test_what_cannot_be_opened_is_told_of_before_a_door_is(served_settings: Settings, tmp_path: Path) -> None:
    """As any other command does."""
    with pytest.raises(FolderError, match="does not exist"):
        open_warm(replace(served_settings, briefings=tmp_path / "nowhere"), Listener(), Progress())
