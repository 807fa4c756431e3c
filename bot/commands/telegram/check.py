"""`briefbot telegram check`: whether all is in order for Telegram, and what to do where it is not."""

import os
from typing import TYPE_CHECKING

from bot.exit_status import ExitStatus
from bot.opening import settings_of
from bot.options import Output, Place
from bot.printing import print_result
from index import Finding, Level, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings import Settings
    from bot.telegram.settings import TelegramSettings

_OF_BRIEFINGS = ("briefings", "model", "index")


def check(*, place: Place, output: Output) -> int:
    """Check token, groups, inline mode, webhook and people."""
    from bot.places import state_folder
    from bot.rendering.reports import render_findings
    from bot.telegram.check import check_people, check_webhook_files
    from bot.telegram.settings import load_telegram_settings
    from bot.wire import findings_to_json

    settings, telegram = settings_of(place), load_telegram_settings(os.environ, place.config)
    findings = (
        *_check_bot(telegram),
        *check_webhook_files(telegram, os.environ),
        *check_people(state_folder(), telegram),
        *_check_briefings(settings),
    )
    ok = all(finding.level is not Level.PROBLEM for finding in findings)
    print_result(output, lambda: findings_to_json(findings, ok), lambda _: render_findings(findings))
    return ExitStatus.DONE if ok else ExitStatus.ERROR


def _check_bot(telegram: "TelegramSettings") -> "Iterator[Finding]":
    """Yield what is known of the token, and what Telegram says of the bot."""
    from bot.telegram.bot_facts import look_up_bot
    from bot.telegram.check import check_facts
    from bot.telegram.errors import ServiceError
    from bot.telegram.secret import load_token, place_of_token

    where = place_of_token(os.environ, telegram)
    try:
        token = load_token(os.environ, telegram)
        yield Finding("token", Level.OK, f"a token is set in {where}")
        yield from check_facts(look_up_bot(telegram, token), telegram)
    except SettingsError as error:
        yield Finding("token", Level.PROBLEM, error.what, error.todo)
    except ServiceError as error:
        yield Finding("bot", Level.PROBLEM, error.what, error.todo)


def _check_briefings(settings: "Settings") -> "Iterator[Finding]":
    """Yield what questions need: the briefings, the model and the index; of the rest what is a problem."""
    from index.diagnose import diagnose

    for finding in diagnose(settings.place, settings.index, settings.model):
        if finding.area in _OF_BRIEFINGS or finding.level is Level.PROBLEM:
            yield finding
