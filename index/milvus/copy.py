"""Copy an index from a folder into Milvus, or from there into a folder, and check that nothing was lost on the way.

What is there already is not copied again: so a copy that was broken off goes on where it was.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.catalog import Catalog
from index.errors import CatalogError, SettingsError, StoreError
from index.facts import read_facts
from index.location import make_index_folder
from index.lock import writer_lock
from index.milvus.address import parse_address
from index.milvus.checksum import contents_of_catalog, contents_of_view
from index.milvus.connection import WRITING
from index.milvus.ledger import Ledger, SharedFacts
from index.milvus.loads import in_loads
from index.milvus.local import LOAD, place_of
from index.milvus.push import Pushing
from index.milvus.roster import read_roster
from index.milvus.server import Server
from index.milvus.take import Taking
from index.models import Model
from index.publish import publish
from index.schema import CATALOG_NAME, open_catalog

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from index.milvus.checksum import Contents
    from index.reports import Notify

_PREFIX = "milvus"


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy did.

    Attributes:
        copied: documents that were brought over.
        there: documents that were there already.
        removed: documents of the target that the source does not have.
        contents: what both hold now.
    """

    copied: int
    there: int
    removed: int
    contents: Contents


def copy_index(
    source: str,
    target: str,
    token: str | None = None,
    *,
    notify: Notify,
    progress: Callable[[int, int], None],
) -> Copied:
    """Make the index at `target` hold what that at `source` holds.

    Args:
        source: the folder of an index, or the address of a shared one.
        target: the other of the two.
        token: what the server asks of those it lets in.
        notify: told in one line what a person should see.
        progress: told how many documents of how many are copied.

    Raises:
        SettingsError: both are folders, or both are addresses.
        CatalogError: the source is no index; the target was made with another model.
        StoreError: what came out is not what went in.
        BriefbotError: the server does not answer, or has no room.
    """
    if _is_address(source) == _is_address(target):
        raise SettingsError(
            "a copy goes from a folder to a shared index, or back", "give one folder and one milvus:// address"
        )
    if _is_address(target):
        with closing(Server(parse_address(target), token, WRITING)) as server:
            return _bring(Path(source), server, notify, progress)
    with closing(Server(parse_address(source), token, WRITING)) as server:
        return _fetch(server, Path(target), notify, progress)


def _is_address(place: str) -> bool:
    return place.startswith((f"{_PREFIX}://", f"{_PREFIX}+"))


def _bring(folder: Path, server: Server, notify: Notify, progress: Callable[[int, int], None]) -> Copied:
    ledger = Ledger(server)
    with _held(folder, notify), closing(open_catalog(folder / CATALOG_NAME)) as connection:
        connection.execute("BEGIN")
        facts = read_facts(connection)
        if facts is None:
            raise CatalogError(f"the index at {folder} is empty", "run `briefbot index`")
        server.make(facts.dimension)
        own = SharedFacts(facts.model_name, facts.model_digest, facts.dimension)
        theirs = ledger.facts()
        if theirs is None:
            ledger.set_facts(own)
        elif theirs != own:
            raise _other_model(str(server.address), theirs.model_name, facts.model_name)
        pushing = Pushing(server, ledger, place_of(folder), facts.dimension, lambda *_: None)
        pushing.tidy()
        view = ledger.records().view()
        before = _listed(read_roster(server, view).connection) if view.generation else {}
        here = _listed(connection)
        missing = [source for source in sorted(here) if before.get(source) != here[source]]
        gone = before.keys() - here.keys()
        done = 0
        for load in _loads(connection, missing):
            pushing.push(connection, load, ())
            done += len(load)
            progress(done, len(missing))
        if gone or not (missing or view.generation):
            pushing.push(connection, (), gone)
        contents = _same(contents_of_catalog(connection), contents_of_view(server, ledger.records().view()))
    return Copied(len(missing), len(here) - len(missing), len(gone), contents)


def _fetch(server: Server, folder: Path, notify: Notify, progress: Callable[[int, int], None]) -> Copied:
    ledger = Ledger(server)
    facts, view = ledger.facts(), ledger.records().view()
    if facts is None or not view.generation:
        raise CatalogError(f"the index at {server.address} is empty", "run `briefbot index`")
    make_index_folder(folder)
    with writer_lock(folder, notify), Catalog(folder) as catalog:
        with catalog.transaction() as connection:
            own = read_facts(connection)
            here = _listed(connection)
        if own is not None and own.model_digest != facts.model_digest:
            raise _other_model(str(folder), own.model_name, facts.model_name)
        if own is None:
            catalog.start_vectors(facts.model_digest)
        roster = read_roster(server, view)
        there = _listed(roster.connection)
        missing = [source for source in sorted(there) if here.get(source) != there[source]]
        gone = here.keys() - there.keys()
        _take(Taking(server, catalog, roster), missing, progress)
        if missing or gone or own is None:
            publish(catalog, folder, Model(facts.model_name, folder, facts.model_digest), sorted(gone), ())
        with catalog.transaction() as connection:
            contents = _same(contents_of_view(server, view), contents_of_catalog(connection))
    return Copied(len(missing), len(there) - len(missing), len(gone), contents)


def _take(taking: Taking, missing: list[str], progress: Callable[[int, int], None]) -> None:
    staged = taking.catalog.staged()
    taking.catalog.unstage(staged.keys() - set(missing))
    done = sum(source in staged for source in missing)
    for load in taking.loads([source for source in missing if source not in staged]):
        taking.take(load)
        done += len(load)
        progress(done, len(missing))


def _listed(connection: sqlite3.Connection) -> dict[str, tuple[object, ...]]:
    """Return what tells a document from another of its source, by source."""
    rows = connection.execute(
        "SELECT source, digest, file_digest, title, date, tags, classification, notices FROM documents WHERE live = 1"
    )
    return {source: tuple(about) for source, *about in rows}


def _loads(connection: sqlite3.Connection, sources: list[str]) -> Iterator[list[int]]:
    """Return the ids of visible documents of these sources, in loads of about LOAD sentences."""
    counted = (
        connection.execute(
            "SELECT d.id, (SELECT count(*) FROM sentences s WHERE s.document = d.id) FROM documents d"
            " WHERE d.live = 1 AND d.source = ?",
            (source,),
        ).fetchone()
        for source in sources
    )
    return in_loads(counted, LOAD)


@contextmanager
def _held(folder: Path, notify: Notify) -> Iterator[None]:
    """Hold the lock of an index that is copied: nobody else copies it at the same time."""
    if not (folder / CATALOG_NAME).is_file():
        raise CatalogError(f"there is no index at {folder}", "name the folder that holds catalog.sqlite")
    with writer_lock(folder, notify):
        yield


def _other_model(where: str, theirs: str, ours: str) -> CatalogError:
    return CatalogError(
        f"the index at {where} was made with the model {theirs}, and what is copied with {ours}",
        "choose another target",
    )


def _same(source: Contents, target: Contents) -> Contents:
    """Return what both hold.

    Raises:
        StoreError: they do not hold the same.
    """
    if source != target:
        raise StoreError(
            f"the copy is not what it was made from: {target} instead of {source}",
            "copy again while nothing writes either of them",
        )
    return target
