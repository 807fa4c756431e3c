"""Keep an index in step with its folder: sync it, make it anew, mend what is damaged of it."""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from index.changes import (
    NOTHING_KNOWN,
    Changes,
    compare,
    hold_back,
    nothing_done,
    nothing_is_written,
    nothing_to_read,
    read_known,
)
from index.connections import file_id
from index.errors import BriefbotError, DamagedError
from index.facts import read_facts
from index.history_mark import agree, unmark
from index.location import make_index_folder
from index.lock import writer_lock
from index.made_with import check_made_with
from index.scan import scan_all
from index.schema import CATALOG_NAME
from index.unmade import is_unmade

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from index.catalog import Catalog
    from index.changes import Known
    from index.connections import FileId
    from index.reader_pool import ReaderPool
    from index.renewal import Renewal
    from index.reports import SyncReport
    from index.scan import FoundFile
    from index.setup import Setup

_Result = TypeVar("_Result")


def _tell_nobody(_: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What keeping one index in step with one folder takes.

    Attributes:
        setup: what the index is opened with.
        pool: readers of the index.
        turn: held by the thread of this process that writes.
    """

    setup: Setup
    pool: ReaderPool
    turn: threading.Lock

    @property
    def _folder(self) -> Path:
        return self.setup.index_folder

    @property
    def _path(self) -> Path:
        return self._folder / CATALOG_NAME

    def known(self) -> Known:
        """Return what the index knows of its files.

        Raises:
            CatalogError: it is damaged, or made with another model.
        """
        if is_unmade(self._folder):
            return NOTHING_KNOWN
        with self.pool.reading() as connection:
            check_made_with(self.setup.model, read_facts(connection), self._folder, "--index")
            return read_known(connection)

    def changes(self, known: Known) -> Changes:
        """Return what has changed in the folder since.

        Raises:
            FolderError: the folder is missing or cannot be read, or holds nothing that can be.
        """
        found = scan_all(self.setup.folders, self.setup.rules)
        if not found.files and not known.files:
            raise nothing_to_read(self.setup.folders, found.skipped, found.ignored)
        return compare(found, known)

    def sync(self, is_being_written: Callable[[FoundFile], bool] = nothing_is_written) -> SyncReport:
        """Bring the index up to date, but for changed files that are being written; see `Briefings.sync`."""
        seen = file_id(self._path)
        try:
            if (found := self.pool.known_damage()) is not None:
                raise found
            return self._sync(is_being_written)
        except DamagedError as error:
            return self._replace(seen, error)

    def _sync(self, is_being_written: Callable[[FoundFile], bool] = nothing_is_written) -> SyncReport:
        begun = time.monotonic()
        with self.turn:
            known = self.known()
            changes = hold_back(self.changes(known), known, is_being_written)
            if known.rules and not changes:
                self._tidy()
                return self._nothing_done(changes, time.monotonic() - begun)
            return self._write(known, changes, is_being_written)

    def begin_history(self) -> None:
        """Keep texts that are replaced or deleted from now on; see `Briefings.begin_history`."""

        def begin() -> None:
            with self.turn:
                self.changes(self.known())  # a folder that is not there gets no index
                make_index_folder(self._folder)
                with self._writing() as catalog:
                    catalog.begin_history()
                    agree(self._folder, catalog)

        self.mended(begin)

    def end_history(self) -> None:
        """Erase the texts that were kept, and keep no more; see `Briefings.end_history`."""
        from index.aside import let_go

        def end() -> None:
            with self.turn:
                if is_unmade(self._folder):
                    return
                with self._writing() as catalog:
                    catalog.end_history()
                    unmark(self._folder)
                    let_go(self._folder)

        self.mended(end)

    def rebuild(self) -> SyncReport:
        """Make the index anew; see `Briefings.rebuild`."""
        with self.turn, self._renewing() as renewal:
            return renewal.make()

    def mended(self, work: Callable[[], _Result]) -> _Result:
        """Return what work on the index gives; it is begun again on a new one where the catalog turns out damaged.

        Raises:
            BriefbotError: as the work does, or as `sync`.
        """
        seen = file_id(self._path)
        try:
            return work()
        except DamagedError as error:
            self._replace(seen, error)
        return work()

    def is_due(self) -> bool:
        """Return whether a reader of this process found the catalog damaged, which a sync would mend."""
        return self.pool.known_damage() is not None

    def _replace(self, seen: FileId, error: DamagedError) -> SyncReport:
        """Make the index anew in the place of a damaged file, where another process has not done so by then."""
        with self.turn, self._renewing() as renewal:
            if file_id(self._path) == seen:
                return renewal.replace_damaged(error)
        return self._sync()

    @contextmanager
    def _renewing(self) -> Iterator[Renewal]:
        """Give what makes the index anew, the writer lock held."""
        # A folder or a model that cannot be read must not cost anybody an index.
        self.changes(NOTHING_KNOWN)
        self.setup.model()
        self.setup.encoder()
        self.pool.close()
        make_index_folder(self._folder)
        with writer_lock(self._folder, self.setup.notify):
            yield self._renewal()

    def _renewal(self) -> Renewal:
        from index.renewal import Renewal

        return Renewal(self._folder, self.pool, self.setup.model, self.setup.notify, self._update)

    def compact(self) -> SyncReport:
        """Bring the index up to date, and give back the room that it does not need; see `Briefings.compact`."""
        from index.compact import compact

        def work() -> int:
            with self.turn, self._writing() as catalog:
                return compact(catalog, self._folder)

        report = self.sync()
        saved = self.mended(work)
        self.setup.notify(f"the index takes {max(saved, 0) / 1e6:,.1f} MB less")
        return report

    def repair(self) -> None:
        """Make the stores anew from the catalog.

        Raises:
            BriefbotError: the index cannot be written.
        """
        from index.publish import derive_again

        with self.turn, self._writing() as catalog:
            derive_again(catalog, self._folder)
        self.setup.notify("the search stores were missing or damaged, and were made again from the catalog")

    @contextmanager
    def _writing(self) -> Iterator[Catalog]:
        """Give the catalog, the writer lock held."""
        from index.catalog import Catalog

        with writer_lock(self._folder, self.setup.notify), Catalog(self._folder) as catalog:
            yield catalog

    def _write(self, known: Known, changes: Changes, is_being_written: Callable[[FoundFile], bool]) -> SyncReport:
        make_index_folder(self._folder)
        with self._writing() as catalog:
            agree(self._folder, catalog)
            if catalog.store() != known.store:  # another writer was first
                known = self.known()
                changes = hold_back(self.changes(known), known, is_being_written)
            report = self._bring(catalog, self._folder, known, changes)
            self._renewal().settle(report, catalog)
            return report

    def _tidy(self) -> None:
        """Remove what an interrupted writer, or one that readers held up, left of older generations."""
        from index.publish import is_tidy, tidy

        if is_tidy(self._folder):
            return
        from index.catalog import Catalog

        lock = writer_lock(self._folder, _tell_nobody, wait_s=0.0)
        with suppress(BriefbotError), lock, Catalog(self._folder) as catalog:
            tidy(catalog, self._folder)
            catalog.wipe()  # who did the deleting is gone

    def _update(self, catalog: Catalog, folder: Path, known: Known) -> SyncReport:
        return self._bring(catalog, folder, known, self.changes(known))

    def _bring(self, catalog: Catalog, folder: Path, known: Known, changes: Changes) -> SyncReport:
        from index.sync import Plan, update

        if changes.outdated and known.rules:
            self.setup.notify(
                f"briefings are read by other rules than when the index was made: reading all {len(changes.to_read):,}"
                " again; until that is done the index answers as it is"
            )
        setup = self.setup
        plan = Plan(folder, changes, known, setup.model(), setup.encoder, setup.progress, of_many=setup.of_many)
        return self._with_documents(update(catalog, plan))

    def _nothing_done(self, changes: Changes, seconds: float) -> SyncReport:
        with self.pool.reading() as connection:
            facts = read_facts(connection)
        report = nothing_done(changes, facts.generation if facts else 0, seconds)
        return self._with_documents(report)

    def _with_documents(self, report: SyncReport) -> SyncReport:
        """Return the report of a sync, or raise FolderError where it left the index without a document."""
        if not report.unchanged + len(report.added) + len(report.changed):
            raise nothing_to_read(self.setup.folders, report.skipped, report.ignored)
        return report
