"""Print a result as a person or as a program wants it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.stream import write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.console import Console

    from bot.options import Output
    from bot.rendering.layout import Line
    from bot.wire import Json


def print_result(output: Output, to_json: Callable[[], Json], to_lines: Callable[[Console], Iterable[Line]]) -> None:
    """Print a result to standard output.

    Args:
        output: how.
        to_json: returns the object that `--json` prints.
        to_lines: returns the lines that people read on a console.

    Raises:
        FolderError: standard output cannot be written (a full disk).
    """
    if output.json:
        from bot.wire import to_text

        write_text(to_text(to_json(), sys.stdout.encoding))
        return
    from bot.console import open_console
    from bot.rendering.layout import print_lines

    console = open_console(output.no_color)
    print_lines(console, to_lines(console))
