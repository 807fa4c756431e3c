"""Make what was staged visible, catalog and stores as one, and clear away what no reader needs any more."""

from __future__ import annotations

import datetime as dt
import secrets
import shutil
from typing import TYPE_CHECKING

from index.catalog import drop_unused_vectors, promote, set_skipped
from index.derive import derive_stores
from index.facts import RULES_VERSION, Facts, read_facts, write_facts
from index.flush import flush_folder
from index.location import write_error
from index.stores.manifest import seal_store

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

    from index.catalog import Catalog, SkippedFile
    from index.models import Model

STORES = "stores"


def publish(
    catalog: Catalog, folder: Path, model: Model, removed: Iterable[str], skipped: Iterable[SkippedFile]
) -> Facts:
    """Make staged documents visible and `removed` ones vanish, in one transaction, and return the new facts.

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
        promote(connection, removed)
        drop_unused_vectors(connection)
        set_skipped(connection, skipped)
        facts = _next_facts(connection, model, before)
        _write_stores(connection, folder / STORES / facts.store, facts.dimension)
        write_facts(connection, facts)
    # The one before stays, for questions that began on it.
    clear_stores(folder, {facts.store, before.store} if before else {facts.store})
    return facts


def derive_again(catalog: Catalog, folder: Path) -> None:
    """Make the visible generation's stores anew from the catalog, in the place of damaged ones.

    Raises:
        DiskFullError: there is no room.
        FolderError: a store cannot be written.
    """
    with catalog.transaction() as connection:
        facts = read_facts(connection)
        if facts is not None:
            fresh = Facts(
                facts.generation, _store_name(facts.generation), facts.model_name, facts.model_digest,
                facts.dimension, facts.rules, facts.updated,
            )  # fmt: skip
            _write_stores(connection, folder / STORES / fresh.store, fresh.dimension)
            write_facts(connection, fresh)
    if facts is not None:
        shutil.rmtree(folder / STORES / facts.store, ignore_errors=True)


def _next_facts(connection: sqlite3.Connection, model: Model, before: Facts | None) -> Facts:
    generation = before.generation + 1 if before else 1
    (longest,) = connection.execute("SELECT max(length(vector)) FROM vectors").fetchone()
    return Facts(
        generation=generation,
        store=_store_name(generation),
        model_name=model.name,
        model_digest=model.digest,
        dimension=(longest or 0) // 2,
        rules=RULES_VERSION,
        updated=dt.datetime.now(dt.UTC),
    )


def _store_name(generation: int) -> str:
    return f"{generation:08d}-{secrets.token_hex(4)}"


def _write_stores(connection: sqlite3.Connection, folder: Path, dimension: int) -> None:
    try:
        folder.mkdir(parents=True)
        derive_stores(connection, folder, dimension)
        seal_store(folder)
        flush_folder(folder.parent)
        flush_folder(folder.parent.parent)  # where the folder of stores may be new
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise write_error(error, folder) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def clear_stores(folder: Path, kept: set[str]) -> None:
    """Remove the stores in an index's folder that are not among `kept`."""
    for path in (folder / STORES).iterdir():
        if path.name not in kept:
            # Windows keeps what another process has open: it goes the next time.
            shutil.rmtree(path, ignore_errors=True)
