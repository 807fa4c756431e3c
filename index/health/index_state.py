"""Whether the index can be used: its place, its catalog, its model, its stores, and who may read it."""

from __future__ import annotations

import os
import shlex
import stat
from contextlib import closing
from typing import TYPE_CHECKING

from index.errors import BriefbotError, StoreError
from index.facts import read_facts
from index.health.folders import nearest
from index.reports import Finding, Level
from index.schema import CATALOG_NAME, STORES, format_of, is_whole, open_catalog
from index.sqlite_errors import translated
from index.stores.layout import open_stores

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.facts import Facts
    from index.location import Location
    from index.models import Model

_AREA = "index"
_REBUILD = "run `briefbot index --rebuild`"
_READ_BY_OTHERS = stat.S_IROTH | stat.S_IXOTH


def check_index(location: Location, model: Model | None) -> Iterator[Finding]:
    """Yield where the index is and whether it can be used, down to its stores; nothing is changed.

    Args:
        location: where the index lives.
        model: the model that questions are asked with; None where there is none.
    """
    folder = location.folder
    yield Finding(_AREA, Level.OK, location.notice or f"its place is {folder}")
    place = _check_place(folder)
    if place is not None:
        yield place
    if (folder / CATALOG_NAME).is_file():
        yield from _check_catalog(folder, model)
    elif place is None:
        yield Finding(_AREA, Level.OK, "it is not made yet", "run `briefbot index`, or just ask")


def check_permissions(folder: Path) -> Iterator[Finding]:
    """Yield whether others on this machine may read the index, where the operating system tells."""
    if os.name != "posix" or not folder.is_dir():
        return
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & _READ_BY_OTHERS:
        what = f"others on this machine may read {folder} (mode {mode:o}), which holds your briefings' text"
        yield Finding("permissions", Level.WARNING, what, f"run `chmod o= {shlex.quote(str(folder))}`")
    else:
        yield Finding("permissions", Level.OK, f"others on this machine may not read {folder}")


def _check_place(folder: Path) -> Finding | None:
    """Return why no index can be made or kept up to date in `folder`, or None where one can."""
    place = nearest(folder)
    if not place.is_dir():
        what = f"{place} is a file, so no index can be made there"
        return Finding(_AREA, Level.PROBLEM, what, "move it, or choose another place with --index")
    if os.access(place, os.W_OK | os.X_OK):
        return None
    if place != folder:
        what = f"{folder} cannot be made, because {place} cannot be written"
        return Finding(_AREA, Level.PROBLEM, what, "choose another place with --index")
    what = f"{folder} cannot be written, so it stays as it is"
    return Finding(_AREA, Level.WARNING, what, "ask with --no-sync, or choose another place with --index")


def _check_catalog(folder: Path, model: Model | None) -> Iterator[Finding]:
    path = folder / CATALOG_NAME
    try:
        with closing(open_catalog(path)) as connection, translated(path):
            facts, version = read_facts(connection), format_of(connection)
    except BriefbotError as error:
        # Some errors send a person here: here is where the next step is told.
        yield Finding(_AREA, Level.PROBLEM, error.what, _REBUILD if "doctor" in error.todo else error.todo)
        return
    if not is_whole(path):
        yield Finding(_AREA, Level.PROBLEM, f"the catalog {path} is damaged", _REBUILD)
    elif facts is None:
        yield Finding(_AREA, Level.OK, "its first update did not finish", "run `briefbot index`, or just ask")
    else:
        what = f"the catalog has format {version} and generation {facts.generation} of {facts.updated:%Y-%m-%d}"
        yield Finding(_AREA, Level.OK, what)
        yield from _check_model(facts, model)
        yield _check_stores(folder, facts)


def _check_model(facts: Facts, model: Model | None) -> Iterator[Finding]:
    if model is not None and model.digest != facts.model_digest:
        what = f"it was made with the model {facts.model_name}, which is another than the {model.name} of today"
        yield Finding(_AREA, Level.PROBLEM, what, f"name that model with --model, set --index, or {_REBUILD}")


def _check_stores(folder: Path, facts: Facts) -> Finding:
    try:
        stores = open_stores(folder / STORES / facts.store)
    except StoreError as error:
        return Finding(_AREA, Level.PROBLEM, error.what, error.todo)
    return Finding(_AREA, Level.OK, f"FAISS and Tantivy open; sentences: {len(stores.sentence_vectors):,}")
