"""What ignore files and settings leave out, as a scan meets it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from index.chosen import IGNORE_FILE
from index.errors import FolderError
from index.folders import Folders
from index.scan import scan, scan_all
from index.scan_rules import ScanRules

if TYPE_CHECKING:
    from pathlib import Path

NO_LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege here")


def write(folder: Path, *sources: str, **ignored: str) -> None:
    """Write a small file at each source."""
    for source in sources:
        path = folder / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("A note.\n", encoding="utf-8")


def ignore(folder: Path, *lines: str) -> None:
    """Write an ignore file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / IGNORE_FILE).write_text("\n".join(lines), encoding="utf-8")


def sources(folder: Path, rules: ScanRules | None = None) -> list[str]:
    """Return the sources of the files that a scan finds."""
    return [file.source for file in scan(folder, rules).files]


def test_what_an_ignore_file_names_is_not_read_and_is_counted(tmp_path: Path) -> None:
    """Nor is the file itself, nor is any of it called skipped; an ignored folder counts once."""
    write(tmp_path, "a.md", "draft.md", "drafts/x.md", "drafts/y.md", "drafts/deep/z.md", "slides.exe")
    ignore(tmp_path, "# mine", "drafts/", "draft.md", "*.exe")
    found = scan(tmp_path)
    assert [file.source for file in found.files] == ["a.md"]
    assert (found.skipped, found.ignored) == ((), 3)


def test_an_ignore_file_in_a_folder_speaks_of_that_folder(tmp_path: Path) -> None:
    """It beats those above it, and its paths begin there."""
    write(tmp_path, "a.txt", "sub/a.txt", "sub/b.md", "sub/deep/b.md", "b.md")
    ignore(tmp_path, "*.txt")
    ignore(tmp_path / "sub", "!a.txt", "/b.md")
    assert sources(tmp_path) == ["b.md", "sub/a.txt", "sub/deep/b.md"]


def test_nothing_comes_back_out_of_an_ignored_folder(tmp_path: Path) -> None:
    """As in git: what is not entered is not looked into."""
    write(tmp_path, "a.md", "sub/x.md")
    ignore(tmp_path, "sub/", "!sub/x.md")
    ignore(tmp_path / "sub", "!x.md")
    assert sources(tmp_path) == ["a.md"]


def test_all_but_some_can_be_ignored(tmp_path: Path) -> None:
    """The way git's own users write it."""
    write(tmp_path, "a.md", "a.txt", "sub/b.md", "sub/b.txt")
    ignore(tmp_path, "*", "!*/", "!*.md")
    assert sources(tmp_path) == ["a.md", "sub/b.md"]


def test_settings_include_and_exclude(tmp_path: Path) -> None:
    """Included is what a pattern or a folder above matches; excluded is so whatever an ignore file says."""
    write(tmp_path, "a.md", "press/a.md", "press/old/b.md", "press/old/c.txt", "trade/a.md")
    assert sources(tmp_path, ScanRules(include=("press/", "/a.md"))) == [
        "a.md",
        "press/a.md",
        "press/old/b.md",
        "press/old/c.txt",
    ]
    assert sources(tmp_path, ScanRules(include=("press/", "!old/"))) == ["press/a.md"]
    assert sources(tmp_path, ScanRules(include=("*.txt",))) == ["press/old/c.txt"]
    ignore(tmp_path, "!press/", "a.md")
    rules = ScanRules(include=("*.md",), exclude=("press/",))
    assert (sources(tmp_path, rules), scan(tmp_path, rules).ignored) == ([], 3)


def test_the_name_of_a_folder_can_be_chosen_too(tmp_path: Path) -> None:
    """Patterns of the settings are over whole sources, those of an ignore file over paths in its folder."""
    write(tmp_path, "one/a.md", "one/b.md", "two/a.md", "three/a.md")
    ignore(tmp_path / "one", "/b.md")
    folders = Folders.named({"press": tmp_path / "one", "cables": tmp_path / "two", "old": tmp_path / "three"})
    found = scan_all(folders, ScanRules(exclude=("/old",)))
    assert [(file.source, file.path) for file in found.files] == [
        ("cables/a.md", tmp_path / "two" / "a.md"),
        ("press/a.md", tmp_path / "one" / "a.md"),
    ]
    assert found.ignored == 2
    only = scan_all(folders, ScanRules(include=("press/", "!a.md")))
    assert [file.source for file in only.files] == []
    assert [file.source for file in scan_all(folders, ScanRules(include=("press/",))).files] == ["press/a.md"]


@pytest.mark.parametrize("content", [b"caf\xe9\n", b"x" * 1_000_001])
def test_an_ignore_file_that_cannot_be_read_closes_its_folder(tmp_path: Path, content: bytes) -> None:
    """Nobody knows what it would leave out: of a sub-folder nothing is read, and the whole folder is an error."""
    write(tmp_path, "a.md", "sub/b.md")
    (tmp_path / "sub" / IGNORE_FILE).write_bytes(content)
    found = scan(tmp_path)
    assert [file.source for file in found.files] == ["a.md"]
    (skipped,) = found.skipped
    assert skipped.source == f"sub/{IGNORE_FILE}"
    assert skipped.reason.endswith(", so nothing in its folder is read")
    (tmp_path / IGNORE_FILE).write_bytes(content)
    with pytest.raises(FolderError, match="what it leaves out is not known"):
        scan(tmp_path)


@NO_LINKS
def test_a_link_is_an_ignore_file_where_it_leads_inside(tmp_path: Path) -> None:
    """What lies outside the folder is opened by nobody, and one that leads nowhere is no empty one."""
    notes = tmp_path / "notes"
    write(notes, "a.md", "b.md", "rules")
    (notes / "rules").write_text("a.md\n", encoding="utf-8")
    (notes / IGNORE_FILE).symlink_to("rules")
    assert sources(notes) == ["b.md"]
    for target in (tmp_path / "outside", notes / "gone"):
        (tmp_path / "outside").write_text("a.md\n", encoding="utf-8")
        (notes / IGNORE_FILE).unlink()
        (notes / IGNORE_FILE).symlink_to(target)
        with pytest.raises(FolderError, match=IGNORE_FILE):
            scan(notes)


@NO_LINKS
def test_patterns_hold_for_links_by_their_own_names(tmp_path: Path) -> None:
    """A link to outside that is ignored is not named; the linked folder's files have the link's name."""
    notes = tmp_path / "notes"
    write(tmp_path, "notes/real/a.md", "notes/b.md", "outside.md")
    (notes / "also").symlink_to("real")
    (notes / "c.md").symlink_to("b.md")
    (notes / "out.md").symlink_to(tmp_path / "outside.md")
    ignore(notes, "also/", "/b.md", "out.md")
    found = scan(notes)
    assert ([file.source for file in found.files], found.skipped) == (["c.md", "real/a.md"], ())
