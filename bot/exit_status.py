"""What a command's exit status says."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """The exit statuses of the command line."""

    DONE = 0
    """It is done; of `ask`: the briefings answer; of `verify`: all stands."""
    NOT_ALL = 1
    """Of `ask`: the briefings do not answer; of `verify`: not all stands."""
    ERROR = 2
    """It could not be done; one line on standard error says why."""
    STALE = 3
    """Of `ask --no-sync`: answered from a file that has changed since."""
    INTERRUPTED = 130
    """Stopped with Ctrl-C: 128 and the number of the signal, as shells count."""
