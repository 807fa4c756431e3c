"""Two commits are checked out, measured in turns, and put away again."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from benchmarks.compare import Side, checked_out, compare, main, ratios
from benchmarks.errors import BenchmarkError
from benchmarks.measure import Run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with two commits."""
    folder = tmp_path / "repository"
    folder.mkdir()
    git = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    for text in ("old", "new"):
        (folder / "file").write_text(text, encoding="utf-8")
        subprocess.run([*git, "add", "file"], check=True)
        subprocess.run([*git, "commit", "--quiet", "-m", text], check=True)
    return folder


def _worktrees(repository: Path) -> int:
    done = subprocess.run(
        ["git", "-C", str(repository), "worktree", "list"], capture_output=True, text=True, check=True
    )
    return len(done.stdout.splitlines())


def test_a_commit_is_checked_out_and_removed(repository: Path, tmp_path: Path) -> None:
    """Even where what is done with it fails."""
    (tmp_path / "place").mkdir()
    checkout = checked_out("HEAD~1", tmp_path / "place", repository)
    side = checkout.__enter__()
    assert (side.tree / "file").read_text(encoding="utf-8") == "old"
    assert side.environment["PYTHONPATH"] == str(side.tree)
    assert _worktrees(repository) == 2
    assert not checkout.__exit__(ValueError, ValueError("measuring failed"), None)
    assert _worktrees(repository) == 1
    assert not side.tree.exists()


def test_a_commit_that_is_not_there_is_refused(repository: Path, tmp_path: Path) -> None:
    """It is named."""
    (tmp_path / "place").mkdir()
    with pytest.raises(BenchmarkError, match="no-such cannot be checked out"):
        checked_out("no-such", tmp_path / "place", repository).__enter__()
    assert main(["no-such", "no-such", "--sentences", "50"]) == 2


def test_a_ratio_is_new_over_old_of_each_pair() -> None:
    """Its median is not the ratio of medians."""
    found = ratios([(1.0, 2.0), (10.0, 5.0), (4.0, 4.0)])
    assert (found.count, found.low, found.median, found.high) == (3, 0.75, 1.0, 1.5)


def test_sides_take_turns_at_being_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And a side that takes twice as long has a ratio of two."""
    sides = Side("a", tmp_path / "a", tmp_path / "a"), Side("b", tmp_path / "b", tmp_path / "b")
    order: list[str] = []

    def measured(command: list[str], environment: dict[str, str]) -> Run:
        which = environment["PYTHONPATH"][-1]
        if "ask" in command:
            order.append(which)
        took = 2.0 if which == "b" else 1.0
        return Run(took, 100.0, took)

    monkeypatch.setattr("benchmarks.compare.run", measured)
    monkeypatch.setattr("benchmarks.compare._warm", lambda *of: [1.0] * len(of[-1]))
    found = dict(compare(*sides, tmp_path, ["Who?", "What?"], rounds=2))
    assert order == ["a", "b", "b", "a"]
    assert found["cold question"].median == found["indexing"].median == 2.0
    assert found["memory of a cold question"].median == 1.0
    assert found["warm question"].count == 4
