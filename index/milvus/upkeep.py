"""Keep a shared index in step with a folder, or with this machine's share of it."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from index.changes import NOTHING_KNOWN, Known, compare, hold_back, nothing_done, nothing_is_written, nothing_to_read
from index.errors import CatalogError, SettingsError
from index.facts import RULES_VERSION
from index.file_state import FileState
from index.inside import outer_of
from index.location import make_index_folder
from index.lock import writer_lock
from index.made_with import check_made_with
from index.milvus.connection import WRITING
from index.milvus.ledger import Ledger, SharedFacts, now_ms
from index.milvus.local import LOAD, Staging, place_of
from index.milvus.push import Pushing
from index.milvus.recount import recount
from index.scan import scan_all
from index.sync import Plan, update

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from index.catalog import Catalog
    from index.changes import Changes
    from index.file_state import SkippedFile
    from index.milvus.part import Part
    from index.milvus.pool import MilvusPool
    from index.milvus.server import Server
    from index.models import Model
    from index.reports import SyncReport
    from index.scan import FoundFile
    from index.setup import Setup

_Result = TypeVar("_Result")
_NO_HISTORY = SettingsError("a shared index keeps no history", "index the folder in an embedded one for that")


@dataclass(frozen=True, slots=True)
class MilvusUpkeep:
    """What keeping a shared index in step with folders takes.

    Attributes:
        setup: what the index is opened with.
        local: the folder where this machine stages what it brings over.
        part: the share of the files that is this machine's.
        pool: readers of the index.
        turn: held by the thread of this process that writes.
    """

    setup: Setup
    local: Path
    part: Part
    pool: MilvusPool
    turn: threading.Lock

    def known(self) -> Known:
        """Return what the index knows of the files of this machine's share.

        Raises:
            CatalogError: it was made with another model, or is of another format.
            UnreachableError: the server does not answer.
        """
        facts = self.pool.facts()
        if facts is None:
            return NOTHING_KNOWN
        self._check(facts)
        records = self.pool.ledger.records()
        view = records.view()
        if not view.generation:
            return NOTHING_KNOWN
        return self._known(self.pool.roster(view).files, view.generation)

    def check_model(self) -> None:
        """Check that the index can be asked as it is, without a list of its documents; errors as `known`."""
        if (facts := self.pool.facts()) is not None:
            self._check(facts)

    def changes(self, known: Known) -> Changes:
        """Return what has changed in the share since.

        Raises:
            FolderError: a folder is missing or cannot be read, or holds nothing that can be.
        """
        found = scan_all(self.setup.folders, self.setup.rules)
        if not found.files and not known.files:
            raise nothing_to_read(self.setup.folders, found.skipped, found.ignored)
        return compare(self.part.scan(found), known)

    def sync(self, is_being_written: Callable[[FoundFile], bool] = nothing_is_written) -> SyncReport:
        """Bring the index up to date; see `Briefings.sync`."""
        begun = time.monotonic()
        with self.turn:
            known = self.known()
            changes = hold_back(self.changes(known), known, is_being_written)
            if known.rules and not changes:
                self._tidy()
                generation = self.pool.ledger.records().view().generation
                return nothing_done(changes, generation, time.monotonic() - begun)
            with self._writing() as (server, staging):
                known = self.known()  # another writer may have been first
                changes = hold_back(self.changes(known), known, is_being_written)
                return self._update(server, staging, changes, known)

    def mended(self, work: Callable[[], _Result]) -> _Result:
        """Return what work on the index gives: its catalog is the server's, which looks after it."""
        return work()

    def is_due(self) -> bool:
        """Return whether a sync would mend what was found damaged: never, since the server looks after its own."""
        return False

    def rebuild(self) -> SyncReport:
        """Read the share's files again and bring them in, in the place of all that was there of it.

        Where the index was made with another model, all of it goes first: until that is done it cannot be asked.
        """
        with self.turn:
            self.changes(NOTHING_KNOWN)
            model = self.setup.model()
            self.setup.encoder()
            with self._writing() as (server, staging):
                before: set[str] = set()
                facts = self.pool.facts()
                if facts is not None and facts.model_digest != model.digest:
                    self.setup.notify(f"making the index at {server.address} anew with the model {model.name}")
                    server.drop()
                    self.pool.close()
                elif facts is not None and (view := self.pool.ledger.records().view()).generation:
                    before = set(self._mine(self.pool.roster(view).files))
                report = self._update(server, staging, self.changes(NOTHING_KNOWN), NOTHING_KNOWN, before)
                recount(self._pushing(server))
                return report

    def compact(self) -> SyncReport:
        """Bring the index up to date, clear away what no question needs, and count terms anew where that is amiss.

        The server itself compacts what it holds by itself.
        """
        report = self.sync()
        with self.turn, self._writing() as (server, _):
            self._pushing(server).tidy()
            recount(self._pushing(server))
        return report

    def repair(self) -> None:
        """Forget what was read: a row that was not there had been replaced since, and the next reading finds others."""
        self.pool.close()

    def begin_history(self) -> None:
        """Refuse: see `Briefings.begin_history`.

        Raises:
            SettingsError: always.
        """
        raise _NO_HISTORY

    def end_history(self) -> None:
        """Refuse; as `begin_history`."""
        raise _NO_HISTORY

    def _check(self, facts: SharedFacts) -> None:
        check_made_with(self.setup.model, facts, self.pool.server.address, "collection")

    def _known(self, rules: Mapping[str, tuple[bytes, int]], generation: int) -> Known:
        mine = self._mine(rules)
        before = self._read_before()
        files: dict[str, FileState] = {}
        inside: dict[str, tuple[str, ...]] = {}
        for source in sorted(mine):
            outer = outer_of(source, rules)
            digest = rules[source][0]
            if outer is not None:
                inside[outer] = (*inside.get(outer, ()), source)
            elif (read := before.get(source)) is not None and read.digest == digest:
                files[source] = read
            else:
                files[source] = FileState(source, -1, -1, 0, digest)
        oldest = min((rules[source][1] for source in mine), default=RULES_VERSION)
        return Known(files, self._skipped_before(), oldest if generation else 0, inside)

    def _mine(self, sources: Iterable[str]) -> list[str]:
        """Return those of these sources whose files are in this machine's share and folders."""
        known = set(sources)
        names = {name for name, _ in self.setup.folders.by_name if name}
        return [
            source
            for source in known
            if (outer_of(source, known) or source) in self.part and (not names or source.partition("/")[0] in names)
        ]

    def _read_before(self) -> dict[str, FileState]:
        if not self.local.is_dir():
            return {}
        with Staging(self.local) as staging:
            return staging.read_before()

    def _skipped_before(self) -> dict[str, SkippedFile]:
        if not self.local.is_dir():
            return {}
        with Staging(self.local) as staging:
            return staging.skipped_before()

    @contextmanager
    def _writing(self) -> Iterator[tuple[Server, Staging]]:
        """Give a connection that waits for the server, and what is staged here."""
        make_index_folder(self.local)
        server = self.pool.server.patient(WRITING)
        try:
            with writer_lock(self.local, self.setup.notify), Staging(self.local) as staging:
                yield server, staging
        finally:
            server.close()

    def _pushing(self, server: Server, dimension: int = 0) -> Pushing:
        progress = partial(self.setup.progress, "storing")
        return Pushing(server, Ledger(server), place_of(self.local), dimension, progress)

    def _tidy(self) -> None:
        """Clear away what writers that died have left, and what has left the index, where there is any of it."""
        records = self.pool.ledger.records()
        if records.abandoned("", now_ms()) or records.gone(now_ms()):
            with self._writing() as (server, _):
                self._pushing(server).tidy()

    def _update(
        self, server: Server, staging: Staging, changes: Changes, known: Known, before: set[str] | None = None
    ) -> SyncReport:
        setup = self.setup
        publish = partial(self._publish, server, before or set())
        plan = Plan(
            self.local, changes, known, setup.model(), setup.encoder, setup.progress, publish, of_many=setup.of_many
        )
        report = update(staging, plan)
        generation = self.pool.ledger.records().view().generation if server.is_made() else 0
        return replace(report, generation=generation)

    def _publish(
        self,
        server: Server,
        before: set[str],
        staging: Catalog,
        _: Path,
        model: Model,
        removed: Iterable[str],
        skipped: Iterable[SkippedFile],
    ) -> None:
        """Bring over what is staged, load by load, and take out what is gone, among it what was `before` and is not."""
        if not isinstance(staging, Staging):
            raise TypeError
        dimension = self.setup.encoder().dimension
        server.make(dimension)
        pushing = self._pushing(server, dimension)
        if pushing.ledger.facts() is None:
            pushing.ledger.set_facts(SharedFacts(model.name, model.digest, dimension))
        if (has := server.dimension()) != dimension:
            raise CatalogError(
                f"the index at {server.address} takes vectors of {has}, and those of {model.name} have {dimension}",
                "name the model that it was made with, or choose another collection",
            )
        pushing.tidy()
        gone = {*removed, *before.difference(staging.staged())}
        pushed = False
        for load in staging.loads(LOAD):
            pushing.push(staging.reading(), load, ())
            staging.brought_over(load)
            pushed = True
        if gone or not pushed:
            pushing.push(staging.reading(), (), gone)
        pushing.tidy()
        staging.set_skipped(skipped)
