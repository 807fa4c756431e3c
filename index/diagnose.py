"""Check whether everything that briefbot needs is in order, and say what to do where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import FolderError, ModelError
from index.health.folders import check_briefings, check_cache
from index.health.index_state import check_index, check_permissions
from index.health.installation import check_installation
from index.health.model import check_model, look_for_model
from index.health.room import check_disk, check_memory
from index.location import locate
from index.places import cache_folder
from index.reports import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from index.folders import Folders

    Check = Callable[[], Iterable[Finding]]


def diagnose(folders: Folders, index: Path | None, model: str | None) -> tuple[Finding, ...]:
    """Return what is in order and what is not: installation, model, cache, briefings, index, disk, memory.

    Nothing is changed and nothing is exported. Bad states are findings, never errors.

    Args:
        folders: the briefings folders.
        index: where the index is kept, None for its usual place.
        model: name or folder of a model, None for the packaged one.
    """
    checks: list[tuple[str, Check]] = [
        ("installation", check_installation),
        ("briefings", lambda: check_briefings(folders)),
        ("memory", check_memory),
    ]
    try:
        cache = cache_folder()
    except FolderError as error:
        lost = Finding("cache", Level.PROBLEM, error.what, error.todo)
        checks.append(("cache", lambda: (lost,)))
    else:
        checks += _of_places(folders, index, model, cache)
    return tuple(finding for area, check in checks for finding in _findings(area, check))


def _of_places(folders: Folders, index: Path | None, model: str | None, cache: Path) -> list[tuple[str, Check]]:
    found = look_for_model(model)
    usable = None if isinstance(found, ModelError) else found
    return [
        ("model", lambda: check_model(found, cache)),
        ("cache", lambda: check_cache(cache)),
        ("index", lambda: check_index(locate(folders, index, cache), usable)),
        ("permissions", lambda: check_permissions(locate(folders, index, cache).folder)),
        ("disk", lambda: check_disk(locate(folders, index, cache).folder, cache)),
    ]


def _findings(area: str, check: Check) -> Iterator[Finding]:
    """Yield what a check finds; one that fails is a finding itself, and the others go on."""
    try:
        yield from check()
    except OSError as error:
        yield Finding(area, Level.PROBLEM, f"this cannot be looked at ({error})", "check its permissions")
    except ImportError as error:
        yield Finding(area, Level.PROBLEM, f"this cannot be checked ({error})", "install what is missing")
    except Exception as error:  # noqa: BLE001 - whatever the state is, the other checks are wanted
        yield Finding(area, Level.PROBLEM, f"this check failed ({error!r})", "please report it")
