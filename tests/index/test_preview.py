"""A preview says what a sync would make of a file, and touches nothing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from small_index import write_notes

from index import Briefings, Classifications, Filters, ReadingError
from index.folders import Folders
from index.preview import Bounds, preview
from index.scan_rules import ScanRules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOTE = b"""---
title: Honey
date: 2022-05-31
tags: [trade]
classification: RESTRICTED
---

One is said. Two is said. Three is said. Four is said.
"""


@pytest.fixture
def briefings(tmp_path: Path) -> Iterator[Briefings]:
    """Yield briefings in a folder with one folder in it."""
    write_notes(tmp_path / "briefings", {"2022/a.md": "Words.\n"})
    with Briefings(tmp_path / "briefings", max_file_bytes=500) as opened:
        yield opened


def test_it_says_what_would_be_indexed(briefings: Briefings) -> None:
    """All that a document says of itself, and how it begins; nothing is written."""
    found = briefings.preview("2022/b.md", NOTE)
    about = found.summary
    assert (about.source, about.title, about.date) == ("2022/b.md", "Honey", dt.date(2022, 5, 31))
    assert (about.tags, about.classification, about.sentences) == (("trade",), "RESTRICTED", 4)
    assert [sentence.reading for sentence in found.beginning] == ["One is said.", "Two is said.", "Three is said."]
    assert sorted(path.name for path in briefings.folder.rglob("*")) == ["2022", "a.md"]


@pytest.mark.parametrize(
    ("filters", "passes"),
    [
        (Filters(), True),
        (Filters(sources=("2022/*",)), True),
        (Filters(sources=("2023/*",)), False),
        (Filters(tags=("trade",), ceiling="RESTRICTED"), True),
        (Filters(ceiling="OFFICIAL"), False),
        (Filters(also=(Filters(tags=("defence",)),)), False),
        (Filters(since=dt.date(2022, 6, 1)), False),
    ],
)
def test_it_says_whether_filters_would_let_it_through(briefings: Briefings, filters: Filters, passes: bool) -> None:
    """As the search would."""
    assert briefings.preview("2022/b.md", NOTE, filters=filters).passes is passes


@pytest.mark.parametrize(
    ("source", "content", "reason"),
    [
        ("../b.md", NOTE, "no path inside"),
        ("2022//b.md", NOTE, "no path inside"),
        ("/b.md", NOTE, "no path inside"),
        (".hidden/b.md", NOTE, "hidden"),
        ("2022/.b.md", NOTE, "hidden"),
        ("b\0.md", NOTE, "null byte"),
        ("\udcff.md", NOTE, "not UTF-8"),
        ("x" * 300 + ".md", NOTE, "too long"),
        ("out/b.md", NOTE, "outside"),
        ("kept/b.md", NOTE, "index is kept"),
        ("b.md", NOTE + b" " * 500, "limit"),
        ("b.exe", NOTE, "no reader"),
        ("b.md", b"\0\1\2", "binary"),
    ],
)
def test_what_a_sync_would_not_read_is_refused(tmp_path: Path, source: str, content: bytes, reason: str) -> None:
    """With the reason."""
    folder = tmp_path / "briefings"
    write_notes(folder, {"2022/a.md": "Words.\n"})
    (folder / "out").symlink_to(tmp_path)
    with (
        Briefings(folder, index=folder / "kept", max_file_bytes=500) as briefings,
        pytest.raises(ReadingError, match=reason),
    ):
        briefings.preview(source, content)


def objection(folders: Folders, source: str, rules: ScanRules | None = None) -> str:
    """Return why a file of this name would not be read; empty where it would be."""
    try:
        preview(folders, rules or ScanRules(), source, NOTE, Bounds(Filters(), Classifications()))
    except ReadingError as error:
        return str(error)
    return ""


def test_what_patterns_leave_out_is_refused(tmp_path: Path) -> None:
    """Those of the settings and those of every ignore file above it, whether or not its folder is there yet."""
    (tmp_path / "sub").mkdir()
    (tmp_path / ".briefbotignore").write_text("drafts/\n*.old.md\n", encoding="utf-8")
    (tmp_path / "sub" / ".briefbotignore").write_text("/x.md\n!y.old.md\n", encoding="utf-8")
    one = Folders.one(tmp_path)
    taken = ["a.md", "sub/a.md", "sub/y.old.md", "new/a.md", "sub/deep/x.md"]
    refused = ["drafts/a.md", "sub/drafts/deep/a.md", "a.old.md", "sub/x.md", "sub/z.old.md"]
    assert [source for source in taken if objection(one, source)] == []
    assert all("leave it out" in objection(one, source) for source in refused)
    rules = ScanRules(include=("press/",), exclude=("*.draft.md",))
    assert objection(one, "press/new/a.md", rules) == ""
    assert "leave it out" in objection(one, "sub/a.md", rules)
    assert "leave it out" in objection(one, "press/a.draft.md", rules)


def test_what_an_unreadable_ignore_file_leaves_out_is_not_known(tmp_path: Path) -> None:
    """So nothing below it is taken."""
    (tmp_path / ".briefbotignore").write_bytes(b"caf\xe9")
    assert "is not known: it is not UTF-8" in objection(Folders.one(tmp_path), "sub/a.md")


def test_of_several_folders_the_name_comes_first(tmp_path: Path) -> None:
    """A source under no name has no place."""
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / ".briefbotignore").write_text("/x.md\n", encoding="utf-8")
    several = Folders.named({"press": tmp_path / "p", "old": tmp_path / "o"})
    assert objection(several, "press/a.md") == ""
    assert "leave it out" in objection(several, "press/x.md")
    assert "name of none of the briefings folders" in objection(several, "cables/a.md")
    assert "name of none of the briefings folders" in objection(several, "a.md")
    assert "leave it out" in objection(several, "old/a.md", ScanRules(exclude=("/old/",)))
