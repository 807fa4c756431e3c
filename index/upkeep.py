"""Keep an index in step with its folder: sync it, make it anew, repair its stores."""

from __future__ import annotations

import time
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.changes import NOTHING_KNOWN, Changes, compare, hold_back, read_known
from index.errors import BriefbotError, CatalogError, FolderError
from index.facts import read_facts
from index.location import make_index_folder
from index.lock import writer_lock
from index.records import Skipped
from index.reports import SyncReport
from index.scan import scan_all
from index.schema import CATALOG_NAME, is_blank, is_sound, is_whole, open_catalog

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from index.catalog import Catalog
    from index.changes import Known
    from index.encoders.base import Encoder
    from index.folders import Folders
    from index.models import Model
    from index.reader_pool import ReaderPool
    from index.reports import Notify, Progress
    from index.scan import FoundFile, ScanRules


def _tell_nobody(_: str) -> None: ...


def _nothing_is(_: FoundFile) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What keeping one index in step with one folder takes.

    Attributes:
        folders: the briefings folders.
        index_folder: the folder of catalog and stores.
        rules: which files are read.
        pool: readers of the index.
        model: finds the model; raises ModelError where there is none.
        encoder: loads the encoder.
        notify: told in one line what a person should see.
        progress: told how far a sync is.
        turn: held by the thread of this process that writes.
    """

    folders: Folders
    index_folder: Path
    rules: ScanRules
    pool: ReaderPool
    model: Callable[[], Model]
    encoder: Callable[[], Encoder]
    notify: Notify
    progress: Progress
    turn: threading.Lock

    def known(self) -> Known:
        """Return what the index knows of its files.

        Raises:
            CatalogError: it is damaged, or made with another model.
        """
        if is_blank(self.index_folder / CATALOG_NAME):
            return NOTHING_KNOWN
        with self.pool.reading() as connection:
            facts = read_facts(connection)
            if facts is not None and facts.model_digest != self.model().digest:
                raise CatalogError(
                    f"the index at {self.index_folder} was made with the model {facts.model_name}, not with"
                    f" {self.model().name}",
                    "name that model with --model, choose another --index, or run `briefbot index --rebuild`",
                )
            return read_known(connection)

    def check(self) -> None:
        """Check that the index can be asked as it is; errors as `known`."""
        self.known()

    def changes(self, known: Known) -> Changes:
        """Return what has changed in the folder since.

        Raises:
            FolderError: the folder is missing or cannot be read, or holds nothing that can be.
        """
        found = scan_all(self.folders, self.rules)
        if not found.files and not known.files:
            raise _nothing_to_read(self.folders, found.skipped, found.ignored)
        return compare(found, known)

    def sync(self, is_being_written: Callable[[FoundFile], bool] = _nothing_is) -> SyncReport:
        """Bring the index up to date, but for changed files that are being written; see `Briefings.sync`."""
        begun = time.monotonic()
        with self.turn:
            known = self.known()
            changes = hold_back(self.changes(known), known, is_being_written)
            if known.rules and not changes:
                self._tidy()
                return self._nothing_done(changes, time.monotonic() - begun)
            return self._write(is_being_written)

    def begin_history(self) -> None:
        """Keep texts that are replaced or deleted from now on; see `Briefings.begin_history`."""
        from index.catalog import Catalog

        with self.turn:
            self.changes(self.known())  # a folder that is not there gets no index
            make_index_folder(self.index_folder)
            with writer_lock(self.index_folder, self.notify), Catalog(self.index_folder) as catalog:
                catalog.begin_history()

    def end_history(self) -> None:
        """Erase the texts that were kept, and keep no more; see `Briefings.end_history`."""
        from index.catalog import Catalog

        with self.turn:
            if is_blank(self.index_folder / CATALOG_NAME):
                return
            with writer_lock(self.index_folder, self.notify), Catalog(self.index_folder) as catalog:
                catalog.end_history()

    def rebuild(self) -> SyncReport:
        """Set the index aside and make it anew; see `Briefings.rebuild`."""
        with self.turn:
            # A folder or a model that cannot be read must not cost anybody an index.
            self.changes(NOTHING_KNOWN)
            self.model()
            self.encoder()
            make_index_folder(self.index_folder)
            with writer_lock(self.index_folder, self.notify):
                if not is_whole(self.index_folder / CATALOG_NAME):
                    return self._make_instead()
                return self._make_successor() if self._is_published() else self._make_first()

    def _is_published(self) -> bool:
        with self.pool.reading() as connection:
            return read_facts(connection) is not None

    def _make_first(self) -> SyncReport:
        """Go on with the first generation, of which nobody has seen anything yet."""
        from index.catalog import Catalog

        with Catalog(self.index_folder) as catalog:
            return self._update(catalog, self.index_folder, NOTHING_KNOWN)

    def _make_successor(self) -> SyncReport:
        """Make the index anew beside a whole one, and let it take that one's place."""
        from index.anew import prepare_anew, take_over
        from index.catalog import Catalog

        self._say_anew()
        anew = prepare_anew(self.index_folder, self.model().digest)
        with Catalog(anew) as successor:
            with closing(open_catalog(anew / CATALOG_NAME)) as connection:
                known = read_known(connection)
            report = self._update(successor, anew, known)
            take_over(successor, anew, self.index_folder)
        self._settle()
        return report

    def _say_anew(self) -> None:
        with self.pool.reading() as connection:
            facts = read_facts(connection)
        if facts is not None and facts.model_digest != self.model().digest:
            self.notify(
                f"making the index anew with the model {self.model().name}: until that is done the one made with"
                f" {facts.model_name} answers"
            )

    def _make_instead(self) -> SyncReport:
        """Set what cannot be read aside and make the index in its place."""
        from index.aside import put_back, set_aside
        from index.catalog import Catalog

        aside = set_aside(self.index_folder)
        try:
            with Catalog(self.index_folder) as catalog:
                report = self._update(catalog, self.index_folder, NOTHING_KNOWN)
        except BaseException:
            if aside is not None:
                put_back(aside, self.index_folder)
            raise
        if aside in self._settle():
            damaged = "the catalog of another format" if is_sound(aside / CATALOG_NAME) else "the damaged catalog"
            self.notify(f"{damaged} is kept in {aside}")
        return report

    def compact(self) -> SyncReport:
        """Bring the index up to date, and give back the room that it does not need; see `Briefings.compact`."""
        from index.catalog import Catalog
        from index.compact import compact

        report = self.sync()
        with self.turn, writer_lock(self.index_folder, self.notify), Catalog(self.index_folder) as catalog:
            saved = compact(catalog, self.index_folder)
        self.notify(f"the index takes {max(saved, 0) / 1e6:,.1f} MB less")
        return report

    def repair(self) -> None:
        """Make the stores anew from the catalog.

        Raises:
            BriefbotError: the index cannot be written.
        """
        from index.catalog import Catalog
        from index.publish import derive_again

        lock = writer_lock(self.index_folder, self.notify)
        with self.turn, lock, Catalog(self.index_folder) as catalog:
            derive_again(catalog, self.index_folder)
        self.notify("the search stores were missing or damaged, and were made again from the catalog")

    def _settle(self) -> list[Path]:
        """Carry over what was set aside, by an interrupted rebuild as well, and return what has to be kept."""
        from index.aside import left_aside, settle
        from index.catalog import Catalog

        with Catalog(self.index_folder) as catalog:
            return [path for path in left_aside(self.index_folder) if not settle(path, catalog)]

    def _write(self, is_being_written: Callable[[FoundFile], bool] = _nothing_is) -> SyncReport:
        from index.catalog import Catalog

        make_index_folder(self.index_folder)
        with writer_lock(self.index_folder, self.notify), Catalog(self.index_folder) as catalog:
            known = self.known()  # another writer may have been first
            return self._update(catalog, self.index_folder, known, is_being_written)

    def _tidy(self) -> None:
        """Remove what an interrupted writer, or one that readers held up, left of older generations."""
        from index.publish import is_tidy, tidy

        if is_tidy(self.index_folder):
            return
        from index.catalog import Catalog

        lock = writer_lock(self.index_folder, _tell_nobody, wait_s=0.0)
        with suppress(BriefbotError), lock, Catalog(self.index_folder) as catalog:
            tidy(catalog, self.index_folder)
            catalog.wipe()  # who did the deleting is gone

    def _update(
        self,
        catalog: Catalog,
        folder: Path,
        known: Known,
        is_being_written: Callable[[FoundFile], bool] = _nothing_is,
    ) -> SyncReport:
        from index.sync import Plan, update

        changes = hold_back(self.changes(known), known, is_being_written)
        if changes.outdated and known.rules:
            self.notify(
                f"briefings are read by other rules than when the index was made: reading all {len(changes.to_read):,}"
                " again; until that is done the index answers as it is"
            )
        plan = Plan(folder, changes, known, self.model(), self.encoder, self.progress)
        return self._with_documents(update(catalog, plan))

    def _nothing_done(self, changes: Changes, seconds: float) -> SyncReport:
        with self.pool.reading() as connection:
            facts = read_facts(connection)
        skipped = tuple(Skipped(file.source, file.reason) for file in changes.skipped)
        generation = facts.generation if facts else 0
        unchanged = changes.unchanged
        report = SyncReport((), (), (), unchanged, skipped, 0, generation, seconds, changes.ignored)
        return self._with_documents(report)

    def _with_documents(self, report: SyncReport) -> SyncReport:
        """Return the report of a sync, or raise FolderError where it left the index without a document."""
        if not report.unchanged + len(report.added) + len(report.changed):
            raise _nothing_to_read(self.folders, report.skipped, report.ignored)
        return report


def _nothing_to_read(folders: Folders, skipped: Sequence[Skipped], ignored: int) -> FolderError:
    left_out = f"{ignored} left out by your patterns" if ignored else ""
    place = "the briefings folder" if folders.single is not None else "the briefings folders"
    if not skipped:
        what = f"{place} {folders} {'is' if folders.single is not None else 'are'} empty"
        if ignored:
            what = f"nothing in {place} {folders} is read: {left_out}"
        return FolderError(what, "put .md or .txt files there")
    # No file is named: how one is marked that cannot be read nobody knows, and who asks may be under a ceiling.
    more = f", {left_out}" if ignored else ""
    return FolderError(
        f"nothing in {place} {folders} can be read: {len(skipped)} skipped, the first with: {skipped[0].reason}{more}",
        "put .md or .txt files there",
    )
