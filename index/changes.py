"""What has changed in a briefings folder since it was indexed, told without opening a file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from index.errors import FolderError
from index.facts import RULES_VERSION, read_facts
from index.file_state import RACY_NS, FileState, SkippedFile
from index.inside import outer_of
from index.records import Skipped

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from index.folders import Folders
    from index.reports import SyncReport
    from index.scan import FoundFile, Scan


@dataclass(frozen=True, slots=True)
class Known:
    """What an index knows of the files that it was made from.

    Attributes:
        files: of those on disk, by source.
        skipped: of files that were skipped, by source.
        rules: version of the rules that they were read by; 0 where there is no generation yet.
        inside: the sources of the documents inside a file, by its source.
        store: name of the generation's stores, which no other generation has; empty where there is none yet.
    """

    files: dict[str, FileState]
    skipped: dict[str, SkippedFile]
    rules: int
    inside: dict[str, tuple[str, ...]] = field(default_factory=dict)
    store: str = ""

    def documents_of(self, sources: Iterable[str]) -> set[str]:
        """Return the sources of all documents of those of these files that are known: their own, and those inside."""
        known = {source for source in sources if source in self.files}
        return known.union(*(self.inside.get(source, ()) for source in known))


@dataclass(frozen=True, slots=True)
class Changes:
    """What a sync has to look at.

    Attributes:
        to_read: files that are new, changed, or may be.
        removed: sources of documents whose file is gone, or is skipped now.
        unchanged: number of documents whose files were left as they were.
        skipped: files that are skipped without being opened.
        skipped_differ: whether the list of skipped files is another than before.
        outdated: whether every file is read again because the rules have changed.
        ignored: number of files and folders that patterns leave out.
    """

    to_read: tuple[FoundFile, ...]
    removed: tuple[str, ...]
    unchanged: int
    skipped: tuple[SkippedFile, ...]
    skipped_differ: bool
    outdated: bool
    ignored: int = 0

    def __bool__(self) -> bool:
        """Return whether there is anything to do."""
        return bool(self.to_read or self.removed or self.skipped_differ)


NOTHING_KNOWN = Known({}, {}, 0)


def read_known(connection: sqlite3.Connection) -> Known:
    """Return what the catalog knows of its files."""
    rows = connection.execute("SELECT source, size, mtime_ns, checked_ns, file_digest FROM documents WHERE live = 1")
    documents = {row[0]: FileState(*row) for row in rows}
    outer = {source: outer_of(source, documents) for source in documents}
    inside: dict[str, tuple[str, ...]] = {}
    for source, file in outer.items():
        if file is not None:
            inside[file] = (*inside.get(file, ()), source)
    skipped = (SkippedFile(*row) for row in connection.execute("SELECT source, size, mtime_ns, reason FROM skipped"))
    facts = read_facts(connection)
    return Known(
        {source: file for source, file in documents.items() if outer[source] is None},
        {file.source: file for file in skipped},
        facts.rules if facts else 0,
        inside,
        facts.store if facts else "",
    )


def compare(scan: Scan, known: Known) -> Changes:
    """Return what has changed between an index and its folder, by names, sizes and times."""
    outdated = known.rules != RULES_VERSION
    unopened = [SkippedFile(item.source, None, None, item.reason) for item in scan.skipped]
    to_read: list[FoundFile] = []
    unreadable: list[SkippedFile] = []
    for file in scan.files:
        skipped = known.skipped.get(file.source)
        if skipped and not outdated and (skipped.size, skipped.mtime_ns) == (file.size, file.mtime_ns):
            unreadable.append(skipped)
        elif outdated or _may_differ(file, known.files.get(file.source)):
            to_read.append(file)
    skipped_now = (*unopened, *unreadable)
    reading = {file.source for file in to_read}
    kept = {file.source for file in scan.files} - {file.source for file in unreadable}
    return Changes(
        to_read=tuple(to_read),
        removed=tuple(sorted(known.documents_of(known.files.keys() - kept))),
        unchanged=len(known.documents_of(kept - reading)),
        skipped=skipped_now,
        skipped_differ={s for s in known.skipped.values() if s.source not in reading} != set(skipped_now),
        outdated=outdated,
        ignored=scan.ignored,
    )


def hold_back(changes: Changes, known: Known, is_being_written: Callable[[FoundFile], bool]) -> Changes:
    """Return the changes without the files that are still being written: those stay as the index has them.

    Nothing is held back where all files are read anew (the first time, or by new rules): they become visible as one.
    """
    held = [] if changes.outdated else [file.source for file in changes.to_read if is_being_written(file)]
    if not held:
        return changes
    return replace(
        changes,
        to_read=tuple(file for file in changes.to_read if file.source not in set(held)),
        unchanged=changes.unchanged + len(known.documents_of(held)),
        skipped=(*changes.skipped, *(known.skipped[source] for source in held if source in known.skipped)),
    )


def _may_differ(file: FoundFile, known: FileState | None) -> bool:
    if known is None or (known.size, known.mtime_ns) != (file.size, file.mtime_ns):
        return True
    return known.mtime_ns + RACY_NS > known.checked_ns


def nothing_is_written(_: FoundFile) -> bool:
    """Return that no file is being written, as far as anybody knows."""
    return False


def nothing_done(changes: Changes, generation: int, seconds: float) -> SyncReport:
    """Return the report of a sync that had nothing to do."""
    from index.reports import SyncReport

    skipped = tuple(Skipped(file.source, file.reason) for file in changes.skipped)
    return SyncReport((), (), (), changes.unchanged, skipped, 0, generation, seconds, changes.ignored)


def nothing_to_read(folders: Folders, skipped: Sequence[Skipped], ignored: int) -> FolderError:
    """Return the error to raise where nothing in the briefings folders can be read.

    Args:
        folders: the briefings folders.
        skipped: the files that were skipped.
        ignored: how many were left out by patterns.
    """
    from index.readers import what_to_put

    left_out = f"{ignored} left out by your patterns" if ignored else ""
    place = "the briefings folder" if folders.single is not None else "the briefings folders"
    if not skipped:
        what = f"{place} {folders} {'is' if folders.single is not None else 'are'} empty"
        if ignored:
            what = f"nothing in {place} {folders} is read: {left_out}"
        return FolderError(what, what_to_put())
    # No file is named: how one is marked that cannot be read nobody knows, and who asks may be under a ceiling.
    more = f", {left_out}" if ignored else ""
    return FolderError(
        f"nothing in {place} {folders} can be read: {len(skipped)} skipped, the first with: {skipped[0].reason}{more}",
        what_to_put(),
    )
