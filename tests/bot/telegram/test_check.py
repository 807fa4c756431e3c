"""What is found about a bot, and the step that mends it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.telegram.access import Role
from bot.telegram.bot_facts import BotFacts, WebhookFacts
from bot.telegram.check import check_facts, check_people, check_webhook_files
from bot.telegram.settings import TelegramSettings
from bot.telegram.state.database import FILE_NAME, Database
from bot.telegram.state.groups import Groups
from bot.telegram.state.pairings import Pairings
from index import Finding, Level

if TYPE_CHECKING:
    from pathlib import Path

NOW = 1_790_000_000.0
FACTS = BotFacts("notes_bot", "Notes", reads_groups=False, joins_groups=True, inline=False, webhook=WebhookFacts())
POLLING = TelegramSettings()
HOOKED = TelegramSettings(webhook_url="https://bot.example.org/b")


def _of(area: str, facts: BotFacts, settings: TelegramSettings = POLLING) -> list[Finding]:
    return [finding for finding in check_facts(facts, settings) if finding.area == area]


def test_bot_is_named_and_its_server_where_it_is_not_telegrams() -> None:
    """A mistaken server shows."""
    assert _of("bot", FACTS) == [Finding("bot", Level.OK, "@notes_bot (Notes)")]
    (at,) = _of("bot", FACTS, TelegramSettings(api="http://127.0.0.1:8081"))
    assert at.what == "@notes_bot (Notes), at http://127.0.0.1:8081"


def test_privacy_mode_is_told_with_what_it_means_for_mentions() -> None:
    """And the step that changes it, either way."""
    (on,) = _of("groups", FACTS)
    assert "privacy mode is on" in on.what
    assert "a mention alone does not" in on.what
    assert "/setprivacy, @notes_bot, Disable" in on.todo
    (off,) = _of("groups", replace(FACTS, reads_groups=True))
    assert "privacy mode is off" in off.what
    assert "/setprivacy, @notes_bot, Enable" in off.todo


def test_bot_that_cannot_be_added_to_groups_is_told_of() -> None:
    """A warning where the settings name groups."""
    facts = replace(FACTS, joins_groups=False)
    first, _ = _of("groups", facts)
    assert (first.level, first.what) == (Level.OK, "it cannot be added to groups")
    assert "/setjoingroups, @notes_bot, Enable" in first.todo
    assert _of("groups", facts, TelegramSettings(groups=(-5,)))[0].level is Level.WARNING


@pytest.mark.parametrize(
    ("there", "here", "level", "todo"),
    [
        (False, False, Level.OK, ""),
        (True, True, Level.OK, ""),
        (True, False, Level.WARNING, "/empty"),
        (False, True, Level.WARNING, "tell @BotFather /setinline, @notes_bot"),
    ],
)
def test_inline_mode_is_held_against_the_setting(there: bool, here: bool, level: Level, todo: str) -> None:
    """Where the two differ, the step at BotFather is said."""
    (found,) = _of("inline", replace(FACTS, inline=there), TelegramSettings(inline=here))
    assert found.level is level
    assert todo in found.todo


def test_webhook_of_somebody_is_told_of_without_its_path() -> None:
    """While updates are asked for, and where another one is set; who knows the path could talk to what is there."""
    facts = replace(FACTS, webhook=WebhookFacts("https://other.example.org:8443/s3cret"))
    for settings, then in ((POLLING, "takes it away"), (HOOKED, "sets it anew")):
        (found,) = _of("webhook", facts, settings)
        assert found.level is Level.WARNING
        assert "https://other.example.org:8443," in found.what
        assert then in found.todo
        assert "s3cret" not in found.what + found.todo


@pytest.mark.parametrize("url", ["https://bot.example.org/bad/s3cret", "https://bot.example.org/b"])
def test_webhook_below_another_path_is_not_ours(url: str) -> None:
    """Though it begins with the same letters."""
    (found,) = _of("webhook", replace(FACTS, webhook=WebhookFacts(url)), HOOKED)
    assert found.level is Level.WARNING


def test_webhook_of_ours_is_in_order() -> None:
    """With how many updates wait; before it is set it is said that it will be."""
    (found,) = _of("webhook", replace(FACTS, webhook=WebhookFacts("https://bot.example.org/b/s3cret", 1200)), HOOKED)
    assert found == Finding("webhook", Level.OK, "it is set below https://bot.example.org/b, 1,200 waiting")
    (before,) = _of("webhook", FACTS, HOOKED)
    assert (before.level, before.what[:26]) == (Level.OK, "none is set at Telegram; `")
    (polled,) = _of("webhook", replace(FACTS, webhook=WebhookFacts(pending=3)))
    assert (polled.level, polled.what[-9:]) == (Level.OK, "3 waiting")


def test_last_error_of_a_webhook_is_told_with_its_time() -> None:
    """Telegram keeps it until the webhook is set anew."""
    at = dt.datetime(2026, 5, 31, 10, 5, tzinfo=dt.UTC)
    webhook = WebhookFacts("https://bot.example.org/b/s3cret", 1, "Connection refused", at)
    _, error = _of("webhook", replace(FACTS, webhook=webhook), HOOKED)
    assert error.level is Level.WARNING
    assert error.what == "Telegram's last call failed (2026-05-31 10:05 UTC): Connection refused"


def test_webhook_needs_its_secret_and_its_files(tmp_path: Path) -> None:
    """Only where there is to be one."""
    assert list(check_webhook_files(POLLING, {})) == []
    here = tmp_path / "c.pem"
    here.write_text("certificate", encoding="utf-8")
    settings = replace(HOOKED, webhook_certificate=here, webhook_key=tmp_path / "k.pem")
    secret, key = check_webhook_files(settings, {})
    assert (secret.level, secret.what) == (Level.PROBLEM, "no webhook secret is set")
    assert (key.level, key.what) == (Level.PROBLEM, f"{tmp_path / 'k.pem'} cannot be read")
    environment = {"BRIEFBOT_TELEGRAM_WEBHOOK_SECRET": "0123456789abcdef" * 2}
    assert list(check_webhook_files(HOOKED, environment)) == []


def test_people_and_groups_are_counted(tmp_path: Path) -> None:
    """The highest role first; groups of the settings too."""
    with Database(tmp_path) as database:
        pairings = Pairings(database)
        for person, role in ((1, Role.OWNER), (2, Role.READER), (3, Role.READER)):
            pairings.redeem(person, pairings.make_code(NOW, role), NOW)
        Groups(database).allow(-7, 1, NOW)
    people, groups = check_people(tmp_path, TelegramSettings(groups=(-8, -7)))
    assert (people.level, people.what) == (Level.OK, "paired: 1 owner, 2 readers")
    assert (groups.level, groups.what) == (Level.OK, "2 allowed groups")


def test_without_an_owner_a_link_is_the_way(tmp_path: Path) -> None:
    """Whether nothing is kept yet, or nobody left; nothing is made by looking."""
    (nothing,) = check_people(tmp_path / "state", POLLING)
    assert not (tmp_path / "state").exists()
    with Database(tmp_path) as database:
        pairings = Pairings(database)
        pairings.redeem(2, pairings.make_code(NOW, Role.READER), NOW)
    nobody, paired = check_people(tmp_path, POLLING)
    assert nothing == nobody
    assert nobody.level is Level.WARNING
    assert "briefbot telegram pair" in nobody.todo
    assert paired.what == "paired: 1 reader"


def test_damaged_state_is_a_problem(tmp_path: Path) -> None:
    """The file is named, and the other checks go on."""
    (tmp_path / FILE_NAME).write_bytes(b"not a database, and longer than a header is" * 9)
    (found,) = check_people(tmp_path, POLLING)
    assert found.level is Level.PROBLEM
    assert FILE_NAME in found.what
