"""Make an index anew beside the visible one, which answers until the new one takes its place as one."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING

from index.aside import read_past
from index.catalog import Catalog
from index.errors import CatalogError
from index.facts import read_facts
from index.flush import flush_folder
from index.location import write_error
from index.publish import clear_stores, derive_again
from index.schema import CATALOG_NAME, STORES, is_whole, open_catalog

if TYPE_CHECKING:
    from pathlib import Path

    from index.facts import Facts

ANEW = "anew"


def prepare_anew(folder: Path, model_digest: str) -> Path:
    """Return the folder where the successor of an index is made; what an interrupted rebuild made of it is kept.

    Not kept is what has taken its place already, what is older than the index, and what another model made.

    Args:
        folder: the index's folder, whose catalog is whole.
        model_digest: digest of the model that the successor is made with.

    Raises:
        FolderError: the folder cannot be made, or an outdated one not removed.
        DiskFullError: there is no room for it.
    """
    anew = folder / ANEW
    try:
        if (anew / CATALOG_NAME).exists() and not _goes_on(anew, folder, model_digest):
            shutil.rmtree(anew)
        anew.mkdir(mode=0o700, exist_ok=True)
        flush_folder(folder)
    except OSError as error:
        raise write_error(error, anew) from error
    return anew


def _goes_on(anew: Path, folder: Path, model_digest: str) -> bool:
    if not is_whole(anew / CATALOG_NAME):
        return False
    made, visible = _facts(anew), _facts(folder)
    if made is None:
        return True
    return made.model_digest == model_digest and (visible is None or made.updated > visible.updated)


def _facts(folder: Path) -> Facts | None:
    with closing(open_catalog(folder / CATALOG_NAME)) as connection:
        return read_facts(connection)


def take_over(successor: Catalog, anew: Path, folder: Path) -> None:
    """Let a published successor take the place of an index, in one transaction, and remember what that one knew.

    Whoever reads goes on reading, before it the one and after it the other.

    Args:
        successor: the catalog in `anew`.
        anew: what `prepare_anew` returned.
        folder: the index's folder.

    Raises:
        CatalogError: the successor was never published.
        DiskFullError: there is no room; the index is as it was.
        FolderError: the index cannot be written.
    """
    made = _facts(anew)
    if made is None:
        raise CatalogError(f"the index at {anew} was never published", "run `briefbot index --rebuild`")
    if not (anew / STORES / made.store).is_dir():  # killed after it was moved, and then cleared away
        derive_again(successor, anew)
    made = _facts(anew) or made
    with closing(open_catalog(folder / CATALOG_NAME)) as connection:
        successor.add_past(read_past(connection))
        successor.carry_history(connection)
    _move_store(anew / STORES / made.store, folder / STORES)
    with Catalog(folder) as catalog:
        successor.copy_over(catalog)
        catalog.empty_log()
    shutil.rmtree(anew, ignore_errors=True)
    clear_stores(folder, made.store)


def _move_store(store: Path, stores: Path) -> None:
    try:
        stores.mkdir(exist_ok=True)
        store.rename(stores / store.name)
        flush_folder(stores)
    except OSError as error:
        raise write_error(error, stores) from error
