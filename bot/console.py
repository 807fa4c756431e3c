"""The terminal that people read on: what it can show, and where links lead."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from rich.console import Console

from bot.stream import discard

if TYPE_CHECKING:
    from index import Folders

# Terminals that print what they do not understand of OSC 8 links.
_WITHOUT_LINKS = frozenset({"", "dumb", "linux", "unknown", "vt100", "vt220"})


class TerminalConsole(Console):
    """A Rich console that goes silent, rather than exits, when whoever reads it has gone away."""

    def on_broken_pipe(self) -> None:
        """Throw away all further output, so that the command still ends with its own exit status."""
        self.quiet = True
        discard(sys.stdout)


def open_console(no_color: bool) -> Console:
    """Return a console on standard output: colored, styled and wrapped only where that is a terminal.

    Args:
        no_color: whether a person asked for no color; `NO_COLOR` in the environment asks for it as well.
    """
    return TerminalConsole(highlight=False, markup=False, emoji=False, no_color=no_color or None)


def links_to(folders: Folders, console: Console) -> Folders | None:
    """Return the folders that sources are linked into, or None where the terminal shows no links."""
    plain = os.name != "nt" and os.environ.get("TERM", "").lower() in _WITHOUT_LINKS
    return folders if console.is_terminal and not plain else None


def has_color(console: Console) -> bool:
    """Return whether a console shows colors."""
    return console.is_terminal and console.color_system is not None and not console.no_color


def can_dim(console: Console) -> bool:
    """Return whether a console shows some words fainter than others."""
    return console.is_terminal and not console.is_dumb_terminal
