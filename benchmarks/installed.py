"""What is installed beside this interpreter: which of a contestant's needs are missing, and how large the rest is."""

from __future__ import annotations

import re
import shutil
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.contestants.base import Entry

_ROOT = Path(__file__).parents[1]


def missing(entry: Entry) -> str:
    """Return what a contestant lacks, for people; empty where it has all that it needs."""
    lacking = [name for name in entry.packages if not _is_installed(name)]
    if entry.program and find_program(entry.program) is None:
        lacking.append(f"the program {entry.program}")
    return f"{', '.join(lacking)} {'is' if len(lacking) == 1 else 'are'} not installed" if lacking else ""


def find_program(name: str) -> str | None:
    """Return the path of a program, beside this interpreter or on PATH; None where there is none."""
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else shutil.which(name)


def size_of(packages: Iterable[str]) -> int:
    """Return the bytes of the files of packages and of all that they require, as they are installed here."""
    return sum(_bytes_of(name) for name in required_by(packages))


def version_of(name: str) -> str:
    """Return the installed version of a package, empty where there is none."""
    return metadata.version(name) if _is_installed(name) else ""


def required_by(packages: Iterable[str]) -> set[str]:
    """Return the normalized names of packages and of what they require, in this environment."""
    found: set[str] = set()
    waiting: list[tuple[str, frozenset[str]]] = [(_normal(name), frozenset()) for name in packages]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen or not _is_installed(name):
            continue
        seen.add((name, extras))
        found.add(name)
        for text in metadata.requires(name) or ():
            requirement = Requirement(text)
            if _applies(requirement, extras):
                waiting.append((_normal(requirement.name), frozenset(requirement.extras)))
    return found


def _applies(requirement: Requirement, extras: frozenset[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in extras or {""})


def _bytes_of(name: str) -> int:
    paths = [Path(str(file.locate())) for file in metadata.files(name) or ()]
    if name == "briefbot" and not any(path.match("index/briefings.py") for path in paths):
        paths += [path for part in ("bot", "index") for path in (_ROOT / part).rglob("*")]  # installed with -e
    return sum(path.stat().st_size for path in paths if path.is_file() and "__pycache__" not in path.parts)


def _is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
