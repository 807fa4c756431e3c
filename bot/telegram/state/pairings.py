"""Who is paired, and the codes that pair: single use, ten minutes, kept as digests only.

Times are seconds since the epoch.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.access import Binding, Role, binding_of

if TYPE_CHECKING:
    import sqlite3

    from bot.telegram.state.database import Database

CODE_SECONDS = 600
"""How long a code pairs."""
_CODE_BYTES = 16
MOST_WRONG = 5
"""Wrong codes of one person within WRONG_SECONDS, after which none of theirs is looked at."""
WRONG_SECONDS = 3600

_EVERYTHING = Binding()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is paired.

    Attributes:
        id: Telegram's number of the person.
        role: what they may do.
        binding: what they are answered from.
        paired_at: when.
    """

    id: int
    role: Role
    binding: Binding
    paired_at: float


class Pairings:
    """The people who are paired. What is revoked is gone at once: nothing of it is kept in memory."""

    def __init__(self, database: Database) -> None:
        """Keep them in `database`."""
        self._database = database

    def make_code(
        self, now: float, role: Role | None = None, binding: Binding = _EVERYTHING, by: int | None = None
    ) -> str:
        """Return a new code, fit for `t.me/BOT?start=CODE`; without a role it makes an owner while there is none."""
        code = secrets.token_urlsafe(_CODE_BYTES)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM code WHERE expires_at <= ?", (now,))
            chosen = role or _next_role(connection)
            row = (_digest(code), chosen, binding.to_text(), by, now + CODE_SECONDS)
            connection.execute("INSERT INTO code VALUES (?, ?, ?, ?, ?)", row)
        return code

    def next_role(self) -> Role:
        """Return the role that a code gives which is made without one."""
        with self._database.reading() as connection:
            return _next_role(connection)

    def is_held_up(self, person: int, now: float) -> bool:
        """Return whether a person has given so many wrong codes that none of theirs is looked at for a while."""
        with self._database.reading() as connection:
            query = "SELECT count(*) FROM attempt WHERE person = ? AND at > ?"
            return bool(connection.execute(query, (person, now - WRONG_SECONDS)).fetchone()[0] >= MOST_WRONG)

    def redeem(self, person: int, code: str, now: float) -> Person | None:
        """Pair a person by a code, once, and return them; None where the code is wrong, used, old, or one too many.

        A code of the role that they have changes what they are answered from, one of a lower role changes nothing.
        """
        with self._database.writing() as connection:
            connection.execute("DELETE FROM attempt WHERE at <= ?", (now - WRONG_SECONDS,))
            (wrong,) = connection.execute("SELECT count(*) FROM attempt WHERE person = ?", (person,)).fetchone()
            if wrong >= MOST_WRONG:
                return None
            row = connection.execute(
                "DELETE FROM code WHERE digest = ? RETURNING role, binding, made_by, expires_at", (_digest(code),)
            ).fetchone()
            if row is None or row[3] <= now:
                connection.execute("INSERT INTO attempt VALUES (?, ?)", (person, now))
                return None
            known = connection.execute(f"{_SELECT} WHERE id = ?", (person,)).fetchone()
            if known is not None and known[1] != row[0] and Role(known[1]).includes(Role(row[0])):
                return _person(known)  # an owner who tries a reader's link stays the owner
            role, binding, by, _ = row
            connection.execute("REPLACE INTO person VALUES (?, ?, ?, ?, ?)", (person, role, binding, now, by))
        return Person(person, Role(role), binding_of(binding), now)

    def find(self, person: int) -> Person | None:
        """Return a paired person, or None."""
        with self._database.reading() as connection:
            row = connection.execute(f"{_SELECT} WHERE id = ?", (person,)).fetchone()
        return None if row is None else _person(row)

    def everybody(self) -> tuple[Person, ...]:
        """Return all who are paired, in the order of pairing."""
        with self._database.reading() as connection:
            return tuple(map(_person, connection.execute(f"{_SELECT} ORDER BY paired_at, id")))

    def bind(self, person: int, binding: Binding) -> bool:
        """Change what a person is answered from, and return whether they are paired."""
        with self._database.writing() as connection:
            row = (binding.to_text(), person)
            return connection.execute("UPDATE person SET binding = ? WHERE id = ?", row).rowcount == 1

    def revoke(self, person: int) -> bool:
        """Unpair a person, and return whether they were paired."""
        with self._database.writing() as connection:
            return connection.execute("DELETE FROM person WHERE id = ?", (person,)).rowcount == 1


_SELECT = "SELECT id, role, binding, paired_at FROM person"


def _person(row: tuple[int, str, str, float]) -> Person:
    return Person(row[0], Role(row[1]), binding_of(row[2]), row[3])


def _next_role(connection: sqlite3.Connection) -> Role:
    found = connection.execute("SELECT 1 FROM person WHERE role = ? LIMIT 1", (Role.OWNER,)).fetchone()
    return Role.OWNER if found is None else Role.READER


def _digest(code: str) -> bytes:
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).digest()
