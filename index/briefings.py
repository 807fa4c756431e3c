"""The library's front door: a folder of briefings that can be asked."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from index.deferred import Deferred
from index.errors import SettingsError, StoreError
from index.location import locate
from index.parts_in_use import PartsInUse
from index.places import cache_folder
from index.question import Question, clean_question, marked
from index.reader_pool import ReaderPool
from index.records import Answer, Filters
from index.scan import ScanRules
from index.small_talk import answer_small_talk, is_small_talk
from index.upkeep import Upkeep

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from index.conversation import Conversation
    from index.encoders.base import Encoder
    from index.fit.run import FitReport
    from index.fitted import Fitted
    from index.misses import Miss
    from index.models import Model
    from index.reports import (
        CitationCheck,
        DocumentSummary,
        Finding,
        Notify,
        Progress,
        Status,
        StoredDocument,
        SyncReport,
    )
    from index.results import QuestionResult
    from index.snapshot import Snapshot

MAX_FILE_BYTES = 50_000_000
_EVERYTHING = Filters()
_Result = TypeVar("_Result")


class Briefings:
    """A folder of briefings, its index, and the answers that it gives. Safe for use from several threads."""

    def __init__(  # noqa: PLR0913 - the choices of a front door, all by keyword
        self,
        folder: str | Path = "briefings",
        *,
        index: str | Path | None = None,
        model: str | None = None,
        max_file_bytes: int = MAX_FILE_BYTES,
        threshold: float | None = None,
        max_risk: float | None = None,
        fast: bool = False,
        notify: Notify | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Take the choices; nothing is read before something is asked.

        Args:
            folder: the briefings folder.
            index: where the index is kept; None for `.briefbot` inside the folder, or the user's cache folder where
                that cannot be written.
            model: name or folder of a Sentence Transformers model; None for the packaged one.
            max_file_bytes: larger files are skipped.
            threshold: confidence, 0 to 1, from which a sentence counts as an answer; None for the calibrated one.
            fast: whether the closer look at the best sentences is left out: sooner, and not as good.
            max_risk: the share of answers, 0 to 1, that may be wrong among those given; it sets the threshold, so that
                only one of the two may be given.
            notify: told in one line what a person should see at once.
            progress: told how far a long step has come.

        Raises:
            SettingsError: both threshold and max_risk are given.
        """
        if threshold is not None and max_risk is not None:
            raise SettingsError("both a threshold and a risk are given", "give one of them: a risk sets the threshold")
        self.folder = Path(folder)
        self._threshold = threshold
        self._max_risk = max_risk
        self._notify = notify or _say_nothing
        self._cache = cache_folder()
        self._model_name = model
        location = locate(self.folder, None if index is None else Path(index), self._cache)
        self._notice = location.notice
        self.index_folder = location.folder
        self._model = Deferred(self._find_model)
        self._encoder = Deferred(self._load_encoder)
        self._parts = PartsInUse(self._model.get, location.folder, self._cache, self._notify, looks_closer=not fast)
        self._lexicon = Deferred(self._load_lexicon)
        self._pool = ReaderPool(self.index_folder)
        self._upkeep = Upkeep(
            folder=self.folder,
            index_folder=self.index_folder,
            rules=ScanRules(max_file_bytes, self.index_folder),
            pool=self._pool,
            model=self._model.get,
            encoder=self._encoder.get,
            notify=self._notify,
            progress=progress or _show_nothing,
            turn=threading.Lock(),
        )

    def __enter__(self) -> Self:
        """Return the briefings themselves."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close what is open."""
        self.close()

    def close(self) -> None:
        """Close connections and stores; they are opened again where they are needed."""
        self._pool.close()

    def sync(self) -> SyncReport:
        """Bring the index up to date and return what was done.

        Raises:
            FolderError: the folder is missing, cannot be read, or holds nothing that can be; or the index cannot be
                written.
            CatalogError: the catalog is damaged, of a newer format, or made with another model.
            ModelError: the model is unknown or damaged.
            BusyError: another process is writing the index, and did not finish in time.
            DiskFullError: there is no room. What was visible before is still there.
        """
        report = self._upkeep.sync()
        self._say_where()
        return report

    def follow(
        self, on_report: Callable[[SyncReport], None], *, stop: threading.Event | None = None, poll: bool = False
    ) -> None:
        """Keep the index up to date while the folder changes, until `stop` is set; to be run in a thread of its own.

        Meanwhile `ask_indexed` answers by what was saved two seconds ago, and never waits for a sync. Troubles that may
        pass (a busy index, a full disk, a folder that is gone) are told to `notify`, and it goes on.

        Args:
            on_report: told of the first sync, and of each that changed something or skipped other files than before.
            stop: ends it, in about a quarter of a second; None to go on until Ctrl-C.
            poll: look every second instead of being told of changes, as is done by itself on network mounts.

        Raises:
            FolderError: the folder is not there when it begins.
            BriefbotError: as `sync`, for what does not pass by itself.
        """
        from index.watching.follow import Following, follow

        stop = stop or threading.Event()
        self._encoder.begin()  # so that the first edit does not wait for the model
        follow(Following(self.folder, self.index_folder, self._upkeep.sync, on_report, self._notify, stop, poll))

    def rebuild(self) -> SyncReport:
        """Set the index aside, damaged or not, make it anew from the folder and return what was done.

        Raises:
            BriefbotError: as `sync`, but for a damaged catalog or one of another model, which it is for.
        """
        self._pool.close()
        report = self._upkeep.rebuild()
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
        self._encoder.begin()
        self._parts.begin()
        self._upkeep.sync()
        self._say_where()
        sync_ms = _since(begun)
        answer = self._answer(question, asked, top_k, filters)
        return replace(answer, timings=replace(answer.timings, sync=sync_ms))

    def ask_indexed(self, question: str, *, top_k: int = 3, filters: Filters = _EVERYTHING) -> Answer:
        """Return the sentences that answer `question` by the index as it is, without looking for changes.

        Its `stale_sources` names what has changed since, among the sources of its sentences.

        Raises:
            QuestionError: as `ask`.
            CatalogError: there is no index, or it is damaged or made with another model.
        """
        from index.staleness import stale_sources

        asked = clean_question(question)
        if is_small_talk(asked):
            return answer_small_talk(question)
        self._encoder.begin()
        self._parts.begin()
        self._upkeep.known()
        answer = self._answer(question, asked, top_k, filters)
        with self._pool.reading() as connection:
            sources = [sentence.citation.source for sentence in answer.answers]
            return replace(answer, stale_sources=stale_sources(connection, self.folder, sources))

    def threshold(self) -> float:
        """Return the confidence, 0 to 1, from which a sentence counts as an answer.

        Raises:
            SettingsError: no threshold keeps to `max_risk`; the message says which risk can be kept to.
        """
        if self._threshold is not None:
            return self._threshold
        judgement = self._parts.judgement()
        return judgement.threshold if self._max_risk is None else judgement.threshold_at(self._max_risk)

    def why_missed(self, result: QuestionResult) -> Miss:
        """Return what stood first in an answer that missed, what should have, and why; of the index as it is.

        Raises:
            CatalogError: there is no index, or it is damaged.
        """
        from index.misses import why_missed

        with self._pool.snapshot() as snapshot:
            return why_missed(snapshot, result)

    def conversation(self) -> Conversation:
        """Return a conversation that begins: its questions may follow each other (`and Japan?`, `when was that?`)."""
        from index.conversation import Conversation

        return Conversation(self)

    def likeness(self, text: str, others: Sequence[str]) -> tuple[float, ...]:
        """Return how alike the model finds a text to each of others: cosines, -1 to 1."""
        encoder = self._encoder.get()
        vector = encoder.encode_question(text)
        return tuple(float(vector @ encoder.encode_question(other)) for other in others)

    def status(self) -> Status:
        """Return the state of the index, without bringing it up to date.

        Raises:
            CatalogError: there is no index, or it is damaged.
        """
        from index.describe import describe_index
        from index.staleness import stale_sources

        changes = self._upkeep.changes(self._upkeep.known())
        to_read = tuple(file.source for file in changes.to_read)
        with self._pool.reading() as connection:
            differing = to_read if changes.outdated else stale_sources(connection, self.folder, to_read)
            pending = tuple(sorted({*differing, *changes.removed}))
            state = describe_index(connection, self.folder, self.index_folder, pending)
        fitted = self._parts.fitted()
        return replace(state, fitted=fitted, fitted_in_use=fitted is not None and fitted.basis == self._parts.basis())

    def fit(self, questions: Path) -> FitReport:
        """Bring the index up to date, and fit ranking and confidence to questions with known answers.

        What serves questions that it was not fitted to better than the shipped parts do, beyond chance, is kept in the
        index's folder and used from now on, in place of all that was fitted before; otherwise nothing changes. Other
        processes use it from their next start on.

        Args:
            questions: a file as `index.labels` describes; see `index.fit.run`.

        Raises:
            QuestionError: the file cannot be read, or holds too few questions of these briefings.
            ModelError: parts fitted earlier are damaged.
            BriefbotError: as `sync`.
        """
        from index.fit.run import fit_parts, gather_asked, load_enough

        known = load_enough(questions)
        self._parts.fitted()
        self.sync()
        shipped, progress = self._parts.shipped(), self._upkeep.progress

        def fit_on(snapshot: Snapshot) -> tuple[FitReport, Fitted | None]:
            understand = partial(self._understand, snapshot, filters=_EVERYTHING)
            asked = gather_asked(snapshot, known.questions, understand, shipped, progress)
            return fit_parts(asked, known, shipped, self._parts.basis())

        report, fitted = self._on_snapshot(fit_on)
        if fitted is not None:
            self._parts.keep(fitted)
        return report

    def undo_fit(self) -> Fitted | None:
        """Bring back what was in use before the last fit, and return it: an earlier fit, None for the shipped parts.

        Raises:
            QuestionError: nothing is fitted.
            FolderError: the index's folder cannot be written.
        """
        return self._parts.undo()

    def documents(self) -> tuple[DocumentSummary, ...]:
        """Bring the index up to date, and return every document without its text, in the order of sources."""
        from index.describe import list_documents

        self.sync()
        with self._pool.reading() as connection:
            return list_documents(connection)

    def document(self, source: str) -> StoredDocument:
        """Bring the index up to date, and return one document with its text and its sentences.

        Raises:
            QuestionError: there is none of this name; the message says which is nearest.
        """
        from index.describe import load_document

        self.sync()
        with self._pool.reading() as connection:
            return load_document(connection, source)

    def check(self, citations: Sequence[str]) -> tuple[CitationCheck, ...]:
        """Bring the index up to date, and return what has become of each citation.

        Raises:
            QuestionError: one is not a citation.
        """
        from index.check import check_citation

        self.sync()
        with self._pool.reading() as connection:
            return tuple(check_citation(connection, citation) for citation in citations)

    def verify(self) -> tuple[Finding, ...]:
        """Return what a check of the whole index finds: catalog, sentences, stores, briefings.

        Raises:
            CatalogError: there is no index, or its catalog cannot be opened.
        """
        from index.audit import audit

        with self._pool.reading() as connection:
            return tuple(audit(connection, self.folder, self.index_folder))

    def _answer(self, question: str, asked: str, top_k: int, filters: Filters) -> Answer:
        answer = self._on_snapshot(lambda snapshot: self._answer_on(snapshot, asked, top_k, filters))
        return replace(answer, question=question)

    def _on_snapshot(self, work: Callable[[Snapshot], _Result]) -> _Result:
        try:
            with self._pool.snapshot() as snapshot:
                return work(snapshot)
        except StoreError:
            self._upkeep.repair()
        with self._pool.snapshot() as snapshot:
            return work(snapshot)

    def _answer_on(self, snapshot: Snapshot, asked: str, top_k: int, filters: Filters) -> Answer:
        from index.answer import Wish, answer_question

        begun = time.perf_counter()
        question = self._understand(snapshot, asked, filters)
        encode_ms = _since(begun)
        wish = Wish(top_k, filters, self.threshold())
        answer = answer_question(snapshot, question, self._parts.judgement(), wish)
        timings = replace(answer.timings, encode=encode_ms)
        return replace(answer, understood_as=question.text if question.text != asked else None, timings=timings)

    def _understand(self, snapshot: Snapshot, asked: str, filters: Filters) -> Question:
        from index.understand import understand

        encoder = self._encoder.get()  # first, for with it the tokenizer is loaded
        words = understand(snapshot, asked, snapshot.allowed(filters), self._lexicon.get())
        return Question(words.text, encoder.encode_question(marked(words.text)), words.names)

    def _say_where(self) -> None:
        notice, self._notice = self._notice, ""
        if notice:
            self._notify(notice)

    def _find_model(self) -> Model:
        from index.models import find_model

        return find_model(self._model_name, self._cache)

    def _load_encoder(self) -> Encoder:
        from index.encoders import load_encoder

        return load_encoder(self._model.get(), self._cache, self._notify)

    def _load_lexicon(self) -> Callable[[str], bool] | None:
        from index.encoders.lexicon import load_lexicon

        return load_lexicon(self._model.get(), self._cache)


def _since(begun: float) -> float:
    return 1000 * (time.perf_counter() - begun)


def _say_nothing(_: str) -> None: ...


def _show_nothing(step: str, done: int, total: int) -> None: ...
