"""What `briefbot telegram check` finds: what is in order, what is missing, and the step that mends it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.telegram.access import Role
from bot.telegram.addresses import OFFICIAL_API
from bot.telegram.secret import load_webhook_secret
from bot.telegram.state.database import FILE_NAME, Database
from bot.telegram.state.groups import Groups
from bot.telegram.state.pairings import Pairings
from index import BriefbotError, Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping
    from pathlib import Path

    from bot.telegram.bot_facts import BotFacts, WebhookFacts
    from bot.telegram.settings import TelegramSettings

_BOT, _GROUPS, _INLINE, _WEBHOOK, _PEOPLE = "bot", "groups", "inline", "webhook", "people"


def check_facts(facts: BotFacts, settings: TelegramSettings) -> Iterator[Finding]:
    """Yield what Telegram says of the bot, against the settings."""
    server = "" if settings.api == OFFICIAL_API else f", at {settings.api}"
    yield Finding(_BOT, Level.OK, f"@{facts.username} ({facts.name}){server}")
    yield from _check_groups(facts, settings)
    yield _check_inline(facts, settings)
    yield from _check_webhook(facts.webhook, settings)


def check_webhook_files(settings: TelegramSettings, environment: MutableMapping[str, str]) -> Iterator[Finding]:
    """Yield what the webhook lacks on this machine; nothing where updates are asked for instead."""
    if settings.webhook_url is None:
        return
    try:
        load_webhook_secret(environment, settings)
    except BriefbotError as error:
        yield Finding(_WEBHOOK, Level.PROBLEM, error.what, error.todo)
    for file in (settings.webhook_certificate, settings.webhook_key):
        if file is not None and not os.access(file, os.R_OK):
            yield Finding(_WEBHOOK, Level.PROBLEM, f"{file} cannot be read", "correct its path or its mode")


def check_people(folder: Path, settings: TelegramSettings) -> Iterator[Finding]:
    """Yield who is paired and which groups are allowed; nothing is made where nothing is kept yet.

    Args:
        folder: the state folder.
        settings: with the groups that are allowed beforehand.
    """
    if not (folder / FILE_NAME).exists():
        yield _nobody()
        return
    try:
        with Database(folder) as database:
            people, groups = Pairings(database).everybody(), Groups(database, settings.groups).everyone()
    except BriefbotError as error:
        yield Finding(_PEOPLE, Level.PROBLEM, error.what, error.todo)
        return
    counts = {role: sum(person.role is role for person in people) for role in reversed(Role)}
    if not counts[Role.OWNER]:
        yield _nobody()
    if people:
        named = ", ".join(f"{count} {role}{'' if count == 1 else 's'}" for role, count in counts.items() if count)
        yield Finding(_PEOPLE, Level.OK, f"paired: {named}")
    if groups:
        yield Finding(_PEOPLE, Level.OK, f"{len(groups)} allowed {'group' if len(groups) == 1 else 'groups'}")


def _nobody() -> Finding:
    todo = "start `briefbot telegram run`; `briefbot telegram pair` prints a link, and who opens it first is the owner"
    return Finding(_PEOPLE, Level.WARNING, "there is no owner yet", todo)


def _check_groups(facts: BotFacts, settings: TelegramSettings) -> Iterator[Finding]:
    """Yield what reaches the bot in groups.

    https://core.telegram.org/bots/features#privacy-mode: with privacy mode on these are commands and replies to it, and
    mentions are not among them; an administrator gets everything.
    """
    if not facts.joins_groups:
        level = Level.WARNING if settings.groups else Level.OK
        todo = f"to use it in groups, tell @BotFather /setjoingroups, @{facts.username}, Enable"
        yield Finding(_GROUPS, level, "it cannot be added to groups", todo)
    if facts.reads_groups:
        what = "group privacy mode is off: all that is said in a group reaches it, so /ask, replies and mentions work"
        todo = f"to let less reach it, tell @BotFather /setprivacy, @{facts.username}, Enable; mentions then do not"
    else:
        what = "group privacy mode is on: /ask and replies to it reach it in a group, a mention alone does not"
        todo = (
            f"to let mentions reach it, tell @BotFather /setprivacy, @{facts.username}, Disable, then take it out of "
            "each group and add it again"
        )
    yield Finding(_GROUPS, Level.OK, what, todo)


def _check_inline(facts: BotFacts, settings: TelegramSettings) -> Finding:
    if facts.inline and settings.inline:
        return Finding(_INLINE, Level.OK, "inline mode is on")
    if facts.inline:
        todo = (
            "set BRIEFBOT_TELEGRAM_INLINE=1 to answer paired people in any chat, or switch it off: tell @BotFather "
            f"/setinline, @{facts.username}, /empty"
        )
        return Finding(_INLINE, Level.WARNING, "inline mode is on at Telegram and off in the settings", todo)
    if settings.inline:
        todo = f"tell @BotFather /setinline, @{facts.username}, and what people see there before they type: Question"
        return Finding(_INLINE, Level.WARNING, "inline mode is on in the settings and off at Telegram", todo)
    return Finding(_INLINE, Level.OK, "inline mode is off")


def _check_webhook(webhook: WebhookFacts, settings: TelegramSettings) -> Iterator[Finding]:
    if settings.webhook_url is None:
        yield _check_polling(webhook)
    elif not webhook.url:
        what = f"none is set at Telegram; `briefbot telegram run` sets it below {settings.webhook_url}"
        yield Finding(_WEBHOOK, Level.OK, what)
    elif webhook.url.startswith(f"{settings.webhook_url}/"):
        yield Finding(_WEBHOOK, Level.OK, f"it is set below {settings.webhook_url}, {_waiting(webhook)}")
    else:
        yield _of_somebody(webhook, f"not below {settings.webhook_url}", "sets it anew")
    if webhook.url and webhook.error:
        when = "" if webhook.error_at is None else f" ({webhook.error_at:%Y-%m-%d %H:%M} UTC)"
        todo = "check that the address is reached from outside, and the certificate there"
        yield Finding(_WEBHOOK, Level.WARNING, f"Telegram's last call failed{when}: {webhook.error}", todo)


def _check_polling(webhook: WebhookFacts) -> Finding:
    if webhook.url:
        return _of_somebody(webhook, "and the settings name none", "takes it away")
    return Finding(_WEBHOOK, Level.OK, f"none is set, and none is wanted: updates are asked for, {_waiting(webhook)}")


def _of_somebody(webhook: WebhookFacts, but: str, then: str) -> Finding:
    """Return that a webhook is not ours. Its path is not shown: who knows it can talk to the program behind it."""
    parts = urlsplit(webhook.url)
    todo = f"`briefbot telegram run` {then}; if another program uses this token, let /newbot make a bot for this one"
    return Finding(_WEBHOOK, Level.WARNING, f"one is set at {parts.scheme}://{parts.netloc}, {but}", todo)


def _waiting(webhook: WebhookFacts) -> str:
    return f"{webhook.pending:,} waiting"
