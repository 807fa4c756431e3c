"""What is held apart is erased with what it was held for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.telegram.access import Role
from bot.telegram.state.buttons import LIFE_SECONDS
from bot.telegram.state.deeds import Deeds
from bot.telegram.state.erase import erase_person
from bot.telegram.state.pairings import Pairings
from bot.telegram.state.uploads import Stage, Upload, Uploads
from bot.telegram.sweep import sweep
from bot.telegram.uploads.held import HeldFiles

if TYPE_CHECKING:
    from pathlib import Path

    from bot.telegram.state.database import Database

NOW = 1_000_000.0
DAY = 86_400
SENT = Upload(0, 7, 7, 3, "x.md", "waits", Stage.FETCHING, "", "", 0)


def _held(tmp_path: Path) -> set[str]:
    return {path.name for path in (tmp_path / "state" / "uploads").iterdir()}


def _begin(database: Database) -> None:
    """Let one document of a contributor wait, and one be published that has replaced another."""
    pairings, uploads, held = Pairings(database), Uploads(database), HeldFiles(database.path.parent)
    assert pairings.redeem(7, pairings.make_code(NOW, Role.CONTRIBUTOR), NOW) is not None
    for name in ("waits", "earlier", "nobody's"):
        held.write(name, b"words")
    assert uploads.begin(SENT, NOW) is not None
    published = uploads.begin(replace(SENT, held="gone", asked=4), NOW)
    assert published is not None
    uploads.publishing(published, "earlier")
    uploads.published(published, 7, NOW)


def test_files_go_when_their_time_is_over(database: Database, tmp_path: Path) -> None:
    """And what is nobody's at once; the audit's time is its own."""
    _begin(database)
    sweep(database, NOW + 1, 3)
    assert _held(tmp_path) == {"waits", "earlier"}
    sweep(database, NOW + LIFE_SECONDS, 3)
    assert _held(tmp_path) == set()
    assert len(Deeds(database).latest(9)) == 1
    sweep(database, NOW + 3 * DAY, 3)
    assert Deeds(database).latest(9) == ()


def test_what_waits_of_a_revoked_person_goes(database: Database, tmp_path: Path) -> None:
    """What they have replaced can still be brought back."""
    _begin(database)
    Pairings(database).revoke(7)
    sweep(database, NOW + 1, 3)
    assert _held(tmp_path) == {"earlier"}


def test_who_erases_theirs_erases_what_waits_at_once(database: Database, tmp_path: Path) -> None:
    """Without waiting for the next sweep; the audit says who published."""
    _begin(database)
    assert erase_person(database, 7) == 2
    assert _held(tmp_path) == {"earlier"}
    assert [deed.person for deed in Deeds(database).latest(9)] == [7]
