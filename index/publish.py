"""Make what was staged visible, catalog and stores as one, and clear away what no reader needs any more."""

from __future__ import annotations

import datetime as dt
import secrets
import shutil
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from index.errors import DiskFullError
from index.facts import RULES_VERSION, Facts, read_facts, write_facts
from index.flush import flush_folder
from index.grow import grow_stores
from index.location import write_error
from index.rename import keep_renamed
from index.schema import CATALOG_NAME, STORES
from index.staging import drop_unused_vectors, promote, set_skipped
from index.stored_vector import STORED_VECTOR
from index.stores.manifest import seal_store

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

    from index.catalog import Catalog
    from index.file_state import SkippedFile
    from index.models import Model

MOST_UNUSED = 0.25
"""Share of the catalog that may hold nothing. Past it, it is written anew: so each deleted byte costs a few written."""


def publish(
    catalog: Catalog, folder: Path, model: Model, removed: Iterable[str], skipped: Iterable[SkippedFile]
) -> Facts:
    """Make staged documents visible and `removed` ones vanish, in one transaction, and return the new facts.

    Questions that began on the generation before have its files open, and finish on them. They have no name any more
    when this returns, so that nothing is left of what was deleted (on Windows, once nobody has them open).

    Args:
        catalog: where documents were staged, every text of theirs with its vector.
        folder: the index's folder.
        model: what made the vectors.
        removed: sources of documents that are gone.
        skipped: files that were not read.

    Raises:
        DiskFullError: there is no room; the older generation stays visible.
        FolderError: a store cannot be written.
    """
    with catalog.transaction() as connection:
        before = read_facts(connection)
        promote(connection, keep_renamed(connection, removed))
        drop_unused_vectors(connection)
        set_skipped(connection, skipped)
        facts = _next_facts(connection, model, before)
        older = folder / STORES / before.store if before else None
        _write_stores(connection, folder / STORES / facts.store, older, facts.dimension)
        write_facts(connection, facts)
    tidy(catalog, folder)
    return facts


def derive_again(catalog: Catalog, folder: Path) -> None:
    """Make the visible generation's stores anew from the catalog, in the place of damaged or crowded ones.

    Raises:
        DiskFullError: there is no room.
        FolderError: a store cannot be written.
    """
    with catalog.transaction() as connection:
        facts = read_facts(connection)
        if facts is not None:
            facts = replace(facts, store=_store_name(facts.generation))
            _write_stores(connection, folder / STORES / facts.store, None, facts.dimension)
            write_facts(connection, facts)
    tidy(catalog, folder)


def tidy(catalog: Catalog, folder: Path) -> None:
    """Remove every file, and every byte of the catalog's log, that the visible generation has no use of."""
    with catalog.transaction() as connection:
        facts = read_facts(connection)
    if facts is not None:
        clear_stores(folder, facts.store)
    catalog.empty_log()
    if catalog.has_deleted():
        catalog.wipe()
    if catalog.unused_share() > MOST_UNUSED:
        with suppress(DiskFullError):  # there is time for it when there is room
            catalog.shrink()


def is_tidy(folder: Path) -> bool:
    """Return whether `tidy` would find nothing to do in an index's folder that nobody writes."""
    stores, log = folder / STORES, folder / f"{CATALOG_NAME}-wal"
    try:
        return len(list(stores.iterdir())) <= 1 and not (log.exists() and log.stat().st_size)
    except OSError:
        return True


def _next_facts(connection: sqlite3.Connection, model: Model, before: Facts | None) -> Facts:
    generation = before.generation + 1 if before else 1
    length = connection.execute("SELECT length(vector) FROM vectors LIMIT 1").fetchone()
    return Facts(
        generation=generation,
        store=_store_name(generation),
        model_name=model.name,
        model_digest=model.digest,
        dimension=length[0] // STORED_VECTOR.itemsize if length else 0,
        rules=RULES_VERSION,
        updated=dt.datetime.now(dt.UTC),
    )


def _store_name(generation: int) -> str:
    return f"{generation:08d}-{secrets.token_hex(4)}"


def _write_stores(connection: sqlite3.Connection, folder: Path, older: Path | None, dimension: int) -> None:
    try:
        folder.mkdir(parents=True)
        grown = grow_stores(connection, folder, older, dimension)
        seal_store(folder, grown.linked, grown.flushed)
        flush_folder(folder.parent)
        flush_folder(folder.parent.parent)  # where the folder of stores may be new
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise write_error(error, folder) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def clear_stores(folder: Path, kept: str) -> None:
    """Remove all stores in an index's folder but those of this name."""
    for path in (folder / STORES).iterdir():
        if path.name != kept:
            # Windows keeps what another process has open: it goes the next time.
            shutil.rmtree(path, ignore_errors=True)
