"""`briefbot telegram audit`: who asked what, what was shown, and who published what."""

import datetime as dt
import os
import time
from typing import Annotated

import typer

from bot.exit_status import ExitStatus
from bot.opening import settings_of
from bot.options import Output, Place
from bot.printing import print_result

Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="Only what was done on this day, month or year (UTC), or later.")
]


def audit(since: Since = None, *, place: Place, output: Output) -> int:
    """List who asked what, and who published what, oldest first."""
    from bot.period import first_day
    from bot.places import state_folder
    from bot.rendering.telegram import render_audit
    from bot.telegram.settings import load_telegram_settings
    from bot.telegram.state.audit import Audit
    from bot.telegram.state.database import Database
    from bot.telegram.state.deeds import Deeds
    from bot.telegram.wire import audit_to_json

    settings_of(place)
    telegram = load_telegram_settings(os.environ, place.config)
    first = dt.datetime.fromtimestamp(time.time(), dt.UTC) - dt.timedelta(days=telegram.audit_days)
    if since is not None:
        first = max(first, dt.datetime.combine(first_day("--since", since), dt.time(), dt.UTC))
    with Database(state_folder()) as database:
        rows, deeds = Audit(database).since(first.timestamp()), Deeds(database).since(first.timestamp())
    print_result(output, lambda: audit_to_json(rows, deeds), lambda _: render_audit(rows, deeds))
    return ExitStatus.DONE
