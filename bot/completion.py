"""What a shell offers for a briefing's path: the files of the folder, without opening an index."""

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

import typer

from bot.settings import load_settings
from index import Folders, SettingsError

_MOST_FILES = 5_000
"""Files looked at: a shell waits for this at each press of the tab key."""


def complete_source(context: typer.Context, incomplete: str) -> list[str]:
    """Return the sources that begin with what was typed; none with wrong settings or under a ceiling.

    How a file is marked is in the index, and opening that at each press of a key takes too long.
    """
    with suppress(SettingsError):
        flags = {"briefings": context.params.get("briefings"), "ceiling": context.params.get("ceiling")}
        settings = load_settings(flags, os.environ, context.params.get("config"))
        if settings.ceiling is None:
            found = islice(_sources(settings.place), _MOST_FILES)
            return sorted(source for source in found if source.startswith(incomplete))
    return []


def _sources(folders: Folders) -> Iterator[str]:
    for called, folder in folders.by_name:
        yield from (f"{called}/{path}" if called else path for path in _paths(folder))


def _paths(folder: Path) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = os.path.relpath(place, folder)
        for name in files:
            if not name.startswith("."):
                yield name if below == os.curdir else f"{below}/{name}".replace(os.sep, "/")
