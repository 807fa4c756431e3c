"""A file is read when it rests and nobody has it open for writing."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from index.scan import FoundFile
from index.watching.nudges import _Matters
from index.watching.settling import PATIENCE_S, QUIET_S, Settling, open_for_writing

DAY_NS = 86_400 * 10**9


@dataclass
class Times:
    """Both clocks, and which files are open; `settling` goes by them."""

    now: float = 1000.0
    wall_ns: int = 100 * DAY_NS
    open: set[Path] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Make what is tested."""
        self.settling = Settling(lambda: self.now, lambda: self.wall_ns, self.open.__contains__)

    def round(self, *files: FoundFile) -> list[bool]:
        """Return of each file whether it is waited for, in one look."""
        waits = [self.settling.is_being_written(file) for file in files]
        self.settling.end_round()
        return waits

    def wait(self, seconds: float) -> None:
        """Let time pass on both clocks."""
        self.now += seconds
        self.wall_ns += int(seconds * 1e9)

    def file(self, size: int = 1, age_s: float = 0.0, source: str = "a.md") -> FoundFile:
        """Return a file that was written to some time ago."""
        return FoundFile(source, source, size, self.wall_ns - int(age_s * 1e9))


def test_a_file_that_rests_is_read_at_once() -> None:
    """It is waited for only where it was written to a moment ago."""
    times = Times()
    assert times.round(times.file(age_s=1), times.file(source="b.md")) == [False, True]
    assert times.settling
    times.wait(QUIET_S)
    assert times.round(times.file(age_s=QUIET_S, source="b.md")) == [False]
    assert not times.settling


def test_the_clock_of_a_file_server_does_not_matter() -> None:
    """A file from the future is read when it was seen to rest."""
    times = Times()
    ahead = FoundFile("a.md", "a.md", 1, times.wall_ns + DAY_NS)
    assert times.round(ahead) == [True]
    times.wait(QUIET_S)
    assert times.round(ahead) == [False]


def test_a_file_that_is_open_is_waited_for_but_not_for_ever() -> None:
    """After a while it is read as it is: a log would never be."""
    times = Times()
    times.open.add(Path("a.md"))
    file = times.file(age_s=5)
    for _ in range(4):
        assert times.round(file) == [True]
        times.wait(PATIENCE_S / 4)
    assert times.round(file) == [False]


def test_what_is_remembered_is_what_was_waited_for() -> None:
    """A file that vanished, or was read, is forgotten."""
    times = Times()
    times.round(*(times.file(source=f"{number}.md") for number in range(50)))
    times.round(times.file(source="0.md"))
    assert list(times.settling._seen) == ["0.md"]
    times.round()
    assert not times.settling


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_a_file_that_is_open_for_writing_is_told(tmp_path: Path) -> None:
    """Reading it is no writing, and what is not there is not open."""
    path = tmp_path / "a.md"
    with path.open("w", encoding="utf-8"):
        assert open_for_writing(path)
    with path.open(encoding="utf-8"):
        assert not open_for_writing(path)
    assert not open_for_writing(tmp_path / "b.md")


def test_hidden_places_and_the_index_do_not_matter(tmp_path: Path) -> None:
    """Whatever stands above the briefings folder."""
    folder = tmp_path / ".config" / "notes"
    matters = _Matters([folder], folder / "index")
    told = [
        "2022/a.md",
        "a.md",
        "2022/.draft/a.md",
        ".briefbot/catalog.sqlite",
        ".a.md.swp",
        "index",
        "index/x",
        "indexes/a.md",
    ]
    assert [matters(str(folder / place)) for place in told] == [True, True, False, False, False, False, False, True]


def test_what_is_ignored_matters(tmp_path: Path) -> None:
    """A change of an ignore file is one of the folder, in each of several; not where it lies hidden itself."""
    press, cables = tmp_path / ".press", tmp_path / "cables"
    matters = _Matters([press, cables], tmp_path / "index")
    told = [press / ".briefbotignore", cables / "2022/.briefbotignore", cables / ".git/.briefbotignore", cables / "a"]
    assert [matters(str(place)) for place in told] == [True, True, False, True]
