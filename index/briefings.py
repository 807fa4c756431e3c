"""The library's front door: a folder of briefings that can be asked."""

from __future__ import annotations

import time
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from index.asking import Asking
from index.bar import Bar
from index.classifications import BY_DEFAULT, Classifications
from index.errors import SettingsError
from index.folders import Folders
from index.indexed import Indexed
from index.location import locate
from index.model_in_use import ModelInUse
from index.opened import EmbeddedStore
from index.parts_in_use import PartsInUse
from index.places import cache_folder
from index.question import clean_question
from index.records import Answer, Filters
from index.scan_rules import ScanRules
from index.setup import Setup
from index.shared_work import SharedWork
from index.small_talk import answer_small_talk, is_small_talk

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

    from index.conversation import Conversation
    from index.fit.run import FitReport
    from index.fitted import Fitted
    from index.preview import Preview
    from index.reports import (
        CitationCheck,
        DocumentSummary,
        Notify,
        Progress,
        Status,
        StoredDocument,
        SyncReport,
    )
    from index.store import Store

MAX_FILE_BYTES = 50_000_000
_EVERYTHING = Filters()


class Briefings:
    """A folder of briefings, its index, and the answers that it gives. Safe for use from several threads."""

    def __init__(  # noqa: PLR0913 - the choices of a front door, all by keyword
        self,
        folder: str | Path = "briefings",
        *,
        folders: Mapping[str, str | Path] | None = None,
        index: str | Path | None = None,
        model: str | None = None,
        max_file_bytes: int = MAX_FILE_BYTES,
        include: Sequence[str] = (),
        exclude: Sequence[str] = (),
        threshold: float | None = None,
        max_risk: float | None = None,
        fast: bool = False,
        classifications: Classifications = BY_DEFAULT,
        notify: Notify | None = None,
        progress: Progress | None = None,
        store: str | None = None,
        store_token: str | None = None,
        part: str | None = None,
        jobs: int = 1,
    ) -> None:
        """Take the choices; nothing is read before something is asked.

        Args:
            folder: the briefings folder.
            folders: several briefings folders by name, instead of `folder`; a name is the first part of the sources of
                its folder's files.
            index: where the index is kept; None for `.briefbot` inside the folder, or the user's cache folder where
                that cannot be written, or where there are several.
            model: name or folder of a Sentence Transformers model; None for the packaged one.
            max_file_bytes: larger files are skipped.
            include: patterns in git's syntax over sources; only files that they match are read, all where there are
                none.
            exclude: the same; what they match is left out, whatever `.briefbotignore` files say.
            threshold: confidence of an answer, 0 to 1, from which it counts as one; None for the calibrated one.
            fast: whether the closer look at the best sentences is left out: sooner, and not as good.
            max_risk: the share of answers, 0 to 1, that may be wrong among those given; it sets the threshold, so that
                only one of the two may be given.
            classifications: the markings that a ceiling among the filters is held against.
            notify: told in one line what a person should see at once.
            progress: told how far a long step has come.
            store: where an index is that others share, `milvus://HOST:PORT/COLLECTION`; None for one in a folder here.
            store_token: what its server asks of those it lets in.
            part: the share of the files that this machine brings into it, `I/N`; None for all of them.
            jobs: how many processes encode.

        Raises:
            SettingsError: both threshold and max_risk are given, a folder's name cannot be one, or the store or the
                part is none.
        """
        if threshold is not None and max_risk is not None:
            raise SettingsError("both a threshold and a risk are given", "give one of them: a risk sets the threshold")
        named = {name: Path(path) for name, path in (folders or {}).items()}
        self.folders = Folders.one(Path(folder)) if folders is None else Folders.named(named)
        self._threshold = threshold
        self._max_risk = max_risk
        self._notify = notify or _say_nothing
        cache = cache_folder()
        location = locate(self.folders, None if index is None else Path(index), cache)
        self._notice = location.notice
        self.index_folder = location.folder
        used = self._model = ModelInUse(model, cache, self._notify, jobs)
        self._encoder = used.encoder
        self._parts = PartsInUse(used.model.get, location.folder, cache, self._notify, looks_closer=not fast)
        self._rules = ScanRules(max_file_bytes, self.index_folder, tuple(include), tuple(exclude))
        setup = Setup(
            folders=self.folders,
            index_folder=self.index_folder,
            rules=self._rules,
            classifications=classifications,
            model=used.model.get,
            encoder=self._encoder.get,
            notify=self._notify,
            progress=progress or _show_nothing,
            of_many=used.of_many,
        )
        self._progress = setup.progress
        opened = self._store = _open(setup, store, store_token, part)
        self._sync = SharedWork(self._bring_up_to_date)
        self._asking = Asking(
            pool=opened.pool,
            encoder=self._encoder.get,
            lexicon=used.lexicon.get,
            judgement=self._parts.judgement,
            bar=self.bar,
            repair=self._repair,
            then=opened.then,
        )

    @property
    def folder(self) -> Path | None:
        """The briefings folder; None where there are several by name: `folders` has them then."""
        return self.folders.single

    @property
    def indexed(self) -> Indexed:
        """The same briefings by their index as it is: asked and looked into without looking for changes."""
        return Indexed(self._store, self._asking, self._begin)

    def __enter__(self) -> Self:
        """Return the briefings themselves."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close what is open."""
        self.close()

    def close(self) -> None:
        """Close connections and stores, and end what encodes; all is opened again where it is needed."""
        self._store.pool.close()
        self._model.close()

    def sync(self) -> SyncReport:
        """Bring the index up to date and return what was done; several threads that ask for it at once share one.

        Raises:
            FolderError: the folder is missing, cannot be read, or holds nothing that can be; or the index cannot be
                written.
            CatalogError: the catalog is of a newer format, or made with another model. A damaged one is set aside and
                made anew, which `notify` is told.
            ModelError: the model is unknown or damaged.
            BusyError: another process is writing the index, and did not finish in time.
            DiskFullError: there is no room. What was visible before is still there.
        """
        report = self._sync()
        self._say_where()
        return report

    def follow(
        self, on_report: Callable[[SyncReport], None], *, stop: threading.Event | None = None, poll: bool = False
    ) -> None:
        """Keep the index up to date while the folder changes, until `stop` is set; to be run in a thread of its own.

        Meanwhile `indexed.ask` answers by what was saved two seconds ago, and never waits for a sync. Troubles that may
        pass (a busy index, a full disk, a folder that is gone) are told to `notify`, and it goes on.

        Args:
            on_report: told of the first sync, and of each that changed something or skipped other files than before.
            stop: ends it, in about a quarter of a second; None to go on until Ctrl-C.
            poll: look every second instead of being told of changes, as is done by itself on network mounts.

        Raises:
            FolderError: the folder is not there when it begins.
            BriefbotError: as `sync`, for what does not pass by itself.
        """
        from threading import Event

        from index.watching.follow import Following, follow

        stop = stop or Event()
        self._encoder.begin()  # so that the first edit does not wait for the model
        upkeep = self._store.upkeep
        follow(
            Following(self.folders, self.index_folder, upkeep.sync, upkeep.is_due, on_report, self._notify, stop, poll)
        )

    def rebuild(self) -> SyncReport:
        """Make the index anew from the folder, damaged or not, and return what was done.

        Raises:
            BriefbotError: as `sync`, but for a damaged catalog or one of another model, which it is for.
        """
        self._store.pool.close()
        report = self._store.upkeep.rebuild()
        self._say_where()
        return report

    def begin_history(self) -> None:
        """Keep texts that are replaced or deleted from now on, with the dates from when to when they were visible.

        Where they are kept already, nothing changes.

        Raises:
            BriefbotError: as `sync`.
        """
        self._store.upkeep.begin_history()

    def end_history(self) -> None:
        """Erase all texts that were kept, and keep no more: as it is without `begin_history`.

        Raises:
            CatalogError: the catalog is of a newer format.
            BusyError: another process is writing the index, and did not finish in time.
        """
        self._store.upkeep.end_history()

    def compact(self) -> SyncReport:
        """Bring the index up to date, give back the room that it does not need, and return what the sync did.

        Raises:
            BriefbotError: as `sync`.
        """
        report = self._store.upkeep.compact()
        self._say_where()
        return report

    def ask(self, question: str, *, top_k: int = 3, filters: Filters = _EVERYTHING) -> Answer:
        """Bring the index up to date, and return the sentences that answer `question`.

        Args:
            question: what to ask, up to 2,000 characters.
            top_k: the most sentences that come back.
            filters: which documents may answer.

        Raises:
            QuestionError: the question is empty, too long or holds control characters.
            BriefbotError: as `sync`.
        """
        asked = clean_question(question)
        if is_small_talk(asked):
            return answer_small_talk(question)
        begun = time.perf_counter()
        self._begin()
        self._sync()
        self._say_where()
        sync_ms = 1000 * (time.perf_counter() - begun)
        with self._store.turn:
            answer = self._store.upkeep.mended(lambda: self._asking.answer(asked, top_k, filters))
        return replace(answer, question=question, timings=replace(answer.timings, sync=sync_ms))

    def hurried(self) -> Briefings:
        """Return the same briefings, asked without the closer look: sooner, and not as good. All else is shared."""
        twin = copy(self)
        twin._parts = self._parts.without_closer_look()
        twin._asking = replace(self._asking, judgement=twin._parts.judgement, bar=twin.bar)
        return twin

    def bar(self) -> Bar:
        """Return what an answer must reach to count as one.

        Raises:
            SettingsError: no threshold keeps to `max_risk`; the message says which risk can be kept to.
        """
        if self._threshold is not None:
            return Bar(anything=self._threshold)
        judgement = self._parts.judgement()
        if self._max_risk is not None:
            return Bar(anything=0.0, first=judgement.threshold_at(self._max_risk))
        return Bar(anything=judgement.threshold)

    def conversation(self) -> Conversation:
        """Return a conversation that begins: its questions may follow each other (`and Japan?`, `when was that?`)."""
        from index.conversation import Conversation

        return Conversation(self)

    def likeness(self, text: str, others: Sequence[str]) -> tuple[float, ...]:
        """Return how alike the model finds a text to each of others: cosines, -1 to 1."""
        encoder = self._encoder.get()
        vector = encoder.encode_question(text)
        return tuple(float(vector @ encoder.encode_question(other)) for other in others)

    def status(self, *, filters: Filters = _EVERYTHING) -> Status:
        """Return the state of the index, without bringing it up to date.

        Raises:
            CatalogError: there is no index, or it is damaged.
        """
        state = self._store.holdings.state(self._store.upkeep.changes(self._store.upkeep.known()), filters)
        fitted = self._parts.fitted()
        return replace(state, fitted=fitted, fitted_in_use=fitted is not None and fitted.basis == self._parts.basis())

    def fit(self, questions: Path) -> FitReport:
        """Bring the index up to date, and fit ranking and confidence to questions with known answers.

        What serves questions that it was not fitted to better than the shipped parts do, beyond chance, is kept in the
        index's folder and used from now on, in place of all that was fitted before; otherwise nothing changes. Other
        processes use it from their next question on.

        Args:
            questions: a file as `index.labels` describes; see `index.fit.run`.

        Raises:
            QuestionError: the file cannot be read, or holds too few questions of these briefings.
            ModelError: parts fitted earlier are damaged.
            BriefbotError: as `sync`.
        """
        from index.fit.keep import fit_and_keep
        from index.fit.run import load_enough

        known = load_enough(questions)
        self._parts.fitted()
        self.sync()
        return fit_and_keep(known, self._asking, self._parts, self._progress)

    def told(self, report: SyncReport, *, filters: Filters = _EVERYTHING) -> SyncReport:
        """Return what of a sync's report may be told of the documents that filters let through.

        Raises:
            SettingsError: a ceiling is none of the classifications.
        """
        if filters == _EVERYTHING:
            return report
        return report.within({document.source for document in self.indexed.documents(filters=filters)})

    def undo_fit(self) -> Fitted | None:
        """Bring back what was in use before the last fit, and return it: an earlier fit, None for the shipped parts.

        Raises:
            QuestionError: nothing is fitted.
            FolderError: the index's folder cannot be written.
        """
        return self._parts.undo()

    def documents(self, *, filters: Filters = _EVERYTHING) -> tuple[DocumentSummary, ...]:
        """Bring the index up to date, and return every document without its text, in the order of sources.

        What does not pass the filters is as if it did not exist, here as in `document`, `check` and `picture`.

        Raises:
            SettingsError: a ceiling is none of the classifications.
            BriefbotError: as `sync`.
        """
        self.sync()
        return self._store.upkeep.mended(lambda: self.indexed.documents(filters=filters))

    def document(self, source: str, *, filters: Filters = _EVERYTHING) -> StoredDocument:
        """Bring the index up to date, and return one document with its text and its sentences.

        Raises:
            QuestionError: there is none of this name; the message says which is nearest.
        """
        self.sync()
        return self._store.upkeep.mended(lambda: self.indexed.document(source, filters=filters))

    def check(
        self, citations: Sequence[str], *, filters: Filters = _EVERYTHING, was: str | None = None
    ) -> tuple[CitationCheck, ...]:
        """Bring the index up to date, and return what has become of each citation.

        Arguments and errors are as in `Indexed.check`; and as `sync`.
        """
        self.sync()
        return self._store.upkeep.mended(lambda: self.indexed.check(citations, filters=filters, was=was))

    def picture(self, citation: str, *, filters: Filters = _EVERYTHING) -> bytes | None:
        """Bring the index up to date, and return the page of a PDF that a citation is of, its words highlighted.

        It is PNG, or None where the document is no PDF; errors are as in `Indexed.picture`; and as `sync`.
        """
        self.sync()
        return self._store.upkeep.mended(lambda: self.indexed.picture(citation, filters=filters))

    def preview(self, source: str, content: bytes, *, filters: Filters = _EVERYTHING) -> Preview:
        """Return what a sync would make of a file in the briefings folder; neither index nor folder is touched.

        Args:
            source: the source that it would have, with forward slashes.
            content: the whole file.
            filters: the preview says whether they would let it through.

        Raises:
            ReadingError: a sync would not read it; the message says why.
            SettingsError: a ceiling is none of the classifications.
        """
        from index.preview import Bounds, preview

        bounds = Bounds(filters, self._store.holdings.classifications)
        return preview(self.folders, self._rules, source, content, bounds)

    def _repair(self) -> None:
        self._store.upkeep.repair()

    def _bring_up_to_date(self) -> SyncReport:
        return self._store.upkeep.sync()

    def _begin(self) -> None:
        """Begin to load what answering takes."""
        self._encoder.begin()
        self._parts.begin()

    def _say_where(self) -> None:
        notice, self._notice = self._notice, ""
        if notice:
            self._notify(notice)


def _open(setup: Setup, store: str | None, token: str | None, part: str | None) -> Store:
    if store is None:
        if part is not None:
            raise SettingsError("a part of the folder is given without a store", "give --store as well")
        return EmbeddedStore(setup)
    from index.milvus.store import open_shared

    return open_shared(store, setup, token, part)


def _say_nothing(_: str) -> None: ...


def _show_nothing(step: str, done: int, total: int) -> None: ...
