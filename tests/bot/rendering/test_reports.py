"""What the library tells of its own work."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.rendering.reports import render_checks, render_documents, render_findings, render_status, render_sync
from index import (
    Citation,
    CitationCheck,
    DocumentSummary,
    Finding,
    Folders,
    Level,
    Skipped,
    Span,
    Standing,
    Status,
    SyncReport,
)

if TYPE_CHECKING:
    from collections.abc import Callable

STATUS = Status(
    folders=Folders.one(Path("notes")),
    index=Path("idx"),
    model="all-MiniLM-L6-v2",
    format_version=1,
    generation=3,
    updated=dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC),
    history_since=None,
    age_s=7300.0,
    files=13,
    documents=14,
    sentences=1669,
    passages=144,
    catalog_bytes=860_200,
    store_bytes=762_700,
    pending=(),
    skipped=(),
    ignored=0,
    health=Finding("stores", Level.OK, "the stores open and fit the catalog"),
)


def test_a_sync_names_what_it_did_and_last_what_it_skipped(printed: Callable[..., str]) -> None:
    """Each skipped file with its reason."""
    report = SyncReport(("a.md",), ("b.md",), ("c.md",), 1200, (Skipped("d\x1b[2J.bin", "binary"),), 1, 3, 0.085)
    assert printed(render_sync(report), terminal=False) == (
        "1 added, 1 changed, 1 removed, 1,200 unchanged\n"
        "  + a.md\n"
        "  ~ b.md\n"
        "  - c.md\n"
        "1 text encoded in 85 ms, generation 3\n"
        "1 file skipped:\n"
        "  d.bin: binary\n"
    )


def test_a_long_list_is_cut_and_says_so(printed: Callable[..., str]) -> None:
    """Twenty are named."""
    report = SyncReport(tuple(f"{number}.md" for number in range(1021)), (), (), 0, (), 1, 1, 1.0)
    out = printed(render_sync(report), terminal=False)
    assert out.count("  + ") == 20
    assert "  and 1,001 more (--json names all)\n" in out


def test_a_status_says_what_there_is(printed: Callable[..., str]) -> None:
    """Where, by which model, how much, and that nothing is pending."""
    assert printed(render_status(STATUS), terminal=False) == (
        "briefings    notes\n"
        "index        idx (format 1)\n"
        "model        all-MiniLM-L6-v2\n"
        "generation   3, 2026-01-02 03:04 UTC, 2 hours ago\n"
        "files        13, with 1 document inside them\n"
        "sentences    1,669 in 144 passages\n"
        "on disk      860.2 kB catalog, 762.7 kB stores\n"
        "health       the stores open and fit the catalog\n"
        "pending      nothing, the index is up to date\n"
    )


def test_a_status_names_what_is_pending_and_what_is_skipped(printed: Callable[..., str]) -> None:
    """Before the first sync there is no model and no generation."""
    status = replace(
        STATUS, model=None, generation=0, updated=None, age_s=None, pending=("a.md",), skipped=(Skipped("b", "empty"),)
    )
    out = printed(render_status(status), terminal=False)
    assert "model        none yet\ngeneration   none yet\n" in out
    assert out.endswith("pending      1 file; run `briefbot index`\n  a.md\n1 file skipped:\n  b: empty\n")


def test_a_status_says_what_is_wrong_and_what_is_ignored(printed: Callable[..., str]) -> None:
    """With what to do."""
    broken = Finding("stores", Level.PROBLEM, "a file is cut off", "run `briefbot index`")
    out = printed(render_status(replace(STATUS, ignored=3, health=broken)), terminal=False)
    assert "health       a file is cut off; run `briefbot index`\n" in out
    assert "ignored      3 files and folders by your patterns\n" in out


def test_a_finding_says_what_to_do(printed: Callable[..., str]) -> None:
    """On a line of its own, below what was found."""
    findings = [Finding("disk", Level.PROBLEM, "full", "free some"), Finding("model", Level.OK, "found")]
    assert printed(render_findings(findings), terminal=False) == (
        "problem  disk: full\n         \u2192 free some\nok       model: found\n"
    )


def test_a_citation_that_moved_says_where_to(printed: Callable[..., str]) -> None:
    """With its words, white space folded; one that is gone has none."""
    now = Citation("b.md", Span(5, 9), "cd" * 32)
    checks = [
        CitationCheck("a.md#0-4@abababab", Standing.MOVED, "two\nwords", now),
        CitationCheck("a.md#5-9@abababab", Standing.GONE, None, None),
    ]
    assert printed(render_checks(checks), terminal=False) == (
        "moved    a.md#0-4@abababab is now b.md#5-9@cdcdcdcd\n         two words\ngone     a.md#5-9@abababab\n"
    )


def test_a_citation_that_changed_shows_both_texts(printed: Callable[..., str]) -> None:
    """Between marks in a pipe, by color on a terminal; without the old words what stands there now."""
    now = Citation("a.md", Span(5, 9), "cd" * 32)
    check = CitationCheck("a.md#0-4@abababab", Standing.CHANGED, "It leaves at\nten.", now, "It leaves at nine.")
    assert printed(render_checks([check]), terminal=False) == (
        "changed  a.md#0-4@abababab is now a.md#5-9@cdcdcdcd\n         It leaves at [-nine.-] {+ten.+}\n"
    )
    colored = printed(render_checks([check], marks=False), 200)
    assert "{+" not in colored
    assert "nine." in colored
    assert "ten." in colored
    unknown = printed(render_checks([replace(check, was=None)]), terminal=False)
    assert unknown.endswith("\n         It leaves at ten.\n")
    gone = replace(check, standing=Standing.GONE, now=None, text=None)
    assert printed(render_checks([gone]), terminal=False) == (
        "gone     a.md#0-4@abababab\n         It leaves at nine.\n"
    )


def test_documents_are_listed_with_title_and_date(printed: Callable[..., str]) -> None:
    """One that has neither takes one line."""
    documents = [
        DocumentSummary("a.md", "A title", dt.date(2022, 5, 31), (), None, 3, ()),
        DocumentSummary("b.txt", None, None, (), None, 3, ()),
    ]
    assert printed(render_documents(documents), terminal=False) == (
        "a.md\n  A title, 31 May 2022\nb.txt\n\n2 documents\n"
    )
