"""What `--json` prints."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.evaluation_json import evaluation_to_json
from bot.wire import (
    answer_to_json,
    checks_to_json,
    document_to_json,
    findings_to_json,
    status_to_json,
    sync_to_json,
    to_text,
)
from index import (
    Citation,
    CitationCheck,
    DocumentSummary,
    Finding,
    Folders,
    Level,
    Reason,
    ReasonKind,
    Sentence,
    Skipped,
    Span,
    Standing,
    Status,
    StoredDocument,
    SyncReport,
    Timings,
)
from index.bootstrap import Interval
from index.evaluate import (
    Change,
    ConfidenceReport,
    Decisions,
    EvaluationReport,
    KindReport,
    Percentiles,
    QuestionKind,
    RiskAt,
    RiskPoint,
)
from index.records import BlockKind

if TYPE_CHECKING:
    from index import Answer


def test_an_answer_has_the_shape_that_programs_rely_on(answer: Answer) -> None:
    """Every key, in order, with dates and citations as strings."""
    timings = Timings(sync=3.14, encode=8.96, search=2.2, rank=21.0)
    assert answer_to_json(replace(answer, timings=timings)) == {
        "question": "what was agreed",
        "answered": True,
        "confidence": 0.9123,
        "answers": [
            {
                "text": "The two leaders\nagreed to share.",
                "source": "2022/leaders.md",
                "start": 412,
                "end": 444,
                "line": 14,
                "page": None,
                "title": "Leaders' meeting",
                "heading": "What was agreed",
                "date": "2022-05-31",
                "score": 3.2199,
                "confidence": 0.9123,
                "citation": "2022/leaders.md#412-444@9f2c1e07",
                "before": "They met for 85 minutes.",
                "after": "Officials will draft the text.",
                "group": 0,
                "also_in": [],
                "disagrees_with": [],
            }
        ],
        "understood_as": None,
        "as_of": None,
        "reason": None,
        "timings_ms": {"sync": 3.1, "encode": 9.0, "search": 2.2, "rank": 21.0},
    }


def test_other_places_are_citations(answer: Answer) -> None:
    """Where the same stands, and where something else does."""
    (sentence,) = answer.answers
    other = replace(answer, answers=(replace(sentence, also_in=(sentence.citation,), disagrees_with=(), date=None),))
    (row,) = json.loads(to_text(answer_to_json(other)))["answers"]
    assert row["also_in"] == ["2022/leaders.md#412-444@9f2c1e07"]
    assert row["date"] is None


def test_what_a_terminal_would_obey_is_written_as_an_escape() -> None:
    """And is read back as it was."""
    words = "\x1b[31m \x9b \u202e \u2028 \udcff Māori"
    text = to_text([words])
    assert text.isprintable()
    assert "Māori" in text
    assert json.loads(text) == [words]


def test_an_encoding_that_lacks_a_letter_gets_escapes() -> None:
    """Rather than question marks."""
    assert to_text("Māori", "ascii") == '"M\\u0101ori"'
    assert to_text("Māori", None) == '"M\\u0101ori"'


def test_a_sync_names_what_it_did() -> None:
    """With the reason for each file that was skipped."""
    report = SyncReport(("a.md",), ("b.md",), ("c.md",), 4, (Skipped("d.bin", "binary"),), 17, 3, 1.23456, 4)
    assert sync_to_json(report) == {
        "added": ["a.md"],
        "changed": ["b.md"],
        "removed": ["c.md"],
        "unchanged": 4,
        "skipped": [{"source": "d.bin", "reason": "binary"}],
        "ignored": 4,
        "encoded": 17,
        "generation": 3,
        "seconds": 1.235,
    }


def test_a_status_is_told_in_full() -> None:
    """Before the first sync there is no model and no date."""
    health = Finding("stores", Level.PROBLEM, "cut off", "make them again")
    one = Folders.one(Path("n"))
    status = Status(one, Path("i"), None, 1, 0, None, None, None, 0, 0, 0, 0, 10, 20, ("a.md",), (), 2, health)
    told = status_to_json(status)
    assert isinstance(told, dict)
    assert (told["model"], told["updated"], told["pending"]) == (None, None, ["a.md"])
    assert (told["briefings"], told["age_s"], told["ignored"]) == ("n", None, 2)
    assert told["health"] == {"area": "stores", "level": "problem", "what": "cut off", "todo": "make them again"}
    several = status_to_json(replace(status, folders=Folders.named({"b": Path("x"), "a": Path("y")})))
    assert isinstance(several, dict)
    assert several["briefings"] == {"a": "y", "b": "x"}
    updated = dt.datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=dt.UTC)
    later = status_to_json(replace(status, updated=updated))
    assert isinstance(later, dict)
    assert later["updated"] == "2026-01-02T03:04:05+00:00"


def test_a_document_comes_with_its_sentences_and_the_span_asked_for() -> None:
    """Each sentence with the nearest heading."""
    sentence = Sentence(0, Span(0, 3), "One", "One", 1, None, ("A", "B"), BlockKind.PARAGRAPH)
    summary = DocumentSummary("a.md", "T", dt.date(2022, 5, 1), ("x",), "SECRET", 1, ("a notice",))
    document = StoredDocument(summary, "One two", "f" * 64, (sentence, replace(sentence, heading=())))
    told = json.loads(to_text(document_to_json(document, Span(4, 7))))
    assert told["at"] == {"start": 4, "end": 7, "text": "two"}
    assert (told["source"], told["date"], told["tags"], told["text"]) == ("a.md", "2022-05-01", ["x"], "One two")
    assert [row["heading"] for row in told["sentences"]] == ["B", None]
    assert json.loads(to_text(document_to_json(document, None)))["at"] is None


def test_checks_and_findings_say_first_whether_all_is_well() -> None:
    """Then each of them."""
    check = CitationCheck("a.md#0-3@00000000", Standing.GONE, None, None)
    assert checks_to_json((check,)) == {
        "stands": False,
        "citations": [
            {
                "citation": "a.md#0-3@00000000",
                "standing": "gone",
                "text": None,
                "now": None,
                "was": None,
                "difference": [],
            }
        ],
    }
    now = Citation("a.md", Span(0, 7), "cd" * 32)
    changed = replace(check, standing=Standing.CHANGED, text="At ten.", now=now, was="At nine.")
    (told,) = json.loads(to_text(checks_to_json((changed,))))["citations"]
    assert (told["text"], told["now"], told["was"]) == ("At ten.", "a.md#0-7@cdcdcdcd", "At nine.")
    assert told["difference"] == [
        {"change": "same", "text": "At"},
        {"change": "gone", "text": "nine."},
        {"change": "new", "text": "ten."},
    ]
    finding = Finding("disk", Level.WARNING, "nearly full", "free some")
    assert findings_to_json((finding,), ok=True) == {
        "ok": True,
        "findings": [{"area": "disk", "level": "warning", "what": "nearly full", "todo": "free some"}],
    }


def test_an_evaluation_has_its_figures_under_their_usual_names() -> None:
    """Shares in per cent, latency in milliseconds."""
    some = Percentiles(1.04, 2.0, 3.0)
    report = EvaluationReport(9, 8, 75.0, 88.0, 90.0, 80.1, 20.5, Decisions(1, 2, 3, 4), 0.8, None, some, some)
    told = evaluation_to_json(report)
    assert isinstance(told, dict)
    assert (told["hit@1"], told["mrr@10"], told["unanswered_wrong"], told["answered_f1"]) == (75.0, 80.1, 4, None)
    assert told["wall_ms"] == {"p50": 1.0, "p95": 2.0, "p99": 3.0}
    assert (told["by_kind"], told["against"], told["plots"]) == ({}, None, [])


def test_an_evaluation_tells_kinds_confidence_comparison_and_plots() -> None:
    """Risk and coverage in per cent; a coverage that is not reached has no risk."""
    some = Percentiles(1.0, 2.0, 3.0)
    report = EvaluationReport(9, 8, 75.0, 88.0, 90.0, 80.1, 20.5, Decisions(1, 2, 3, 4), 0.8, None, some, some)
    point = RiskPoint(0.61234, 0.83333, 0.0625)
    confidence = ConfidenceReport(0.12344, 0.05, (RiskAt(0.8, point), RiskAt(1.0, None)), 0.05, point)
    report = replace(report, kinds=(KindReport(QuestionKind.HOW_MANY, 4, 50.0, 75.0),), confidence=confidence)
    change = Change("hit@1", 8, 62.5, 75.0, Interval(0.0, 37.5), 1, 0)
    told = json.loads(to_text(evaluation_to_json(report, [change], [Path("a.png")])))
    assert (told["brier"], told["ece"]) == (0.1234, 0.05)
    assert told["risk_at_coverage"] == {"80": 6.2, "100": None}
    assert (told["coverage_at_risk"], told["threshold_at_risk"]) == ({"5": 83.3}, {"5": 0.6123})
    assert told["by_kind"] == {"how many": {"answerable": 4, "hit@1": 50.0, "hit@3": 75.0}}
    assert told["against"] == {
        "hit@1": {
            "questions": 8,
            "earlier": 62.5,
            "now": 75.0,
            "difference": 12.5,
            "interval_95": [0.0, 37.5],
            "higher": 1,
            "lower": 0,
        }
    }
    assert told["plots"] == ["a.png"]
    never = replace(report, confidence=replace(confidence, most_at_risk=None))
    told = json.loads(to_text(evaluation_to_json(never)))
    assert (told["coverage_at_risk"], told["threshold_at_risk"]) == ({"5": 0.0}, {"5": None})


def test_a_reason_has_its_kind_its_words_and_what_is_missing(answer: Answer) -> None:
    """A reason is one object: kind, the words for people, and what stands nowhere."""
    reason = Reason(ReasonKind.NOTHING_LIKE_IT, ("Kiribati",), nowhere=True)
    told = answer_to_json(replace(answer, answered=False, reason=reason))
    assert isinstance(told, dict)
    assert told["reason"] == {
        "kind": "nothing_like_it",
        "text": "No briefing mentions \u201cKiribati\u201d.",
        "missing": ["Kiribati"],
    }
