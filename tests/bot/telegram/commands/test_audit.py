"""`briefbot telegram audit`: who asked what."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING

import pytest

from bot.telegram.state.audit import Audit, AuditRow
from bot.telegram.state.deeds import Act, Deed, add_deed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from done import Done

    from bot.telegram.state.database import Database

DAY = 86_400


@pytest.fixture
def asked(database: Database) -> float:
    """Return the time now; a question was asked 100, 10 and 0 days ago."""
    now = time.time()
    for days in (100, 10, 0):
        Audit(database).add(AuditRow(now - days * DAY, 5, 5, f"{days} days ago", ("a.md#1-2@9f2c1e07",), True, 0.9))
    return now


def _questions(done: Done) -> list[str]:
    return [row["question"] for row in done.json()["asked"]]


def test_what_is_older_than_the_settings_say_is_not_shown(
    briefbot: Callable[..., Done], asked: float, home: Path
) -> None:
    """Whether it has been erased yet or not; the rest is shown oldest first."""
    assert _questions(briefbot("telegram", "audit", "--json")) == ["10 days ago", "0 days ago"]
    (home / "briefbot.toml").write_text("[telegram]\naudit_days = 5\n", encoding="utf-8")
    assert _questions(briefbot("telegram", "audit", "--json")) == ["0 days ago"]
    assert "0 days ago" in briefbot("telegram", "audit").out


def test_since_a_day_on(briefbot: Callable[..., Done], asked: float, home: Path) -> None:
    """The day is one of UTC; it shows nothing that is too old."""
    day = f"{dt.datetime.fromtimestamp(asked - DAY, dt.UTC):%Y-%m-%d}"
    assert _questions(briefbot("telegram", "audit", "--json", "--since", day)) == ["0 days ago"]
    assert len(_questions(briefbot("telegram", "audit", "--json", "--since", "2001"))) == 2
    (home / "briefbot.toml").write_text("[telegram]\naudit_days = 1000\n", encoding="utf-8")
    assert len(_questions(briefbot("telegram", "audit", "--json", "--since", "2001"))) == 3


def test_what_is_no_date_is_told_of(briefbot: Callable[..., Done]) -> None:
    """As for every other command."""
    done = briefbot("telegram", "audit", "--since", "May")
    assert (done.status, done.err) == (
        2,
        "briefbot: --since is 'May', which is no date; write it as 2022-05-31, 2022-05 or 2022\n",
    )


def test_who_published_what_is_told_as_well(briefbot: Callable[..., Done], database: Database) -> None:
    """In the order in which it was done, questions among it."""
    now = time.time()
    with database.writing() as connection:
        for hours, act in ((3, Act.PUBLISHED), (1, Act.ROLLED_BACK)):
            add_deed(connection, Deed(now - hours * 3600, 5, act, "2022/leaders.md", 1))
        add_deed(connection, Deed(now - 100 * DAY, 5, Act.UPLOADED, "long ago.md", 1))
    Audit(database).add(AuditRow(now - 2 * 3600, 5, 5, "two hours ago", (), True, 0.9))
    done = briefbot("telegram", "audit", "--json").json()["done"]
    assert [(row["person"], row["act"], row["source"]) for row in done] == [
        (5, "published", "2022/leaders.md"),
        (5, "rolled_back", "2022/leaders.md"),
    ]
    out = briefbot("telegram", "audit").out
    assert "long ago" not in out
    places = [out.index(words) for words in ("5, published", "two hours ago", "5, rolled back")]
    assert places == sorted(places)
