"""The command line's way in: it runs one command, and turns all that can go wrong into one line and a status."""

from __future__ import annotations

import gc
import os
import sys
import threading
from typing import TYPE_CHECKING

from bot.exit_status import ExitStatus
from bot.stream import flush, prepare, tell
from bot.variables import DEBUG
from index import BriefbotError

if TYPE_CHECKING:
    from collections.abc import Sequence

_SELDOM = (50_000, 20, 50)
"""Python's own thresholds let the collector look through all that a first question imports some thirty times: 50 ms."""


def program() -> int:
    """Run the command that this process was started for and return its exit status; the process ends then."""
    gc.set_threshold(*_SELDOM)
    status = main(sys.argv[1:])
    if any(thread.daemon for thread in threading.enumerate()):
        # One that returns from native code while the interpreter ends takes the process down (SIGABRT, Python < 3.14).
        os._exit(status)
    gc.freeze()  # else the interpreter's last collection looks through all that was imported: 70 ms
    return status


def main(arguments: Sequence[str]) -> int:
    """Run a command, given as after the program's name, and return its exit status."""
    prepare()
    try:
        status = _run(arguments)
        flush()
    except BriefbotError as error:
        tell(str(error))
        return ExitStatus.ERROR
    except KeyboardInterrupt:
        return ExitStatus.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort: a bug is told of in one line as well
        return _bug(error)
    return status


def _run(arguments: Sequence[str]) -> int:
    import typer

    from bot.app import build_app
    from bot.usage import usage_line

    try:
        app = build_app(arguments[0] if arguments else "")
        return int(app(list(arguments), prog_name="briefbot", standalone_mode=False) or 0)
    except typer.TyperException as error:
        tell(usage_line(error))
        return ExitStatus.ERROR


def _bug(error: Exception) -> ExitStatus:
    if os.environ.get(DEBUG):
        import traceback

        traceback.print_exception(error)
    place = "" if os.environ.get(DEBUG) else "; BRIEFBOT_DEBUG=1 shows where"
    tell(f"this is a bug: {type(error).__name__}: {error}{place}")
    return ExitStatus.ERROR
