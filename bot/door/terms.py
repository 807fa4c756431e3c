"""What two processes must have in common for one to answer in the other's place."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.variables import STORE_TOKEN
from index.places import cache_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings import Settings

_PROGRAM = Path(__file__).parents[2]
_CODE = (".py", ".json", ".safetensors")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a process answers by.

    Attributes:
        program: a hash of the program's files, by their names, sizes and times.
        settings: a hash of the settings that bear on an answer and are not sent with each question.
    """

    program: str
    settings: str


def terms_of(settings: Settings, index_folder: Path) -> Terms:
    """Return what a process with these settings answers by.

    Raises:
        FolderError: as `index.places.cache_folder`.
    """
    model, token = settings.model, settings.store_token_file
    chosen = {
        "folders": [(name, os.path.realpath(folder)) for name, folder in settings.place.by_name],
        "index": os.path.realpath(index_folder),
        "cache": os.path.realpath(cache_folder()),
        "model": os.path.realpath(model) if model is not None and Path(model).is_dir() else model,
        "threshold": settings.threshold,
        "max_risk": settings.max_risk,
        "fast": settings.fast,
        "max_file_bytes": settings.max_file_bytes,
        "include": settings.include,
        "exclude": settings.exclude,
        "classifications": settings.classifications,
        "unmarked": settings.unmarked,
        "store": settings.store,
        "store_token": os.environ.get(STORE_TOKEN),
        "store_token_file": None if token is None else os.path.realpath(token),
    }
    return Terms(_hash(_program_files()), _hash(chosen))


def _program_files() -> list[object]:
    """Return what tells this program from every other: a version's number would not tell a working copy's changes."""
    parts = [entry for part in ("bot", "index") for entry in _files(os.path.join(_PROGRAM, part))]  # noqa: PTH118
    return [sys.version, str(_PROGRAM), sorted(parts)]


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    # Hundreds of files before a question: `Path` would take most of the time that this may.
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path)
            elif entry.name.endswith(_CODE):
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=True, sort_keys=True).encode()).hexdigest()
