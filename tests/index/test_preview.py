"""A file is told of before it is put among the briefings: a name that a sync would not read is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import ReadingError
from index.folders import Folders
from index.preview import preview
from index.scan import ScanRules

if TYPE_CHECKING:
    from pathlib import Path

NOTE = b"# Ferry\n\nThe ferry leaves at nine.\n"


def objection(folders: Folders, source: str, rules: ScanRules | None = None) -> str:
    """Return why a file of this name would not be read; empty where it would be."""
    try:
        preview(folders, rules or ScanRules(), source, NOTE)
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
