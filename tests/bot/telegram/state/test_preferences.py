"""How people like answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.state.preferences import Preferences, PreferenceTable

if TYPE_CHECKING:
    from bot.telegram.state.database import Database


def test_what_is_kept_is_found_for_the_person_alone(database: Database) -> None:
    """Later ones replace earlier ones; who has none has those of everybody."""
    table = PreferenceTable(database)
    table.keep(7, Preferences("de", 5, True))
    table.keep(7, Preferences("", None, True))
    table.keep(8, Preferences("en", 1, False))
    assert table.find(7) == Preferences("", None, True)
    assert table.find(8) == Preferences("en", 1, False)
    assert table.find(9) == Preferences()
