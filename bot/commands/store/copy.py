"""`briefbot store copy`: an index from a folder into Milvus, or back, and checked."""

import os
from typing import Annotated

import typer

from bot.exit_status import ExitStatus
from bot.opening import settings_of
from bot.options import Output, Place
from bot.printing import print_result
from bot.progress import ProgressBar
from bot.store_token import store_token
from bot.stream import tell

Source = Annotated[str, typer.Argument(metavar="FROM", help="The folder of an index, or a milvus:// address.")]
Target = Annotated[str, typer.Argument(metavar="TO", help="The other of the two.")]


def copy(source: Source, target: Target, *, place: Place, output: Output) -> int:
    """Make one index hold what another does, and check it; a copy that was broken off goes on."""
    from index import copy_index

    settings = settings_of(place)
    bar = ProgressBar()
    try:
        copied = copy_index(
            source,
            target,
            store_token(os.environ, settings.store_token_file),
            notify=tell,
            progress=lambda done, total: bar("copying", done, total),
        )
    finally:
        bar.stop()
    from bot.rendering.reports import render_copy
    from bot.wire import copy_to_json

    print_result(output, lambda: copy_to_json(copied), lambda _: render_copy(copied))
    return ExitStatus.DONE
