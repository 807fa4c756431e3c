"""`briefbot telegram revoke`: a person or a group that is answered no more."""

import os
from typing import Annotated

import typer

from bot.exit_status import ExitStatus
from bot.opening import settings_of
from bot.options import Place
from bot.stream import tell, write_text
from index import SettingsError

Number = Annotated[
    str, typer.Argument(metavar="ID", help="The number of a person or, below 0, of a group: `people` and `groups`.")
]


def revoke(number: Number, *, place: Place) -> int:
    """Answer a person or a group no more, from this moment on."""
    from bot.places import state_folder
    from bot.telegram.access import Role
    from bot.telegram.bounds import read_id, unknown
    from bot.telegram.settings import load_telegram_settings
    from bot.telegram.state.database import Database
    from bot.telegram.state.groups import Groups
    from bot.telegram.state.pairings import Pairings

    settings_of(place)
    telegram = load_telegram_settings(os.environ, place.config)
    whom = read_id(number)
    if whom in telegram.groups:
        raise SettingsError(f"the settings allow the group {whom}", "take it out of groups in [telegram]")
    with Database(state_folder()) as database:
        pairings = Pairings(database)
        gone = pairings.revoke(whom) if whom > 0 else Groups(database).disallow(whom)
        owned = any(person.role is Role.OWNER for person in pairings.everybody())
    if not gone:
        raise unknown(whom)
    write_text(f"{whom} is answered no more")
    if not owned:
        tell("there is no owner now; `briefbot telegram pair` makes one")
    return ExitStatus.DONE
