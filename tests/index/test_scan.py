"""A scan finds every briefing in a folder, names what it leaves out, and opens nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.errors import FolderError
from index.scan import scan
from index.scan_rules import ScanRules

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

NO_LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege here")


def write(folder: Path, *sources: str) -> None:
    """Write a small file at each source."""
    for source in sources:
        path = folder / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("A note.\n", encoding="utf-8", newline="")


def sources(folder: Path, rules: ScanRules | None = None) -> list[str]:
    """Return the sources of the files that a scan finds."""
    return [file.source for file in scan(folder, rules).files]


def skipped(folder: Path, rules: ScanRules | None = None) -> dict[str, str]:
    """Return the reasons by the sources that a scan skips."""
    return {item.source: item.reason for item in scan(folder, rules).skipped}


def test_files_come_in_the_order_of_sources_with_forward_slashes(tmp_path: Path) -> None:
    """Sources are relative, have forward slashes and are sorted, whatever the depth."""
    write(tmp_path, "b.md", "a/z.txt", "a/deep/er/x.markdown", "a.md", "Ä.TXT")
    assert sources(tmp_path) == ["a.md", "a/deep/er/x.markdown", "a/z.txt", "b.md", "Ä.TXT"]


def test_a_file_has_its_size_time_and_path(tmp_path: Path) -> None:
    """Size and time are the file system's, and the path opens the file."""
    write(tmp_path, "2022/a.md")
    os.utime(tmp_path / "2022" / "a.md", ns=(1, 1_600_000_000_123_456_700))
    (file,) = scan(tmp_path).files
    assert file.path.read_bytes() == b"A note.\n"
    assert (file.size, file.mtime_ns) == (8, (tmp_path / "2022" / "a.md").stat().st_mtime_ns)


def test_hidden_files_and_folders_are_passed_over_in_silence(tmp_path: Path) -> None:
    """A leading dot hides: the index's own folder is neither read nor named."""
    write(tmp_path, ".briefbot/a.md", ".hidden.md", "a/.git/b.md", "a/c.md", ".DS_Store")
    assert sources(tmp_path) == ["a/c.md"]
    assert skipped(tmp_path) == {}


def test_a_file_that_no_reader_knows_is_named(tmp_path: Path) -> None:
    """Other formats are skipped with their ending, and so is a name without one."""
    write(tmp_path, "a.md", "b.xyz", "sub/Makefile", "md")
    assert sources(tmp_path) == ["a.md"]
    assert skipped(tmp_path) == {
        "b.xyz": "no reader for .xyz",
        "md": "no reader for a name without an ending",
        "sub/Makefile": "no reader for a name without an ending",
    }
    assert [item.source for item in scan(tmp_path).skipped] == ["b.xyz", "md", "sub/Makefile"]


def test_a_file_above_the_limit_is_skipped_and_one_at_the_limit_is_not(tmp_path: Path) -> None:
    """The limit itself still passes; the reason has both sizes."""
    write(tmp_path, "a.md")
    with (tmp_path / "big.md").open("wb") as big:
        big.truncate(2_500_000)
    assert sources(tmp_path, ScanRules(max_file_bytes=8)) == ["a.md"]
    assert skipped(tmp_path, ScanRules(max_file_bytes=7))["a.md"] == "0 MB, above the limit of 0 MB"
    assert skipped(tmp_path, ScanRules(max_file_bytes=2_000_000)) == {"big.md": "2.5 MB, above the limit of 2 MB"}


@NO_LINKS
def test_a_link_to_outside_is_skipped_and_one_to_inside_is_followed(tmp_path: Path) -> None:
    """Only what stands in the folder is read, whichever way a link leads, and even where it hides."""
    notes = tmp_path / "notes"
    write(tmp_path, "notes/a.md", "notes/..data/hidden.md", "notes-of-others/secret.md")
    (notes / "out.md").symlink_to(tmp_path / "notes-of-others" / "secret.md")
    (notes / "outside").symlink_to(tmp_path / "notes-of-others")
    (notes / "again.md").symlink_to("a.md")
    (notes / "mounted.md").symlink_to("..data/hidden.md")
    assert sources(notes) == ["a.md", "again.md", "mounted.md"]
    outside = "a link to outside the briefings folder"
    assert skipped(notes) == {"out.md": outside, "outside": outside}


@NO_LINKS
def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    """A linked briefings folder is read like any other."""
    write(tmp_path, "real/a.md", "real/sub/b.md")
    (tmp_path / "linked").symlink_to("real")
    assert sources(tmp_path / "linked") == ["a.md", "sub/b.md"]


@NO_LINKS
def test_a_linked_folder_is_followed_once(tmp_path: Path) -> None:
    """Its files are read under both names; links that lead back or on to further folders are named, and no loop."""
    write(tmp_path, "a/x.md", "b/y.md")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "to-b").symlink_to(tmp_path / "b")
    (tmp_path / "b" / "to-a").symlink_to(tmp_path / "a")
    assert sources(tmp_path) == ["a/to-b/y.md", "a/x.md", "b/to-a/x.md", "b/y.md"]
    reasons = skipped(tmp_path)
    assert reasons["a/up"] == reasons["a/self"] == "a link back to a folder that it stands in"
    assert reasons["a/to-b/to-a"] == "a link to a folder, inside a linked folder"


@NO_LINKS
def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    """A broken link, and one to itself, are skipped."""
    write(tmp_path, "a.md")
    (tmp_path / "broken.md").symlink_to("gone.md")
    (tmp_path / "loop.md").symlink_to("loop.md")
    assert sources(tmp_path) == ["a.md"]
    assert skipped(tmp_path) == {"broken.md": "a link that leads nowhere", "loop.md": "a link that leads nowhere"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_no_briefing(tmp_path: Path) -> None:
    """What would block a reader for ever is skipped, and so is a link to it."""
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "linked.md").symlink_to("pipe.md")
    assert skipped(tmp_path) == {"linked.md": "not a regular file", "pipe.md": "not a regular file"}


def test_what_may_not_be_read_is_named(
    tmp_path: Path, bound_by_permissions: Callable[[], AbstractContextManager[None]]
) -> None:
    """A file, a folder that may not be listed and one whose files may not be looked at cost the others nothing."""
    folder = tmp_path / "notes"
    write(folder, "a.md", "secret.md", "closed/b.md", "listed/c.md")
    modes = {folder / "secret.md": 0o200, folder / "closed": 0o000, folder / "listed": 0o444}
    for path in (tmp_path, *tmp_path.parents):
        if path.stat().st_uid == os.geteuid() and path != Path(path.anchor):
            path.chmod(path.stat().st_mode | 0o055)
    for path, mode in modes.items():
        path.chmod(mode)
    try:
        with bound_by_permissions():
            found = scan(folder)
    finally:
        for path in modes:
            path.chmod(0o755)
    assert [file.source for file in found.files] == ["a.md"]
    reason = "may not be read: check its permissions"
    assert {item.source: item.reason for item in found.skipped} == dict.fromkeys(
        ("closed", "listed/c.md", "secret.md"), reason
    )


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="file names are Unicode here")
def test_a_name_that_is_not_utf8_is_skipped_in_a_form_that_can_be_printed(tmp_path: Path) -> None:
    """Such a name could be cited nowhere; its bytes are shown."""
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md"))).write_bytes(b"A note.")
    assert skipped(tmp_path) == {"caf\\udce9.md": "its name is not UTF-8: rename it"}


def test_a_missing_folder_is_an_error_of_one_line(tmp_path: Path) -> None:
    """The message names the folder and what to do."""
    with pytest.raises(FolderError) as caught:
        scan(tmp_path / "gone")
    assert str(caught.value) == (
        f"the briefings folder {tmp_path / 'gone'} does not exist; name the folder of your notes with --briefings"
    )


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """A file in the folder's place is told from a missing folder."""
    write(tmp_path, "a.md")
    with pytest.raises(FolderError, match=r"a\.md is not a folder; name"):
        scan(tmp_path / "a.md")


def test_a_folder_that_may_not_be_opened_is_an_error(
    tmp_path: Path, bound_by_permissions: Callable[[], AbstractContextManager[None]]
) -> None:
    """It is not taken for an empty one."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o000)
    try:
        with bound_by_permissions(), pytest.raises(FolderError, match="cannot be opened"):
            scan(folder)
    finally:
        folder.chmod(0o755)


def test_the_indexs_own_folder_is_passed_over_in_silence(tmp_path: Path) -> None:
    """Wherever it was put, and nothing else of its name."""
    write(tmp_path, "a.md", "2022/index/catalog.sqlite", "2022/index/b.md", "index/c.md")
    rules = ScanRules(index_folder=tmp_path / "2022" / "index")
    assert sources(tmp_path, rules) == ["a.md", "index/c.md"]
    assert skipped(tmp_path, rules) == {}
