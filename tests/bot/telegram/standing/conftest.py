"""A bot whose briefings change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bot_scene import Scene
from standing_scene import StandingScene

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from local_api import LocalBotApi

    from index import Briefings


@pytest.fixture
def standing(api: LocalBotApi, own_briefings: Briefings, tmp_path: Path) -> Iterator[StandingScene]:
    """Yield a bot that runs, and its briefings."""
    own_briefings.sync()
    with Scene(api, own_briefings, tmp_path / "state") as scene:
        yield StandingScene(scene, own_briefings)
