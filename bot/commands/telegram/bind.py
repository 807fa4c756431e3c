"""`briefbot telegram bind`: what a person or a group is answered from."""

import os
import time
from typing import Annotated

import typer

from bot.commands.telegram.revoke import Number
from bot.exit_status import ExitStatus
from bot.opening import settings_of
from bot.options import BoundTo, Place
from bot.stream import write_text
from index import SettingsError

Everything = Annotated[bool, typer.Option("--all", help="From all briefings again.")]


def bind(number: Number, everything: Everything = False, *, bounds: BoundTo, place: Place) -> int:
    """Answer a person or a group from a part of the briefings only."""
    from bot.places import state_folder
    from bot.telegram.access import Binding
    from bot.telegram.bounds import binding_text, read_binding, read_id, unknown
    from bot.telegram.settings import load_telegram_settings
    from bot.telegram.state.database import Database
    from bot.telegram.state.groups import Groups
    from bot.telegram.state.pairings import Pairings

    settings = settings_of(place)
    telegram = load_telegram_settings(os.environ, place.config)
    whom, binding = read_id(number), read_binding(bounds, settings.markings)
    if everything is (binding != Binding()):
        raise SettingsError("it is not said from what", "give --source, --tag or --ceiling, or --all alone")
    with Database(state_folder()) as database:
        if whom > 0:
            bound = Pairings(database).bind(whom, binding)
        else:
            bound = Groups(database, telegram.groups).bind(whom, binding, time.time())
    if not bound:
        raise unknown(whom)
    write_text(f"{whom} is answered from {binding_text(binding)}")
    return ExitStatus.DONE
