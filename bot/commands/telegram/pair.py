"""`briefbot telegram pair`: a link that pairs whoever opens it first."""

import os
import time
from typing import Annotated

import typer

from bot.exit_status import ExitStatus
from bot.opening import settings_of
from bot.options import BoundTo, Place
from bot.stream import tell, write_text

RoleName = Annotated[
    str | None,
    typer.Option("--role", metavar="ROLE", help="reader, contributor or owner. [default: owner while there is none]"),
]


def pair(role: RoleName = None, *, bounds: BoundTo, place: Place) -> int:
    """Print a link that pairs whoever opens it within ten minutes."""
    from bot.places import state_folder
    from bot.telegram.bot_facts import look_up_username
    from bot.telegram.bounds import binding_text, read_binding, read_role
    from bot.telegram.link import pairing_link
    from bot.telegram.secret import load_token
    from bot.telegram.settings import load_telegram_settings
    from bot.telegram.state.database import Database
    from bot.telegram.state.pairings import CODE_SECONDS, Pairings

    settings = settings_of(place)
    telegram = load_telegram_settings(os.environ, place.config)
    chosen, binding = read_role(role), read_binding(bounds, settings.markings)
    username = look_up_username(telegram, load_token(os.environ, telegram))
    with Database(state_folder()) as database:
        pairings, now = Pairings(database), time.time()
        makes = chosen or pairings.next_role()
        code = pairings.make_code(now, makes, binding)
    until = time.strftime("%H:%M", time.localtime(now + CODE_SECONDS))
    tell(
        f"whoever opens this link first, until {until} ({CODE_SECONDS // 60} minutes), becomes {_a(makes)}, "
        f"answered from {binding_text(binding)}; the bot has to be running by then"
    )
    write_text(pairing_link(username, code))
    return ExitStatus.DONE


def _a(role: str) -> str:
    return f"an {role}" if role[0] in "aeiou" else f"a {role}"
