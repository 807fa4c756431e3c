"""`briefbot telegram people`: who is paired."""

from bot.exit_status import ExitStatus
from bot.opening import settings_of
from bot.options import Output, Place
from bot.printing import print_result


def people(*, place: Place, output: Output) -> int:
    """List who is paired, as what, since when, from what."""
    from bot.places import state_folder
    from bot.rendering.telegram import render_people
    from bot.telegram.state.database import Database
    from bot.telegram.state.pairings import Pairings
    from bot.telegram.wire import people_to_json

    settings_of(place)
    with Database(state_folder()) as database:
        paired = Pairings(database).everybody()
    print_result(output, lambda: people_to_json(paired), lambda _: render_people(paired))
    return ExitStatus.DONE
