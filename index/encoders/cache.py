"""Exported models in the user's cache folder: made once, by one process, for all."""

from __future__ import annotations

import errno
import shutil
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from index.encoders.adapter import find_adapter
from index.encoders.exported import (
    EXPORTER_VERSION,
    PAIRS_VERSION,
    Exported,
    ExportedPairs,
    Job,
    Refused,
    read_export,
    read_pairs_export,
)
from index.encoders.graph import runtime_version
from index.encoders.prepare import prepare_model
from index.errors import BusyError, DiskFullError, FolderError, ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.encoders.adapter import Adapter
    from index.models import Model

_Export = TypeVar("_Export", Exported, ExportedPairs)

# An export takes seconds; one of a model of gigabytes on a slow machine, minutes.
_PATIENCE_SECONDS = 1800.0
_IN_THIS_PROCESS = threading.Lock()
"""Encoder and pair scorer are loaded side by side: who waits for the other is not to take it for another process."""
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


def export_folder(model: Model, cache: Path) -> Path:
    """Return where a model's export lies, or will: one for each digest, exporter and ONNX Runtime."""
    version = f"v{EXPORTER_VERSION}-onnxruntime{runtime_version()}"
    return cache / "models" / f"{model.digest[:32]}-{version}"


def pairs_folder(model: Model, adapter: Adapter, cache: Path) -> Path:
    """Return where the export of a model's pair scorer lies, or will: one for each adapter too."""
    version = f"v{PAIRS_VERSION}-onnxruntime{runtime_version()}"
    return cache / "models" / f"{model.digest[:32]}-pairs-{adapter.digest[:16]}-{version}"


def fetch_export(model: Model, cache: Path, notify: Callable[[str], None], adapter: Path) -> Exported | Refused:
    """Return a model's export, made now where there is no whole one yet.

    Processes that need the same one at once wait for the first. An export that was interrupted leaves nothing
    that is used, and one that is damaged is made again.

    Args:
        model: which.
        cache: briefbot's cache folder.
        notify: told in one line what takes long.
        adapter: the file of the adapter of a pair scorer, which is made along if there is one for the model.

    Raises:
        ModelError: the model cannot be loaded at all.
        FolderError: the cache folder cannot be written.
        DiskFullError: there is no room for it.
        BusyError: another process has been exporting it for half an hour.
    """
    folder = export_folder(model, cache)

    def read() -> Exported | Refused | None:
        return read_export(folder, cache)

    wanted = _Wanted(model, cache, f"the model {model.name}")
    return _fetch(wanted, notify, read, lambda: [Job(folder), *_missing_pairs(model, cache, adapter)])


def fetch_pairs_export(
    model: Model, adapter: Adapter, cache: Path, notify: Callable[[str], None]
) -> ExportedPairs | Refused:
    """Return the export of a model's pair scorer, made now where there is no whole one yet.

    Args:
        model: which.
        adapter: what is merged into its weights.
        cache: briefbot's cache folder.
        notify: told in one line what takes long.

    Raises:
        ModelError, FolderError, DiskFullError, BusyError: as `fetch_export`.
    """
    folder = pairs_folder(model, adapter, cache)

    def read() -> ExportedPairs | Refused | None:
        return read_pairs_export(folder, cache)

    wanted = _Wanted(model, cache, f"the pair scorer of the model {model.name}")
    return _fetch(wanted, notify, read, lambda: [Job(folder, adapter.path)])


def discard_export(folder: Path, cache: Path) -> None:
    """Remove an export, so that the next time it is fetched it is made again.

    Raises:
        FolderError: the cache folder cannot be written.
    """
    with _translated(cache):
        _remove(folder)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Whose export is fetched, into which cache folder, and what it is called."""

    model: Model
    cache: Path
    name: str


def _fetch(
    wanted: _Wanted,
    notify: Callable[[str], None],
    read: Callable[[], _Export | Refused | None],
    jobs: Callable[[], Sequence[Job]],
) -> _Export | Refused:
    found = read()
    if found is not None:
        return found
    with _translated(wanted.cache), _locked(wanted.model, wanted.cache, notify):
        found = read()  # another process may have been first
        if found is None:
            notify(f"preparing {wanted.name}, once: about 15 s")
            _make(wanted.model, jobs())
            found = read()
    if found is None:
        raise ModelError(f"the export of {wanted.name} in {wanted.cache} was damaged as soon as it was written")
    return found


def _missing_pairs(model: Model, cache: Path, path: Path) -> list[Job]:
    adapter = find_adapter(path, model, cache)
    if adapter is None:
        return []
    folder = pairs_folder(model, adapter, cache)
    return [] if read_pairs_export(folder, cache) is not None else [Job(folder, path)]


def _make(model: Model, jobs: Sequence[Job]) -> None:
    """Export beside the final places and move each export there by one rename."""
    parts = []
    for job in jobs:
        for left in job.folder.parent.glob(f"{job.folder.name}.part-*"):  # of a process that was killed
            shutil.rmtree(left, ignore_errors=True)
        parts.append(Path(tempfile.mkdtemp(prefix=f"{job.folder.name}.part-", dir=job.folder.parent)))
    try:
        prepare_model(model, [replace(job, folder=part) for job, part in zip(jobs, parts, strict=True)])
        for job, part in zip(jobs, parts, strict=True):
            part.chmod(0o755)
            _remove(job.folder)
            part.rename(job.folder)
    finally:
        for part in parts:
            shutil.rmtree(part, ignore_errors=True)


def _remove(folder: Path) -> None:
    """Take a folder away by one rename, so that nobody reads it half removed."""
    if folder.exists():
        aside = Path(tempfile.mkdtemp(prefix=f"{folder.name}.part-", dir=folder.parent))
        folder.rename(aside / "old")
        shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _locked(model: Model, cache: Path, notify: Callable[[str], None]) -> Iterator[None]:
    """Hold the one lock of all that is exported of a model: one child may make all of it."""
    import filelock

    folder = export_folder(model, cache)
    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(f"{folder}.lock")
    with _IN_THIS_PROCESS:
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            notify("another process is preparing the model: waiting for it")
            try:
                lock.acquire(timeout=_PATIENCE_SECONDS)
            except filelock.Timeout as error:
                raise BusyError(f"another process has been exporting to {folder} for too long", "stop it") from error
        try:
            yield
        finally:
            lock.release()


@contextmanager
def _translated(cache: Path) -> Iterator[None]:
    """Translate what the operating system says of the cache folder."""
    try:
        yield
    except OSError as error:
        todo = "set BRIEFBOT_CACHE to a folder that can be"
        if error.errno in _FULL:
            raise DiskFullError(f"no room in the cache folder {cache}", "make room, or set BRIEFBOT_CACHE") from error
        raise FolderError(f"the cache folder {cache} cannot be written ({error.strerror or error})", todo) from error
