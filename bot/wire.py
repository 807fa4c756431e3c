"""What `--json` prints: records as JSON objects, in the shapes that the documentation fixes.

Dates are ISO 8601, citations are strings, probabilities and scores are rounded to 4 decimals and milliseconds to 1.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, TypeAlias

from bot.explanation_json import explanation_to_json
from bot.rendering.reason import reason_text
from bot.sanitize import BIDI_CONTROLS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from index import (
        Answer,
        AnswerSentence,
        Citation,
        CitationCheck,
        DocumentSummary,
        Explanation,
        Finding,
        Folders,
        Reason,
        Skipped,
        Span,
        Status,
        StoredDocument,
        SyncReport,
    )
    from index.milvus.copy import Copied

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
_UNSAFE = re.compile(f"[\x7f-\x9f\u2028\u2029{BIDI_CONTROLS}\ud800-\udfff]")


def to_text(value: Json, encoding: str | None = "utf-8") -> str:
    """Return `value` as one line of JSON that is safe on a terminal and can be written in `encoding`.

    What a terminal would obey (C1 controls, bidirectional overrides) and lone surrogates are written as escapes,
    everything else as it is; where `encoding` cannot hold it, everything beyond ASCII is an escape.
    """
    text = _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
    try:
        text.encode(encoding or "ascii")
    except UnicodeEncodeError:
        return json.dumps(value)
    return text


def answer_to_json(answer: Answer, explanations: Sequence[Explanation] = ()) -> Json:
    """Return what `ask --json` prints; where there are explanations, one for each sentence, each has its own."""
    timings = answer.timings
    sentences = [_sentence(sentence) for sentence in answer.answers]
    for sentence, explanation in zip(sentences, explanations, strict=False):
        sentence["explanation"] = explanation_to_json(explanation)
    return {
        "question": answer.question,
        "answered": answer.answered,
        "confidence": round(answer.confidence, 4),
        "answers": [*sentences],
        "understood_as": answer.understood_as,
        "as_of": None if answer.as_of is None else answer.as_of.isoformat(timespec="seconds"),
        "reason": _reason(answer.reason),
        "timings_ms": {
            "sync": round(timings.sync, 1),
            "encode": round(timings.encode, 1),
            "search": round(timings.search, 1),
            "rank": round(timings.rank, 1),
        },
    }


def sync_to_json(report: SyncReport) -> Json:
    """Return what `index --json` prints."""
    return {
        "added": list(report.added),
        "changed": list(report.changed),
        "removed": list(report.removed),
        "unchanged": report.unchanged,
        "skipped": _skipped(report.skipped),
        "ignored": report.ignored,
        "encoded": report.encoded,
        "generation": report.generation,
        "seconds": round(report.seconds, 3),
    }


def copy_to_json(copied: Copied) -> Json:
    """Return what `store copy --json` prints."""
    held = copied.contents
    return {
        "copied": copied.copied,
        "there": copied.there,
        "removed": copied.removed,
        "documents": held.documents,
        "passages": held.passages,
        "sentences": held.sentences,
        "checksum": held.checksum,
    }


def status_to_json(status: Status) -> Json:
    """Return what `status --json` prints."""
    return {
        "briefings": _folders(status.folders),
        "index": str(status.index),
        "store": status.store,
        "model": status.model,
        "format_version": status.format_version,
        "generation": status.generation,
        "updated": None if status.updated is None else status.updated.isoformat(timespec="seconds"),
        "history_since": None if status.history_since is None else status.history_since.isoformat(timespec="seconds"),
        "age_s": None if status.age_s is None else round(status.age_s, 1),
        "files": status.files,
        "documents": status.documents,
        "sentences": status.sentences,
        "passages": status.passages,
        "catalog_bytes": status.catalog_bytes,
        "store_bytes": status.store_bytes,
        "pending": list(status.pending),
        "skipped": _skipped(status.skipped),
        "ignored": status.ignored,
        "health": _finding(status.health),
        "fitted": None
        if status.fitted is None
        else {
            "since": status.fitted.since.isoformat(timespec="seconds"),
            "questions": status.fitted.questions,
            "parts": list(status.fitted.parts),
            "in_use": status.fitted_in_use,
        },
    }


def document_to_json(document: StoredDocument, at: Span | None) -> Json:
    """Return what `show --json` prints; `at` is what `--at` asked for."""
    marked: Json = None if at is None else {"start": at.start, "end": at.end, "text": document.text[at.start : at.end]}
    sentences: list[Json] = [
        {
            "start": sentence.span.start,
            "end": sentence.span.end,
            "line": sentence.line,
            "page": sentence.page,
            "heading": sentence.heading[-1] if sentence.heading else None,
            "text": sentence.text,
        }
        for sentence in document.sentences
    ]
    return {
        **_summary(document.summary),
        "digest": document.digest,
        "text": document.text,
        "at": marked,
        "sentences": sentences,
    }


def sources_to_json(documents: Sequence[DocumentSummary]) -> Json:
    """Return a list of briefings, each as `show --json` prints it without its text."""
    return {"sources": [_summary(document) for document in documents]}


def checks_to_json(checks: tuple[CitationCheck, ...]) -> Json:
    """Return what `verify CITATION... --json` prints."""
    return {
        "stands": all(check.stands for check in checks),
        "citations": [
            {
                "citation": check.citation,
                "standing": check.standing.value,
                "text": check.text,
                "now": None if check.now is None else str(check.now),
                "was": check.was,
                "difference": [{"change": piece.change.value, "text": piece.text} for piece in check.difference],
            }
            for check in checks
        ],
    }


def findings_to_json(findings: tuple[Finding, ...], ok: bool) -> Json:
    """Return what `doctor --json` and `verify --json` print."""
    return {
        "ok": ok,
        "findings": [_finding(finding) for finding in findings],
    }


def _sentence(sentence: AnswerSentence) -> dict[str, Json]:
    return {
        "text": sentence.text,
        "source": sentence.citation.source,
        "start": sentence.citation.span.start,
        "end": sentence.citation.span.end,
        "line": sentence.line,
        "page": sentence.page,
        "title": sentence.title,
        "heading": sentence.heading,
        "date": _date(sentence.date),
        "score": round(sentence.score, 4),
        "confidence": round(sentence.confidence, 4),
        "citation": str(sentence.citation),
        "before": sentence.before,
        "after": sentence.after,
        "group": sentence.group,
        "also_in": _strings(sentence.also_in),
        "disagrees_with": _strings(sentence.disagrees_with),
    }


def _finding(finding: Finding) -> Json:
    return {"area": finding.area, "level": finding.level.value, "what": finding.what, "todo": finding.todo}


def _folders(folders: Folders) -> Json:
    """Return the one folder, or an object of folders by name."""
    if folders.single is not None:
        return str(folders.single)
    return {name: str(folder) for name, folder in folders.by_name}


def _reason(reason: Reason | None) -> Json:
    if reason is None:
        return None
    return {"kind": reason.kind.value, "text": reason_text(reason), "missing": list(reason.missing)}


def _summary(summary: DocumentSummary) -> dict[str, Json]:
    return {
        "source": summary.source,
        "title": summary.title,
        "date": _date(summary.date),
        "date_from": summary.date_origin and summary.date_origin.value,
        "author": summary.author,
        "tags": list(summary.tags),
        "classification": summary.classification,
        "classification_from": summary.classification_origin and summary.classification_origin.value,
        "notices": list(summary.notices),
    }


def _skipped(skipped: tuple[Skipped, ...]) -> Json:
    return [{"source": file.source, "reason": file.reason} for file in skipped]


def _strings(citations: tuple[Citation, ...]) -> Json:
    return [str(citation) for citation in citations]


def _date(date: dt.date | None) -> str | None:
    return None if date is None else date.isoformat()
