"""Exported models in the user's cache folder: made once, by one process, for all."""

from __future__ import annotations

import errno
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.encoders.exported import EXPORTER_VERSION, Exported, Refused, read_export
from index.encoders.graph import runtime_version
from index.encoders.prepare import prepare_model
from index.errors import BusyError, DiskFullError, FolderError, ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.models import Model

# An export takes seconds; one of a model of gigabytes on a slow machine, minutes.
_PATIENCE_SECONDS = 1800.0
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


def export_folder(model: Model, cache: Path) -> Path:
    """Return where a model's export lies, or will: one for each digest, exporter and ONNX Runtime."""
    version = f"v{EXPORTER_VERSION}-onnxruntime{runtime_version()}"
    return cache / "models" / f"{model.digest[:32]}-{version}"


def fetch_export(model: Model, cache: Path, notify: Callable[[str], None]) -> Exported | Refused:
    """Return a model's export, made now where there is no whole one yet.

    Processes that need the same one at once wait for the first. An export that was interrupted leaves nothing
    that is used, and one that is damaged is made again.

    Args:
        model: which.
        cache: briefbot's cache folder.
        notify: told in one line what takes long.

    Raises:
        ModelError: the model cannot be loaded at all.
        FolderError: the cache folder cannot be written.
        DiskFullError: there is no room for it.
        BusyError: another process has been exporting it for half an hour.
    """
    folder = export_folder(model, cache)
    found = read_export(folder, cache)
    if found is not None:
        return found
    with _translated(cache), _locked(folder, notify):
        found = read_export(folder, cache)  # another process may have been first
        if found is None:
            notify(f"preparing the model {model.name}, once: about 15 s")
            _make(model, folder)
            found = read_export(folder, cache)
    if found is None:
        raise ModelError(f"the export of the model {model.name} in {folder} was damaged as soon as it was written")
    return found


def discard_export(model: Model, cache: Path) -> None:
    """Remove a model's export, so that the next `fetch_export` makes it again.

    Raises:
        FolderError: the cache folder cannot be written.
    """
    with _translated(cache):
        _remove(export_folder(model, cache))


def _make(model: Model, folder: Path) -> None:
    """Export beside the final place and move it there by one rename."""
    for left in folder.parent.glob(f"{folder.name}.part-*"):  # of a process that was killed
        shutil.rmtree(left, ignore_errors=True)
    part = Path(tempfile.mkdtemp(prefix=f"{folder.name}.part-", dir=folder.parent))
    try:
        prepare_model(model, part)
        part.chmod(0o755)
        _remove(folder)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _remove(folder: Path) -> None:
    """Take a folder away by one rename, so that nobody reads it half removed."""
    if folder.exists():
        aside = Path(tempfile.mkdtemp(prefix=f"{folder.name}.part-", dir=folder.parent))
        folder.rename(aside / "old")
        shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _locked(folder: Path, notify: Callable[[str], None]) -> Iterator[None]:
    import filelock

    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(f"{folder}.lock")
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
