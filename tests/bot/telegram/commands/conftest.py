"""Commands of `briefbot telegram`, run in this process against a Bot API server on this machine."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest
from done import Done

from bot.main import main
from bot.telegram.access import Role
from bot.telegram.state.database import Database
from bot.telegram.state.pairings import Pairings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from local_api import LocalBotApi


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model_cache: Path) -> Path:
    """Return an empty folder that commands are run in, with a state folder and two briefings."""
    for name in list(os.environ):
        if name.startswith("BRIEFBOT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("BRIEFBOT_CACHE", str(model_cache))
    monkeypatch.setenv("BRIEFBOT_STATE", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    notes = tmp_path / "briefings"
    notes.mkdir()
    (notes / "harbor.md").write_text("The harbor opens on Monday.\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def briefbot(capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Return what runs a command."""

    def run(*arguments: str) -> Done:
        capsys.readouterr()
        status = main(list(arguments))
        return Done(status, *capsys.readouterr())

    return run


@pytest.fixture
def telegram(api: LocalBotApi, briefbot: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """Return what runs a command of `briefbot telegram` with the token of the server's bot, which nothing shows."""
    monkeypatch.setenv("BRIEFBOT_TELEGRAM_API", api.url)

    def run(*arguments: str) -> Done:
        monkeypatch.setenv("BRIEFBOT_TELEGRAM_TOKEN", api.token)
        done = briefbot("telegram", *arguments)
        assert api.token.partition(":")[2] not in done.out + done.err
        return done

    return run


@pytest.fixture
def database(home: Path) -> Iterator[Database]:
    """Yield what Telegram remembers."""
    with Database(home / "state") as opened:
        yield opened


@pytest.fixture
def owner(database: Database) -> int:
    """Return the number of somebody who is paired as owner."""
    pairings = Pairings(database)
    now = time.time()
    assert pairings.redeem(100_001, pairings.make_code(now, Role.OWNER), now) is not None
    return 100_001
