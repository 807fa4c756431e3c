"""Make an index anew: beside the visible one, or in the place of one whose catalog cannot be read."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.aside import kept_history, left_aside, let_go, place_to_keep, put_back, set_aside, settle
from index.changes import NOTHING_KNOWN, read_known
from index.errors import CatalogError
from index.facts import read_facts
from index.history_mark import agree, is_marked, mark
from index.schema import CATALOG_NAME, check_format, is_blank, is_newer, is_sound, is_whole, open_catalog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.catalog import Catalog
    from index.changes import Known
    from index.errors import DamagedError
    from index.models import Model
    from index.reader_pool import ReaderPool
    from index.reports import Notify, SyncReport


@dataclass(frozen=True, slots=True)
class Renewal:
    """What making one index anew takes. Whoever makes it holds the index's writer lock.

    Attributes:
        index_folder: the folder of catalog and stores.
        pool: readers of the index.
        model: finds the model; raises ModelError where there is none.
        notify: told in one line what a person should see.
        update: brings a catalog in a folder up to date, by what it knows.
    """

    index_folder: Path
    pool: ReaderPool
    model: Callable[[], Model]
    notify: Notify
    update: Callable[[Catalog, Path, Known], SyncReport]

    @property
    def _path(self) -> Path:
        return self.index_folder / CATALOG_NAME

    def make(self) -> SyncReport:
        """Make the index anew, whatever is there."""
        if not is_whole(self._path):
            return self._make_first() if self._is_blank() else self._make_instead()
        return self._make_successor() if self._is_published() else self._make_first()

    def replace_damaged(self, error: DamagedError) -> SyncReport:
        """Make the index anew in the place of one whose catalog is damaged, as it showed by `error`.

        Raises:
            CatalogError: it is one of a newer briefbot, whatever is wrong with it.
        """
        if is_newer(self._path):
            with closing(open_catalog(self._path)) as connection:
                check_format(connection, self._path)
        return self._replace(error.what)

    def settle(self, report: SyncReport, catalog: Catalog) -> list[Path]:
        """Let go of what was set aside or kept, once its successor is whole, and return what is kept from now on.

        Args:
            report: of the sync that the successor has just been through.
            catalog: the successor.
        """
        history = catalog.keeps_history()
        if not history and (report.changed or report.removed):
            let_go(self.index_folder)
        return [
            place_to_keep(aside)
            for aside in left_aside(self.index_folder)
            if settle(aside, catalog, keeps_history=history)
        ]

    def _is_blank(self) -> bool:
        try:
            return is_blank(self._path)
        except CatalogError:
            return False

    def _is_published(self) -> bool:
        with self.pool.reading() as connection:
            return read_facts(connection) is not None

    def _make_first(self) -> SyncReport:
        """Go on with the first generation, of which nobody has seen anything yet."""
        from index.catalog import Catalog

        with Catalog(self.index_folder) as catalog:
            agree(self.index_folder, catalog)
            report = self.update(catalog, self.index_folder, NOTHING_KNOWN)
            self.settle(report, catalog)
        return report

    def _make_successor(self) -> SyncReport:
        """Make the index anew beside a whole one, and let it take that one's place."""
        from index.anew import prepare_anew, take_over
        from index.catalog import Catalog

        self._say_anew()
        anew = prepare_anew(self.index_folder, self.model().digest)
        with Catalog(anew) as successor:
            with closing(open_catalog(anew / CATALOG_NAME)) as connection:
                known = read_known(connection)
            report = self.update(successor, anew, known)
            take_over(successor, anew, self.index_folder)
        with Catalog(self.index_folder) as catalog:
            agree(self.index_folder, catalog)
            self.settle(report, catalog)
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
        """Make the index in the place of a catalog that is damaged, or of another format."""
        if not is_sound(self._path):
            return self._replace(f"the catalog {self._path} is damaged")
        aside = set_aside(self.index_folder)
        try:
            report = self._make_first()
        except BaseException:
            if aside is not None:
                put_back(aside, self.index_folder)
            raise
        if aside is not None:
            place = place_to_keep(aside)
            self.notify(f"the catalog of another format is kept in {place} until a briefing is changed or deleted")
        return report

    def _replace(self, what: str) -> SyncReport:
        if kept_history(self._path):
            mark(self.index_folder)
        aside = set_aside(self.index_folder)
        lost = ""
        if aside is not None and is_marked(self.index_folder):
            lost = f", but not the earlier texts that it kept: the damaged one stays in {place_to_keep(aside)}"
        self.notify(f"{what}: setting it aside, and making the index anew from your briefings{lost}")
        return self._make_first()
