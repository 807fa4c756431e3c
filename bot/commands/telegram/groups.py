"""`briefbot telegram groups`: which groups are answered."""

import os

from bot.exit_status import ExitStatus
from bot.opening import settings_of
from bot.options import Output, Place
from bot.printing import print_result


def groups(*, place: Place, output: Output) -> int:
    """List the groups that are answered, since when, and what with."""
    from bot.places import state_folder
    from bot.rendering.telegram import render_groups
    from bot.telegram.settings import load_telegram_settings
    from bot.telegram.state.database import Database
    from bot.telegram.state.groups import Groups
    from bot.telegram.wire import groups_to_json

    settings_of(place)
    telegram = load_telegram_settings(os.environ, place.config)
    with Database(state_folder()) as database:
        allowed = Groups(database, telegram.groups).everyone()
    print_result(output, lambda: groups_to_json(allowed), lambda _: render_groups(allowed))
    return ExitStatus.DONE
