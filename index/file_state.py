"""What is known of a file that was read, or skipped: enough to tell whether it is the same without opening it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from index.facts import RULES_VERSION

RACY_NS = 2_000_000_000
"""A file changed less than this before it was read may have been changed again with the same time: file systems
count in steps of up to 2 s (FAT). Such a file is read once more (as in Git's "racy" index entries)."""


@dataclass(frozen=True, slots=True)
class FileState:
    """What is known of a file without opening it, and when it was last read.

    Attributes:
        source: path relative to the briefings folder.
        size: bytes.
        mtime_ns: time of the last change, nanoseconds since the epoch.
        checked_ns: when it was last read, nanoseconds since the epoch.
        digest: what `file_digest` gives for its bytes.
    """

    source: str
    size: int
    mtime_ns: int
    checked_ns: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that was skipped, and what was known of it then (no size: it was not opened)."""

    source: str
    size: int | None
    mtime_ns: int | None
    reason: str


def file_digest(content: bytes) -> bytes:
    """Return the 32 bytes that stand for a file read by today's rules: SHA-256 of their version and its bytes."""
    return hashlib.sha256(b"rules %d\n" % RULES_VERSION + content).digest()
