"""Whether what briefbot is built on is installed; nothing of it is imported."""

from __future__ import annotations

import platform
import sqlite3
from importlib import metadata
from typing import TYPE_CHECKING

from index.reports import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST_SQLITE = (3, 37, 0)
_AREA = "installation"
# A package, and what pip is asked for where it is missing.
_PACKAGES = {
    "faiss-cpu": "faiss-cpu",
    "onnxruntime": "onnxruntime",
    "tokenizers": "tokenizers",
    "tantivy": "tantivy",
    "sentencex": "sentencex",
    "sentence-transformers": "sentence-transformers",
    "torch": "torch",
    "python-telegram-bot": '"python-telegram-bot[job-queue,rate-limiter,webhooks]"',
}


def check_installation() -> Iterator[Finding]:
    """Yield the versions of Python, SQLite and each package; one that is missing is a problem."""
    yield Finding(_AREA, Level.OK, f"Python {platform.python_version()}")
    yield judge_sqlite(sqlite3.sqlite_version_info)
    for package, wanted in _PACKAGES.items():
        yield _check_package(package, wanted)


def judge_sqlite(version: tuple[int, ...]) -> Finding:
    """Return whether this version of SQLite will do."""
    what = f"SQLite {_dotted(version)}"
    if version >= OLDEST_SQLITE:
        return Finding(_AREA, Level.OK, what)
    what = f"{what} is too old: {_dotted(OLDEST_SQLITE)} is the oldest that will do"
    return Finding(_AREA, Level.PROBLEM, what, "use a Python that was built with a newer SQLite")


def _check_package(package: str, wanted: str) -> Finding:
    try:
        return Finding(_AREA, Level.OK, f"{package} {metadata.version(package)}")
    except metadata.PackageNotFoundError:
        return Finding(_AREA, Level.PROBLEM, f"the package {package} is missing", f"run `pip install {wanted}`")


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
