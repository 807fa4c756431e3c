"""`briefbot status`: the state of the index."""

from bot.exit_status import ExitStatus
from bot.opening import opened, settings_of
from bot.options import Bound, Output, Place
from bot.printing import print_result
from index import Filters


def status(*, bound: Bound, place: Place, output: Output) -> int:
    """Show what the index holds, and what changed since."""
    settings = settings_of(place, bound=bound)
    with opened(settings) as briefings:
        state = briefings.status(filters=Filters(ceiling=settings.ceiling))
    from bot.rendering.reports import render_status
    from bot.wire import status_to_json

    print_result(output, lambda: status_to_json(state), lambda _: render_status(state))
    return ExitStatus.DONE
