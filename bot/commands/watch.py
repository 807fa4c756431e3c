"""`briefbot watch`: keep the index up to date while the briefings change."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.exit_status import ExitStatus
from bot.opening import opened, settings_of
from bot.options import Bound, Place
from bot.progress import ProgressBar
from index import Filters

if TYPE_CHECKING:
    from index import SyncReport


def watch(
    poll: Annotated[
        bool, typer.Option("--poll", help="Look every second, as is done by itself on network mounts.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each change.")] = False,
    *,
    bound: Bound,
    place: Place,
) -> int:
    """Keep the index up to date at each change, until Ctrl-C."""
    from bot.following import Teller

    bar = ProgressBar()
    teller = Teller(json)

    settings = settings_of(place, bound=bound)

    def on_report(report: "SyncReport") -> None:
        bar.stop()
        teller(briefings.told(report, filters=Filters(ceiling=settings.ceiling)))

    try:
        with opened(settings, bar) as briefings:
            briefings.follow(on_report, poll=poll)
    except KeyboardInterrupt:  # the way to end it
        pass
    return ExitStatus.DONE
