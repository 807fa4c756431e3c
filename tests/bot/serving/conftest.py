"""A server over three notes, of which one is marked above its ceiling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from served import NOTES, Served, serving

from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Iterator[Settings]:
    """Return settings over the notes, with a state folder of their own in the environment."""
    base = tmp_path_factory.mktemp("served")
    for source, text in NOTES.items():
        (base / "notes" / source).parent.mkdir(parents=True, exist_ok=True)
        (base / "notes" / source).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFBOT_CACHE", str(model_cache))
        patch.setenv("BRIEFBOT_STATE", str(base / "state"))
        patch.setenv("HF_HUB_OFFLINE", "1")
        yield Settings(briefings=base / "notes", threshold=0.3, ceiling="RESTRICTED")


@pytest.fixture(scope="module")
def served(settings: Settings) -> Iterator[Served]:
    """Return what answers, for all tests of a module."""
    with serving(settings) as answering:
        yield answering
