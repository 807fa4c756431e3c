"""What the library tells of its own work, as a person sees it: a sync, a state, checks, documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from bot.rendering.layout import BLANK, CAUTION, Line
from bot.rendering.marking import marked
from bot.rendering.words import age, count, duration, long_date, size
from bot.sanitize import sanitize
from index import Change, Level, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index import CitationCheck, DocumentSummary, Finding, Piece, Skipped, Status, SyncReport
    from index.fitted import Fitted
    from index.milvus.copy import Copied

_MOST_NAMED = 20
_LEVELS = {Level.OK: ("ok", "green"), Level.WARNING: ("warning", CAUTION), Level.PROBLEM: ("problem", "red")}
_STANDINGS = {
    Standing.STANDS: "green",
    Standing.MOVED: CAUTION,
    Standing.CHANGED: "red",
    Standing.GONE: "red",
}
_CHANGES = {Change.SAME: "", Change.GONE: "red strike", Change.NEW: "green"}
_FIELD = 13
_LABEL = 9


def render_sync(report: SyncReport) -> Iterator[Line]:
    """Yield what bringing an index up to date did."""
    numbers = f"{len(report.added):,} added, {len(report.changed):,} changed, {len(report.removed):,} removed"
    yield Line(Text(f"{numbers}, {report.unchanged:,} unchanged"))
    for mark, sources in (("+", report.added), ("~", report.changed), ("-", report.removed)):
        yield from _named([f"{mark} {source}" for source in sources])
    took = f"{_encoded(report)}{duration(report.seconds)}"
    yield Line(Text(f"{took}, generation {report.generation}", "dim"))
    yield from _skipped(report.skipped)


def _encoded(report: SyncReport) -> str:
    return "" if report.encoded is None else f"{count(report.encoded, 'text')} encoded in "


def render_copy(copied: Copied) -> Iterator[Line]:
    """Yield what copying an index did."""
    numbers = f"{count(copied.copied, 'document')} copied, {copied.there:,} there already, {copied.removed:,} removed"
    yield Line(Text(numbers))
    held = copied.contents
    both = f"{count(held.documents, 'document')}, {count(held.sentences, 'sentence')}"
    yield Line(Text(f"both hold {both} in {count(held.passages, 'passage')}, checksum {held.checksum}", "dim"))


def render_status(status: Status) -> Iterator[Line]:
    """Yield the state of an index."""
    yield _field("briefings", str(status.folders))
    yield _field("index", f"{status.index} (format {status.format_version})")
    if status.store is not None:
        yield _field("store", status.store)
    yield _field("model", status.model or "none yet")
    updated = f", {status.updated:%Y-%m-%d %H:%M} UTC" if status.updated else ""
    if status.age_s is not None:
        updated += f", {age(status.age_s)}"
    yield _field("generation", f"{status.generation}{updated}" if status.generation else "none yet")
    if status.history_since is not None:
        yield _field("history", f"kept since {status.history_since:%Y-%m-%d %H:%M} UTC")
    inside = status.documents - status.files
    yield _field("files", f"{status.files:,}" + (f", with {count(inside, 'document')} inside them" if inside else ""))
    yield _field("sentences", f"{status.sentences:,} in {count(status.passages, 'passage')}")
    if status.catalog_bytes is not None and status.store_bytes is not None:
        yield _field("on disk", f"{size(status.catalog_bytes)} catalog, {size(status.store_bytes)} stores")
    if status.fitted:
        yield _fitted(status.fitted, status.fitted_in_use)
    yield _health(status.health)
    if status.ignored:
        yield _field("ignored", f"{count(status.ignored, 'file or folder', 'files and folders')} by your patterns")
    if status.pending:
        yield _field("pending", f"{count(len(status.pending), 'file')}; run `briefbot index`", CAUTION)
        yield from _named(status.pending)
    else:
        yield _field("pending", "nothing, the index is up to date")
    yield from _skipped(status.skipped)


def _fitted(fitted: Fitted, in_use: bool) -> Line:
    by = f"{', '.join(fitted.parts)}, by {count(fitted.questions, 'question')}"
    since = f"{fitted.since:%Y-%m-%d %H:%M} UTC"
    if in_use:
        return _field("fitted", f"{by}, in use since {since}")
    return _field("fitted", f"{by}, on {since}; not in use, fitted with other parts", CAUTION)


def _health(health: Finding) -> Line:
    todo = f"; {health.todo}" if health.todo else ""
    return _field("health", health.what + todo, "" if health.level is Level.OK else "red")


def render_findings(findings: Sequence[Finding]) -> Iterator[Line]:
    """Yield a health check, a line for each finding and one for what to do about it."""
    for finding in findings:
        word, color = _LEVELS[finding.level]
        label = Text(word, color)
        text = Text().append(f"{sanitize(finding.area)}: ", "bold").append(sanitize(finding.what))
        yield Line(text, _LABEL, label)
        if finding.todo:
            yield Line(Text(f"→ {sanitize(finding.todo)}"), _LABEL)


def render_checks(checks: Iterable[CitationCheck], marks: bool = True) -> Iterator[Line]:
    """Yield what has become of citations.

    Args:
        checks: what was found.
        marks: whether what is gone and what is new stands between marks: where no color tells them apart.
    """
    for check in checks:
        label = Text(check.standing.value, _STANDINGS[check.standing])
        text = Text(sanitize(check.citation))
        if check.now is not None:
            text.append(f" is now {sanitize(str(check.now))}")
        yield Line(text, _LABEL, label)
        if pieces := check.difference:
            yield Line(_marked(pieces, marks), _LABEL)
        elif (words := check.was if check.text is None else check.text) is not None:
            yield Line(Text(sanitize(" ".join(words.split())), "dim"), _LABEL)


def _marked(pieces: Sequence[Piece], marks: bool) -> Text:
    """Return a sentence as it was and is: what is gone and what is new by color, or between marks as git has them."""
    text = Text()
    for piece in pieces:
        words = sanitize(piece.text)
        if marks and piece.change is Change.GONE:
            words = f"[-{words}-]"
        elif marks and piece.change is Change.NEW:
            words = f"{{+{words}+}}"
        text.append(words, _CHANGES[piece.change]).append(" ")
    return text


def render_documents(documents: Sequence[DocumentSummary]) -> Iterator[Line]:
    """Yield the documents of an index, in source order."""
    for document in documents:
        text = Text(sanitize(document.source), "cyan")
        date = long_date(document.date) if document.date else ""
        about = [sanitize(document.title or ""), date, marked(document)]
        yield Line(text)
        if any(about):
            yield Line(Text(", ".join(part for part in about if part), "dim"), 2)
    yield BLANK
    yield Line(Text(count(len(documents), "document")))


def _field(name: str, value: str, style: str = "") -> Line:
    return Line(Text(sanitize(value), style), _FIELD, Text(name, "bold"))


def _skipped(skipped: Sequence[Skipped]) -> Iterator[Line]:
    if skipped:
        yield Line(Text(f"{count(len(skipped), 'file')} skipped:", CAUTION))
        yield from _named([f"{file.source}: {file.reason}" for file in skipped])


def _named(names: Sequence[str]) -> Iterator[Line]:
    for name in names[:_MOST_NAMED]:
        yield Line(Text(sanitize(name)), 2)
    if len(names) > _MOST_NAMED:
        yield Line(Text(f"and {len(names) - _MOST_NAMED:,} more (--json names all)", "dim"), 2)
