"""Codes pair once, for ten minutes, and nobody can guess."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from bot.telegram.access import Binding, Role
from bot.telegram.errors import StateError
from bot.telegram.state.database import Database
from bot.telegram.state.pairings import CODE_SECONDS, MOST_WRONG, WRONG_SECONDS, Pairings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = 1_790_000_000.0


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Yield an empty database."""
    with Database(tmp_path / "state") as opened:
        yield opened


@pytest.fixture
def pairings(database: Database) -> Pairings:
    """Return the pairings of an empty database."""
    return Pairings(database)


def test_first_code_makes_an_owner_and_later_ones_readers(pairings: Pairings) -> None:
    """Without a role, a code is for an owner while there is none."""
    first = pairings.redeem(1, pairings.make_code(NOW), NOW)
    second = pairings.redeem(2, pairings.make_code(NOW), NOW)
    assert first is not None
    assert second is not None
    assert (first.role, second.role) == (Role.OWNER, Role.READER)


def test_role_of_the_next_code_is_known_before_it_is_made(pairings: Pairings) -> None:
    """A reader who is paired is no owner."""
    pairings.redeem(1, pairings.make_code(NOW, Role.READER), NOW)
    assert pairings.next_role() is Role.OWNER
    pairings.redeem(2, pairings.make_code(NOW), NOW)
    assert pairings.next_role() is Role.READER


def test_code_pairs_once(pairings: Pairings) -> None:
    """The second to use a code is nobody."""
    code = pairings.make_code(NOW)
    assert pairings.redeem(1, code, NOW) is not None
    assert pairings.redeem(2, code, NOW) is None
    assert pairings.find(2) is None


def test_code_is_good_for_ten_minutes(pairings: Pairings) -> None:
    """To the second."""
    early, late = pairings.make_code(NOW), pairings.make_code(NOW)
    assert pairings.redeem(1, early, NOW + CODE_SECONDS - 1) is not None
    assert pairings.redeem(2, late, NOW + CODE_SECONDS) is None


def test_wrong_codes_are_limited_for_each_person(pairings: Pairings) -> None:
    """After so many wrong ones even a right one is not looked at for an hour; others are not held up."""
    code, other = pairings.make_code(NOW, Role.READER), pairings.make_code(NOW, Role.READER)
    assert all(pairings.redeem(1, "wrong", NOW) is None for _ in range(MOST_WRONG))
    assert pairings.redeem(1, code, NOW) is None
    assert pairings.redeem(2, other, NOW) is not None
    later = NOW + WRONG_SECONDS
    assert pairings.redeem(1, pairings.make_code(later), later) is not None


def test_owner_who_tries_a_readers_link_stays_the_owner(pairings: Pairings) -> None:
    """Nobody is lowered by a code."""
    pairings.redeem(1, pairings.make_code(NOW), NOW)
    again = pairings.redeem(1, pairings.make_code(NOW, Role.READER), NOW)
    assert again is not None
    assert again.role is Role.OWNER


def test_code_of_the_same_role_changes_the_binding(pairings: Pairings) -> None:
    """Who is sent a new link for another part is answered from that part."""
    pairings.redeem(1, pairings.make_code(NOW, Role.READER), NOW)
    again = pairings.redeem(1, pairings.make_code(NOW, Role.READER, Binding(("2022/*",))), NOW)
    assert again is not None
    assert again.binding == Binding(("2022/*",))


def test_code_carries_its_binding(pairings: Pairings) -> None:
    """Who is paired by it is answered from that part alone, until it is changed."""
    binding = Binding(("2022/*",), ("trade",), "restricted")
    paired = pairings.redeem(1, pairings.make_code(NOW, Role.READER, binding), NOW)
    assert paired is not None
    assert paired.binding == binding
    assert pairings.bind(1, Binding())
    assert [person.binding for person in pairings.everybody()] == [Binding()]
    assert not pairings.bind(2, Binding())


def test_revoked_at_once_and_by_other_processes(database: Database, pairings: Pairings) -> None:
    """What another process revokes is gone for this one at its next look."""
    pairings.redeem(1, pairings.make_code(NOW), NOW)
    with Database(database.path.parent) as elsewhere:
        assert Pairings(elsewhere).revoke(1)
        assert not Pairings(elsewhere).revoke(1)
    assert pairings.find(1) is None


def test_no_code_is_kept(database: Database, pairings: Pairings) -> None:
    """Who reads the file learns no code that pairs."""
    code = pairings.make_code(NOW)
    kept = b"".join(file.read_bytes() for file in database.path.parent.iterdir())
    assert code.encode() not in kept


def test_only_its_owner_can_read_the_file(database: Database, pairings: Pairings) -> None:
    """Its journal too."""
    pairings.make_code(NOW)
    modes = {stat.S_IMODE(file.stat().st_mode) for file in database.path.parent.iterdir()}
    assert modes == {0o600}


def test_pairings_survive(database: Database, pairings: Pairings) -> None:
    """A restart forgets nobody."""
    pairings.redeem(1, pairings.make_code(NOW), NOW)
    database.close()
    with Database(database.path.parent) as again:
        assert Pairings(again).find(1) is not None


def test_damaged_file_is_named(tmp_path: Path) -> None:
    """A file that is no database is an error that says where it is."""
    (tmp_path / "telegram.sqlite3").write_bytes(b"not a database, and longer than a header is" * 9)
    with pytest.raises(StateError, match=r"telegram\.sqlite3"):
        Database(tmp_path)


def test_newer_file_is_left_alone(database: Database) -> None:
    """What a newer briefbot wrote is not written to."""
    with database.writing() as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StateError, match="newer"):
        Database(database.path.parent)
