"""Bring an index up to date with its folder: read what has changed, encode what is new, publish it as one."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from index.columns import Segmented
from index.encoders.of_many import as_it_is
from index.errors import MissingPartError, ReadingError
from index.file_state import FileState, SkippedFile, file_digest
from index.group import group
from index.inside import outer_of
from index.publish import publish
from index.readers import read_all
from index.records import Skipped
from index.reports import SyncReport
from index.segment import segment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from index.catalog import Catalog
    from index.changes import Changes, Known
    from index.encoders.base import Encoder
    from index.encoders.of_many import OfMany
    from index.models import Model
    from index.reports import Progress
    from index.scan import FoundFile

STAGED_TOGETHER = 256
"""Files that are staged in one transaction, at most."""
STAGED_EVERY_S = 0.5
"""How long files are read before they are staged: what a killed sync reads again at most, or one file."""
ENCODED_TOGETHER = 512
"""Texts whose vectors are kept in one transaction: what a killed sync loses at most."""


Publish: TypeAlias = "Callable[[Catalog, Path, Model, Iterable[str], Iterable[SkippedFile]], object]"
"""Makes visible what was staged, and takes out documents by their sources."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sync works with.

    Attributes:
        folder: the index's folder.
        changes: what to look at.
        known: what the index knew before.
        model: what makes the vectors.
        encoder: loads the encoder; called only where there is something to encode.
        of_many: gives what is to encode many texts in its place.
        progress: told how far it is.
        publish: makes visible what was staged, as `index.publish.publish` does.
    """

    folder: Path
    changes: Changes
    known: Known
    model: Model
    encoder: Callable[[], Encoder]
    progress: Progress
    publish: Publish = publish
    of_many: OfMany = as_it_is


@dataclass(frozen=True, slots=True)
class _Reading:
    """What came of the files that were opened.

    Attributes:
        files: the sources of those that hold something else than before.
        staged: the sources of their documents.
        same: those that hold what they held.
        unreadable: those that cannot be read.
    """

    files: tuple[str, ...]

    staged: frozenset[str]
    same: tuple[FileState, ...]
    unreadable: tuple[SkippedFile, ...]


def update(catalog: Catalog, plan: Plan) -> SyncReport:
    """Bring the index up to date and return what was done.

    Whatever stops it (an error, a kill), what is visible stays as it was, and the next call goes on from there.

    Raises:
        ModelError: the model cannot be run.
        DiskFullError: there is no room to write.
        FolderError: the index cannot be written.
    """
    begun = time.monotonic()
    if not plan.known.rules:
        catalog.start_vectors(plan.model.digest)
    reading = _read_files(catalog, plan)
    encoded = _encode(catalog, plan) if reading.staged else 0
    looked_at = {*reading.files, *(file.source for file in reading.unreadable)}
    gone = {*plan.changes.removed, *plan.known.documents_of(looked_at)} - reading.staged
    before = plan.known.documents_of(plan.known.files)
    skipped = (*plan.changes.skipped, *reading.unreadable)
    if reading.same:
        catalog.refresh(reading.same)
    if reading.staged or gone or not plan.known.rules:
        plan.publish(catalog, plan.folder, plan.model, sorted(gone), skipped)
    else:
        catalog.set_skipped(skipped)
    return SyncReport(
        added=tuple(sorted(reading.staged - before)),
        changed=tuple(sorted(reading.staged & before)),
        removed=tuple(sorted(gone)),
        unchanged=plan.changes.unchanged + len(plan.known.documents_of(file.source for file in reading.same)),
        skipped=tuple(Skipped(file.source, file.reason) for file in sorted(skipped, key=lambda f: f.source)),
        encoded=encoded,
        generation=catalog.generation(),
        seconds=time.monotonic() - begun,
        ignored=plan.changes.ignored,
    )


def _read_files(catalog: Catalog, plan: Plan) -> _Reading:
    """Stage every file that holds something else than before; keep what an interrupted sync staged already."""
    before = catalog.staged()
    changed: list[str] = []
    staged: set[str] = set()
    same: list[FileState] = []
    unreadable: list[SkippedFile] = []
    files, staging = plan.changes.to_read, _Staging(catalog)
    by_file = _by_file(before, files)
    for number, file in enumerate(files, 1):
        try:
            state, content = _load(file)
            known = plan.known.files.get(file.source)
            if known is not None and known.digest == state.digest:
                same.append(state)
            else:
                is_staged = before.get(file.source) == state.digest
                staged |= by_file[file.source] if is_staged else staging.add(state, content)
                changed.append(file.source)
        except MissingPartError as error:
            # It passes without the file being changed, as below.
            unreadable.append(SkippedFile(file.source, None, None, _reason(error, file.source)))
        except ReadingError as error:
            unreadable.append(SkippedFile(file.source, file.size, file.mtime_ns, _reason(error, file.source)))
        except OSError as error:
            # It may pass without the file being changed: without a size, the file is tried again by every sync.
            unreadable.append(SkippedFile(file.source, None, None, f"it cannot be opened ({error.strerror or error})"))
        staging.flush_when_due()
        plan.progress("reading", number, len(files))
    staging.flush()
    catalog.unstage(before.keys() - staged)
    return _Reading(tuple(changed), frozenset(staged), tuple(same), tuple(unreadable))


def _by_file(staged: Iterable[str], files: Iterable[FoundFile]) -> dict[str, set[str]]:
    """Return the sources of staged documents by those of their files."""
    on_disk = {file.source for file in files}
    found: dict[str, set[str]] = {}
    for source in staged:
        found.setdefault(outer_of(source, on_disk) or source, set()).add(source)
    return found


def _reason(error: ReadingError, source: str) -> str:
    """Return why a file was not read; its name stands beside it wherever this is shown."""
    return str(error).removeprefix(f"{source} ")


def _load(file: FoundFile) -> tuple[FileState, bytes]:
    checked_ns = time.time_ns()
    content = file.path.read_bytes()
    return FileState(file.source, file.size, file.mtime_ns, checked_ns, file_digest(content)), content


class _Staging:
    """Stages what files hold, as much as is read in half a second in one transaction: each waits for the disk."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._files: list[tuple[FileState, Sequence[Segmented]]] = []
        self._since = 0.0

    def add(self, state: FileState, content: bytes) -> set[str]:
        """Read a file, to be staged by the next `flush` at the latest, and return the sources of its documents."""
        segmented = []
        for document in read_all(state.source, content):
            sentences = segment(document)
            segmented.append(Segmented(document, sentences, group(sentences)))
        if not self._files:
            self._since = time.monotonic()
        self._files.append((state, segmented))
        return {one.document.source for one in segmented}

    def flush_when_due(self) -> None:
        """Stage what was read, where that is much."""
        if len(self._files) >= STAGED_TOGETHER or time.monotonic() - self._since >= STAGED_EVERY_S:
            self.flush()

    def flush(self) -> None:
        """Stage what was read."""
        if self._files:
            self._catalog.stage(self._files)
        self._files = []


def _encode(catalog: Catalog, plan: Plan) -> int:
    """Encode each text of the staged documents that has no vector yet, and return how many those were."""
    total = catalog.count_texts_without_vector()
    done = 0
    encoder: Encoder | None = None
    for texts in catalog.texts_without_vector(ENCODED_TOGETHER):
        readings = [text for _, text in texts]
        encoder = encoder or plan.of_many(plan.encoder(), readings, total)
        catalog.add_vectors([digest for digest, _ in texts], encoder.encode_documents(readings))
        done += len(texts)
        plan.progress("encoding", done, total)
    return done
