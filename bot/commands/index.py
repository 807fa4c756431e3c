"""`briefbot index`: bring the index up to date, or make it anew."""

from typing import Annotated

import typer

from bot.exit_status import ExitStatus
from bot.opening import opened, settings_of
from bot.options import Bound, Output, Place, Sharing
from bot.printing import print_result
from bot.share import share_of
from index import Filters


def index(  # noqa: PLR0913 - each is an option
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make the index anew from the briefings.")] = False,
    history: Annotated[
        bool | None,
        typer.Option(
            "--history/--no-history",
            help="Keep texts that are replaced or deleted, for `ask --as-of`; or erase those that were kept.",
            show_default=False,
        ),
    ] = None,
    compact: Annotated[
        bool, typer.Option("--compact", help="Also write it anew as small as it can be; nothing is read again.")
    ] = False,
    *,
    sharing: Sharing,
    bound: Bound,
    place: Place,
    output: Output,
) -> int:
    """Bring the index up to date, as `ask` does by itself."""
    settings = settings_of(place, bound=bound)
    with opened(settings, share=share_of(sharing.part, sharing.jobs)) as briefings:
        if history is not None:
            (briefings.begin_history if history else briefings.end_history)()
        report = briefings.rebuild() if rebuild else briefings.compact() if compact else briefings.sync()
        report = briefings.told(report, filters=Filters(ceiling=settings.ceiling))
    from bot.rendering.reports import render_sync
    from bot.wire import sync_to_json

    print_result(output, lambda: sync_to_json(report), lambda _: render_sync(report))
    return ExitStatus.DONE
