"""The files of a model and their SHA-256 digests, remembered so that an unchanged file is hashed once.

Hashing the default model's 90 MB takes 70 ms, which a cold command cannot spare. So the cache folder keeps,
for each folder of model files, the size, modification time and digest of each; a file whose size or time has
changed is hashed again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Copies of the weights for other frameworks and runtimes, and prose: they decide nothing about the vectors.
_OTHER_FOLDERS = frozenset({"onnx", "openvino", "coreml", "__pycache__"})
_OTHER_SUFFIXES = frozenset({".h5", ".ot", ".msgpack", ".onnx", ".md", ".png", ".tflite"})


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a file looked like when it was hashed."""

    size: int
    mtime_ns: int
    digest: str


def list_model_files(folder: Path) -> tuple[str, ...]:
    """Return the files that decide a model's vectors: paths in its folder, with forward slashes, sorted.

    Raises:
        ModelError: the folder cannot be read.
    """
    names = []
    try:
        for parent, folders, files in os.walk(folder, onerror=_raise):
            folders[:] = [name for name in folders if name not in _OTHER_FOLDERS and not name.startswith(".")]
            names += [Path(parent, name).relative_to(folder) for name in files if not name.startswith(".")]
    except OSError as error:
        raise ModelError(f"the model's folder {folder} cannot be read: {error.strerror}") from error
    return tuple(sorted(name.as_posix() for name in names if name.suffix.lower() not in _OTHER_SUFFIXES))


def digest_files(folder: Path, names: Iterable[str], cache: Path) -> Mapping[str, str]:
    """Return the SHA-256 (64 hex digits) of each named file of a folder, from memory where it is unchanged.

    A memory that is damaged or cannot be written costs time and nothing else.

    Args:
        folder: where the files are.
        names: relative to the folder, with forward slashes.
        cache: the folder that holds the memory.

    Raises:
        ModelError: a file is missing or cannot be read.
    """
    memory = _memory_path(folder, cache)
    known = _recall(memory)
    seen = {name: _look(folder / name, known.get(name)) for name in names}
    if seen != known:
        _remember(memory, seen)
    return {name: look.digest for name, look in seen.items()}


def digest_file(path: Path) -> str:
    """Return the SHA-256 of a file, 64 hex digits, computed afresh."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _raise(error: OSError) -> None:
    raise error


def _memory_path(folder: Path, cache: Path) -> Path:
    key = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return cache / "digests" / f"{key}.json"


def _look(path: Path, known: _Seen | None) -> _Seen:
    try:
        status = path.stat()
        if known is not None and (known.size, known.mtime_ns) == (status.st_size, status.st_mtime_ns):
            return known
        digest = digest_file(path)
    except OSError as error:
        raise ModelError(f"the model's file {path} cannot be read: {error.strerror}") from error
    return _Seen(status.st_size, status.st_mtime_ns, digest)


def _recall(memory: Path) -> dict[str, _Seen]:
    try:
        rows = json.loads(memory.read_text(encoding="utf-8"))
        return {name: _Seen(int(size), int(mtime), str(digest)) for name, (size, mtime, digest) in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}  # absent, damaged or of another form: all is hashed again


def _remember(memory: Path, seen: Mapping[str, _Seen]) -> None:
    rows = {name: (look.size, look.mtime_ns, look.digest) for name, look in seen.items()}
    with contextlib.suppress(OSError):  # a cache that cannot be written: the next process hashes again
        memory.parent.mkdir(parents=True, exist_ok=True)
        # Written in a folder of its own, which goes away even where the disk is full.
        with tempfile.TemporaryDirectory(dir=memory.parent) as work:
            new = Path(work, memory.name)
            new.write_text(json.dumps(rows), encoding="utf-8")
            new.replace(memory)
