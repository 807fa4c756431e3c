"""`briefbot telegram run`: answer in Telegram until it is stopped."""

import os
from contextlib import closing

from bot.exit_status import ExitStatus
from bot.opening import opened, settings_of
from bot.options import Asking, NoSync, Place
from bot.places import state_folder
from index import Filters


def run(no_sync: NoSync = False, *, asking: Asking, place: Place) -> int:
    """Answer in Telegram until Ctrl-C or SIGTERM."""
    import asyncio
    import logging
    import time

    from bot.telegram.guard import guarded
    from bot.telegram.library import Library
    from bot.telegram.parts import Desk, make_parts
    from bot.telegram.redact import set_up_logging
    from bot.telegram.secret import load_token, load_webhook_secret
    from bot.telegram.serve import Service, serve
    from bot.telegram.settings import load_telegram_settings
    from bot.telegram.state.database import Database

    settings = settings_of(place, top_k=asking.top_k, judging=asking)
    telegram = load_telegram_settings(os.environ, place.config)
    token = load_token(os.environ, telegram)
    secret = load_webhook_secret(os.environ, telegram) if telegram.webhook_url else None
    desk = Desk(telegram, settings.top_k, Filters(ceiling=settings.ceiling))
    secrets = [token, *([secret] if secret else [])]
    set_up_logging(secrets, logging.INFO)
    with guarded(secrets), opened(settings) as briefings, Database(state_folder()) as database:
        if not no_sync:
            briefings.sync()
        with closing(Library(briefings, threads=max(2, os.cpu_count() or 2))) as library:
            parts = make_parts(desk, library, database, time.time)
            asyncio.run(serve(Service(token, secret, parts, briefings, follows=not no_sync)))
    return ExitStatus.DONE
