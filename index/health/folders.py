"""Whether the folders that a person chose can be used: the briefings, and the cache."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from index.errors import FolderError
from index.readers import what_to_put
from index.reports import Finding, Level
from index.scan import scan_all
from index.scan_rules import ScanRules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.folders import Folders
    from index.records import Skipped

_NAMED = 3
"""How many skipped files are named; `briefbot status` names all."""


def nearest(place: Path) -> Path:
    """Return `place` where it exists, otherwise the nearest folder above it that does."""
    return next((path for path in (place, *place.parents) if path.exists()), place)


def check_briefings(folders: Folders) -> Iterator[Finding]:
    """Yield whether there are briefings to read, and what is not read."""
    try:
        found = scan_all(folders, ScanRules())
    except FolderError as error:
        yield Finding("briefings", Level.PROBLEM, error.what, error.todo)
        return
    count = len(found.files)
    if count:
        yield Finding("briefings", Level.OK, f"{count:,} {'briefing' if count == 1 else 'briefings'} in {folders}")
    else:
        what = f"the briefings folder {folders} holds nothing that can be read"
        yield Finding("briefings", Level.PROBLEM, what, what_to_put())
    if found.skipped:
        yield _skipped(found.skipped)


def check_cache(cache: Path) -> Iterator[Finding]:
    """Yield whether exported models can be kept in the cache folder."""
    place = nearest(cache)
    if not place.is_dir():
        what = f"the cache folder {cache} cannot be made: {place} is not a folder"
    elif not os.access(place, os.W_OK | os.X_OK):
        what = f"the cache folder {cache} cannot be written"
    else:
        yield Finding("cache", Level.OK, f"{cache} can be written")
        return
    yield Finding("cache", Level.PROBLEM, what, "set BRIEFBOT_CACHE to a folder that can")


def _skipped(skipped: Sequence[Skipped]) -> Finding:
    named = ", ".join(f"{file.source} ({file.reason})" for file in skipped[:_NAMED])
    more = f" and {len(skipped) - _NAMED:,} more" if len(skipped) > _NAMED else ""
    what = f"{len(skipped):,} {'is' if len(skipped) == 1 else 'are'} not read: {named}{more}"
    return Finding("briefings", Level.WARNING, what, "run `briefbot status` for the whole list")
