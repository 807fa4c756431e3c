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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status.

    Args:
        arguments: as after the program's name; None for those that the program was started with.
    """
    if arguments is not None:
        return _guarded(arguments)
    gc.set_threshold(*_SELDOM)
    status = _guarded(sys.argv[1:])
    if any(thread.daemon for thread in threading.enumerate()):
        # One that returns from native code while the interpreter ends takes the process down (SIGABRT, Python < 3.14).
        os._exit(status)
    gc.freeze()  # else the interpreter's last collection looks through all that was imported: 70 ms
    return status


def _guarded(arguments: Sequence[str]) -> int:
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
        return int(build_app()(list(arguments), prog_name="briefbot", standalone_mode=False) or 0)
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
