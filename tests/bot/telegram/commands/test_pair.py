"""`briefbot telegram pair`: a link on standard output, and for whom it is on standard error."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from local_api import Broken

from bot.telegram.access import Binding, Role
from bot.telegram.state.pairings import CODE_SECONDS, Pairings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from done import Done
    from local_api import LocalBotApi

    from bot.telegram.state.database import Database

# https://core.telegram.org/bots/features#deep-linking: A-Z, a-z, 0-9, _ and -, at most 64 of them.
_LINK = re.compile(r"https://t\.me/briefbot_test_bot\?start=[A-Za-z0-9_-]{20,64}\n")


def _code(out: str) -> str:
    assert _LINK.fullmatch(out)
    return parse_qs(urlsplit(out.strip()).query)["start"][0]


def test_first_link_makes_an_owner(telegram: Callable[..., Done], database: Database) -> None:
    """The link stands alone on standard output; whom it makes what, and until when, on standard error."""
    done = telegram("pair")
    assert done.status == 0
    found = re.search(r"until (\d\d:\d\d) \(10 minutes\), becomes an owner, answered from all briefings;", done.err)
    assert found is not None
    paired = Pairings(database).redeem(5, _code(done.out), time.time())
    assert paired is not None
    assert (paired.role, paired.binding) == (Role.OWNER, Binding())
    assert Pairings(database).redeem(6, _code(done.out), time.time()) is None


def test_later_links_make_readers_and_last_ten_minutes(
    telegram: Callable[..., Done], database: Database, owner: int
) -> None:
    """While there is an owner."""
    done = telegram("pair")
    assert "becomes a reader" in done.err
    assert Pairings(database).redeem(5, _code(done.out), time.time() + CODE_SECONDS) is None
    later = Pairings(database).redeem(5, _code(telegram("pair").out), time.time() + CODE_SECONDS - 30)
    assert later is not None
    assert later.role is Role.READER


def test_role_and_part_of_the_briefings_are_in_the_code(telegram: Callable[..., Done], database: Database) -> None:
    """Whoever redeems it is bound from the first answer on."""
    bounds = ["--source", "2022/*", "--source", "a.md", "--tag", "t", "--ceiling", "secret"]
    done = telegram("pair", "--role", "Contributor", *bounds)
    assert "becomes a contributor, answered from 2022/*, a.md, tagged t, up to SECRET;" in done.err
    paired = Pairings(database).redeem(5, _code(done.out), time.time())
    assert paired is not None
    assert (paired.role, paired.binding) == (Role.CONTRIBUTOR, Binding(("2022/*", "a.md"), ("t",), "SECRET"))


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--role", "boss"], "briefbot: --role is 'boss'; give reader, contributor, owner\n"),
        (["--source", " "], "briefbot: --source is empty; leave it out, or say which\n"),
        (["--tag", ""], "briefbot: --tag is empty; leave it out, or say which\n"),
        (
            ["--ceiling", "top secrets"],
            "briefbot: --ceiling is 'top secrets', which is no classification; the nearest is 'TOP SECRET'\n",
        ),
    ],
)
def test_what_is_not_allowed_is_told_of_before_anything_is_asked(
    telegram: Callable[..., Done], api: LocalBotApi, arguments: list[str], line: str
) -> None:
    """One line, and no code is made."""
    done = telegram("pair", *arguments)
    assert (done.status, done.out, done.err) == (2, "", line)
    assert api.calls == []


def test_bot_that_cannot_be_asked_gives_no_link(telegram: Callable[..., Done], api: LocalBotApi, home: Path) -> None:
    """Nothing is on standard output, and no code is kept that nobody was given."""
    api.faults.add("getMe", Broken(502))
    done = telegram("pair")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"briefbot: {api.url} cannot be asked (Bad Gateway (502)); ")
    assert not (home / "state").exists()


def test_without_a_token_it_is_said_where_to_get_one(briefbot: Callable[..., Done]) -> None:
    """One line, with the step at BotFather."""
    done = briefbot("telegram", "pair")
    assert (done.status, done.out) == (2, "")
    assert re.fullmatch(r"briefbot: no token is set; .*/newbot.*\n", done.err)
