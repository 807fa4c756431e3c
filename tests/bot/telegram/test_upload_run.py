"""The bot as a process of its own: a document becomes an answer, through an end by force in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from small_index import write_notes
from upload_scene import ASKED, LAMP, NOTES, SAID

from bot.telegram.access import Role
from bot.telegram.phrases import load_phrases
from bot.telegram.state.database import Database
from bot.telegram.state.pairings import Pairings

if TYPE_CHECKING:
    from pathlib import Path

    from local_api import LocalBotApi, Message
    from local_api.people import User

    from index.encoders.base import Encoder

SAY = load_phrases().say
WAIT_S = 60.0


def test_a_document_becomes_an_answer_and_is_taken_back(
    api: LocalBotApi, tmp_path: Path, model_cache: Path, encoder: Encoder
) -> None:
    """Held across a kill; published, asked, rolled back, gone; and the token is in no log."""
    write_notes(tmp_path / "briefings", NOTES)
    con = api.user("Con")
    _pair(tmp_path, con)
    first = _start(api, tmp_path, model_cache)
    preview = api.reply_to(api.send_document(con, "marn.md", LAMP.encode(), caption="trade/"), WAIT_S)
    assert preview.buttons == ("Publish", "Discard")
    api.wait_for(lambda: _is_dealt_with(tmp_path), WAIT_S)
    first.kill()
    first.wait()
    second = _start(api, tmp_path, model_cache)
    try:
        api.press(con, preview, "Publish")
        published = _said(api, con, SAY("upload.published", source="trade/marn.md"))
        assert SAID in api.reply_to(api.say(con, ASKED), WAIT_S).text
        api.press(con, published, "Roll back")
        _said(api, con, SAY("upload.taken_back", source="trade/marn.md"))
        assert SAID not in api.reply_to(api.say(con, ASKED), WAIT_S).text
    finally:
        second.send_signal(signal.SIGTERM)
        status = second.wait(WAIT_S)
    assert status == 0
    assert [path.name for path in (tmp_path / "briefings" / "trade").iterdir()] == ["honey.md"]
    assert list((tmp_path / "state" / "uploads").iterdir()) == []
    log = (tmp_path / "log").read_text()
    assert "has published trade/marn.md" in log
    assert api.token.partition(":")[2] not in log


def _pair(place: Path, user: User) -> None:
    with Database(place / "state") as database:
        pairings, now = Pairings(database), time.time()
        assert pairings.redeem(user.id, pairings.make_code(now, Role.CONTRIBUTOR), now) is not None


def _is_dealt_with(place: Path) -> bool:
    """Return whether nothing is left for the next start; what is would be previewed once more."""
    with Database(place / "state") as database, database.reading() as connection:
        return connection.execute("SELECT count(*) FROM incoming WHERE body IS NOT NULL").fetchone() == (0,)


def _start(api: LocalBotApi, place: Path, model_cache: Path) -> subprocess.Popen[bytes]:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("BRIEFBOT_")},
        "BRIEFBOT_TELEGRAM_TOKEN": api.token,
        "BRIEFBOT_TELEGRAM_API": api.url,
        "BRIEFBOT_STATE": str(place / "state"),
        "BRIEFBOT_CACHE": str(model_cache),
        "BRIEFBOT_THRESHOLD": "0.3",
    }
    with (place / "log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", "telegram", "run"], cwd=place, env=environment, stderr=log
        )


def _said(api: LocalBotApi, user: User, words: str) -> Message:
    return api.wait_for(
        lambda: next((message for message in api.messages_to(user) if message.text == words), None), WAIT_S
    )
