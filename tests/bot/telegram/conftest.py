"""A Bot API server that stands in for Telegram's, and the bot beside it."""

from __future__ import annotations

import io
import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bot_scene import Scene
from local_api import LocalBotApi
from PIL import Image
from scene_notes import NOTES
from small_index import write_notes

from bot.telegram.state.database import Database
from index import Briefings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def api() -> Iterator[LocalBotApi]:
    """Return a running server; a call that it refused, and that the test did not expect to be, fails the test."""
    with LocalBotApi() as running:
        yield running
        running.check_nothing_refused()


@pytest.fixture(scope="session")
def picture() -> bytes:
    """Return a small picture."""
    content = io.BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    return content.getvalue()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Yield an empty database."""
    with Database(tmp_path / "state") as opened:
        yield opened


@pytest.fixture(scope="session")
def scene_briefings(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Iterator[Briefings]:
    """Yield briefings of several markings, tags and folders, their index up to date."""
    folder = tmp_path_factory.mktemp("scene") / "briefings"
    write_notes(folder, NOTES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFBOT_CACHE", str(model_cache))
        opened = Briefings(folder, threshold=0.3)
    with opened:
        opened.sync()
        yield opened


@pytest.fixture
def own_briefings(scene_briefings: Briefings, tmp_path: Path) -> Iterator[Briefings]:
    """Yield a copy of the same briefings, to be changed."""
    folder = Path(shutil.copytree(scene_briefings.folder, tmp_path / "briefings"))
    with Briefings(folder, threshold=0.3) as opened:
        yield opened


@pytest.fixture
def stage(api: LocalBotApi, scene_briefings: Briefings, tmp_path: Path) -> Iterator[Callable[..., Scene]]:
    """Return what starts a bot with settings of its own."""
    with ExitStack() as stack:

        def start(**settings: object) -> Scene:
            return stack.enter_context(Scene(api, scene_briefings, tmp_path / "state", **settings))

        yield start


@pytest.fixture
def scene(stage: Callable[..., Scene]) -> Scene:
    """Return a bot that runs."""
    return stage()
