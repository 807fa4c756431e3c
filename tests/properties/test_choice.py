"""What a scan leaves out is what git leaves out."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.chosen import IGNORE_FILE
from index.scan import scan

_NAMES = ("a.md", "b.md", "a.txt", "ab.md")
_FOLDERS = ("", "a/", "b/", "a/b/", "a/b/a/", "b/a/")
# Joined at random they are patterns of every kind. Two stars come only between slashes: elsewhere they are one, and
# git before 2.48 took a pattern's beginning for a slash.
_PIECES = st.sampled_from(["a", "b", "ab", "*", "?", ".md", "[ab]", "[!a]", "*.md", "a.md", "\\a"])
_PARTS = st.one_of(
    st.just("**"), st.lists(_PIECES, min_size=1, max_size=3).map("".join).filter(lambda p: "**" not in p)
)
_PATTERNS = st.builds(
    lambda no, first, parts, last: f"{no}{first}{'/'.join(parts)}{last}",
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "", "/"]),
    st.lists(_PARTS, min_size=1, max_size=3),
    st.sampled_from(["", "", "/"]),
)
_IGNORE_FILES = st.dictionaries(st.sampled_from(_FOLDERS), st.lists(_PATTERNS, min_size=1, max_size=4), max_size=3)

git = shutil.which("git")


def by_git(folder: Path) -> list[str]:
    """Return the files that git does not ignore."""
    command = ["git", "ls-files", "-z", "--others", f"--exclude-per-directory={IGNORE_FILE}"]
    listed = subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout.decode().split("\0")
    return sorted(name for name in listed if name and not Path(name).name.startswith("."))


@pytest.fixture(scope="module")
def tree() -> object:
    """Return a folder of small files that git knows as a work tree."""
    with tempfile.TemporaryDirectory() as folder:
        for above in _FOLDERS:
            (Path(folder) / above).mkdir(exist_ok=True)
            for name in _NAMES:
                (Path(folder) / above / name).write_text("A note.\n", encoding="utf-8")
        subprocess.run(["git", "init", "-q", folder], check=True)
        yield Path(folder)


@pytest.mark.skipif(git is None, reason="git is not installed")
@settings(max_examples=60)
@given(_IGNORE_FILES)
def test_a_scan_reads_what_git_would_not_ignore(tree: Path, ignore_files: dict[str, list[str]]) -> None:
    """Whatever the patterns are, and in whichever folders they stand."""
    for old in tree.rglob(IGNORE_FILE):
        old.unlink()
    for folder, lines in ignore_files.items():
        (tree / folder / IGNORE_FILE).write_text("\n".join(lines), encoding="utf-8")
    assert [file.source for file in scan(tree).files] == by_git(tree)
