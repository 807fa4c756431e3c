"""Files are added, replaced and removed whole, never over another and never outside the folder."""

from __future__ import annotations

import errno
import os
import stat
import threading
from typing import TYPE_CHECKING, Any

import pytest

from bot.telegram.uploads.place import ChangedError, NotAFileError, Place, Standing, open_place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MOST = 1000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with a folder and a file in it, and a file outside."""
    folder = tmp_path / "briefings"
    (folder / "2022").mkdir(parents=True)
    (folder / "2022" / "old.md").write_bytes(b"old")
    (tmp_path / "outside.md").write_bytes(b"outside")
    return folder


@pytest.fixture(params=["held", "by path"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let a folder be held open, or be gone to by its path as on Windows."""
    monkeypatch.setattr("bot.telegram.uploads.place._HOLDS_FOLDERS", request.param == "held")
    return str(request.param)


def _read(place: Place, name: str) -> Standing:
    standing = place.read(name, MOST)
    assert standing is not None
    return standing


@pytest.mark.usefixtures("way")
def test_a_file_is_added_read_replaced_and_removed(root: Path) -> None:
    """And nothing else is left in the folder."""
    with open_place(root, ["2022"]) as place:
        assert place.read("new.md", MOST) is None
        place.add("new.md", b"one")
        first = _read(place, "new.md")
        assert first.content == (root / "2022" / "new.md").read_bytes() == b"one"
        place.replace("new.md", b"two", first)
        assert (root / "2022" / "new.md").read_bytes() == b"two"
        place.remove("new.md", _read(place, "new.md"))
    assert [path.name for path in (root / "2022").iterdir()] == ["old.md"]


@pytest.mark.usefixtures("way")
def test_what_is_there_is_not_written_over(root: Path) -> None:
    """Not a file, not a link wherever it leads, not a folder."""
    (root / "link.md").symlink_to(root.parent / "outside.md")
    (root / "nowhere.md").symlink_to(root.parent / "nothing.md")
    (root / "folder.md").mkdir()
    (root / "file.md").write_bytes(b"theirs")
    with open_place(root, []) as place:
        for name in ("link.md", "nowhere.md", "folder.md", "file.md"):
            with pytest.raises(FileExistsError):
                place.add(name, b"mine")
    assert (root / "file.md").read_bytes() == b"theirs"
    assert (root.parent / "outside.md").read_bytes() == b"outside"
    assert not (root.parent / "nothing.md").exists()
    assert not list(root.glob(".briefbot*"))


def test_of_many_that_add_one_name_one_does(root: Path) -> None:
    """And what it has written stays whole."""
    done: list[int] = []

    def add(number: int) -> None:
        with open_place(root, []) as place:
            try:
                place.add("new.md", str(number).encode() * 5000)
            except FileExistsError:
                return
            done.append(number)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = done
    assert (root / "new.md").read_bytes() == str(winner).encode() * 5000


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP, errno.ENOSYS])
def test_without_hard_links_a_name_is_taken_as_safely(root: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """As on FAT: what is there stays, what is not is added, and nothing is left over."""
    monkeypatch.setattr(os, "link", _refusing(number))
    with open_place(root, ["2022"]) as place:
        with pytest.raises(FileExistsError):
            place.add("old.md", b"mine")
        place.add("new.md", b"mine")
    assert (root / "2022" / "new.md").read_bytes() == b"mine"
    assert {path.name for path in (root / "2022").iterdir()} == {"new.md", "old.md"}


def test_without_hard_links_a_failure_leaves_no_empty_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name that was taken is given back."""
    monkeypatch.setattr(os, "link", _refusing(errno.EPERM))
    monkeypatch.setattr(os, "replace", _refusing(errno.EIO))
    with open_place(root, ["2022"]) as place, pytest.raises(OSError, match="Input/output"):
        place.add("new.md", b"mine")
    assert [path.name for path in (root / "2022").iterdir()] == ["old.md"]


def _refusing(number: int) -> Callable[..., None]:
    def refuse(*_: Any, **__: Any) -> None:  # noqa: ANN401 - as the system's own
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    "folders", [["2023"], ["2022", "deeper"], ["2022", "old.md"], ["link"], ["link", "inner"], ["in"]]
)
def test_no_way_leads_over_a_link_or_to_what_is_no_folder(root: Path, folders: list[str]) -> None:
    """Not even where the link leads to another place in the folder."""
    (root.parent / "elsewhere" / "inner").mkdir(parents=True)
    (root / "link").symlink_to(root.parent / "elsewhere")
    (root / "in").symlink_to(root / "2022")
    with pytest.raises(OSError, match=r"directory|link|folder"), open_place(root, folders):
        pass


def test_the_briefings_folder_itself_may_be_a_link(root: Path) -> None:
    """It is the operator's own."""
    (root.parent / "link").symlink_to(root)
    with open_place(root.parent / "link", ["2022"]) as place:
        assert _read(place, "old.md").content == b"old"


def test_a_folder_that_becomes_a_link_meanwhile_leads_nowhere(root: Path) -> None:
    """What is held open is the folder that was checked, wherever it is now."""
    elsewhere = root.parent / "elsewhere"
    elsewhere.mkdir()
    with open_place(root, ["2022"]) as place:
        (root / "2022").rename(root / "moved")
        (root / "2022").symlink_to(elsewhere)
        place.add("new.md", b"mine")
        place.replace("old.md", b"newer", _read(place, "old.md"))
    assert list(elsewhere.iterdir()) == []
    assert (root / "moved" / "new.md").read_bytes() == b"mine"
    assert (root / "moved" / "old.md").read_bytes() == b"newer"


def test_a_file_that_becomes_a_link_is_not_followed(root: Path) -> None:
    """What was read is not what is there."""
    outside = root.parent / "outside.md"
    with open_place(root, ["2022"]) as place:
        standing = _read(place, "old.md")
        (root / "2022" / "old.md").unlink()
        (root / "2022" / "old.md").symlink_to(outside)
        with pytest.raises(ChangedError):
            place.replace("old.md", b"mine", standing)
        with pytest.raises(ChangedError):
            place.remove("old.md", standing)
        with pytest.raises(NotAFileError):
            place.read("old.md", MOST)
    assert outside.read_bytes() == b"outside"


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_bytes(b"longer than before"),
        lambda path: path.unlink(),
        lambda path: (path.rename(path.with_name("x.md")), path.write_bytes(b"old")),
        lambda path: (path.unlink(), path.mkdir()),
    ],
    ids=["edited", "removed", "swapped for the same words", "made a folder"],
)
def test_what_has_changed_since_it_was_read_stays(root: Path, change: Callable[[Path], object]) -> None:
    """Whatever it is now, nobody who saw the earlier one decides over it."""
    path = root / "2022" / "old.md"
    with open_place(root, ["2022"]) as place:
        standing = _read(place, "old.md")
        change(path)
        before = sorted(inner.name for inner in (root / "2022").iterdir())
        for step in (lambda: place.replace("old.md", b"mine", standing), lambda: place.remove("old.md", standing)):
            with pytest.raises(ChangedError):
                step()
    assert sorted(inner.name for inner in (root / "2022").iterdir()) == before
    assert not path.is_file() or path.read_bytes() != b"mine"


@pytest.mark.usefixtures("way")
def test_only_files_of_bounded_size_are_read(root: Path) -> None:
    """Not folders, links, pipes, nor what is larger than was said; and no pipe is waited for."""
    (root / "link.md").symlink_to(root / "2022" / "old.md")
    (root / "large.md").write_bytes(b"x" * (MOST + 1))
    (root / "just.md").write_bytes(b"x" * MOST)
    os.mkfifo(root / "pipe.md")
    with open_place(root, []) as place:
        assert len(_read(place, "just.md").content) == MOST
        for name in ("2022", "large.md", "pipe.md"):
            with pytest.raises(NotAFileError):
                place.read(name, MOST)


def test_a_link_is_not_read(root: Path) -> None:
    """Where folders are held open, not even one that leads to a file inside."""
    (root / "link.md").symlink_to(root / "2022" / "old.md")
    with open_place(root, []) as place, pytest.raises(NotAFileError):
        place.read("link.md", MOST)


@pytest.mark.usefixtures("way")
def test_permissions_of_a_file_that_is_replaced_stay(root: Path) -> None:
    """Whoever could read the briefing still can, and nobody else."""
    path = root / "2022" / "old.md"
    path.chmod(0o640)
    with open_place(root, ["2022"]) as place:
        place.replace("old.md", b"new", _read(place, "old.md"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("failing", ["fsync", "link", "replace"])
def test_a_failure_leaves_the_folder_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    """A full disk, at whatever step."""
    with open_place(root, ["2022"]) as place:
        standing = _read(place, "old.md")
        monkeypatch.setattr(os, failing, _refusing(errno.ENOSPC))
        steps: dict[str, Callable[[], object]] = {
            "fsync": lambda: place.add("new.md", b"mine"),
            "link": lambda: place.add("new.md", b"mine"),
            "replace": lambda: place.replace("old.md", b"mine", standing),
        }
        with pytest.raises(OSError, match="No space"):
            steps[failing]()
    assert [path.name for path in (root / "2022").iterdir()] == ["old.md"]
    assert (root / "2022" / "old.md").read_bytes() == b"old"


def test_what_a_killed_process_left_is_removed_once_it_is_old(root: Path) -> None:
    """But nothing that may still be written, and nothing of others."""
    left, fresh, other = (root / "2022" / name for name in (".briefbot-1.part", ".briefbot-2.part", ".other.part"))
    for path in (left, fresh, other):
        path.write_bytes(b"half")
    os.utime(left, (0, 0))
    os.utime(other, (0, 0))
    with open_place(root, ["2022"]) as place:
        place.add("new.md", b"mine")
    assert [path.exists() for path in (left, fresh, other)] == [False, True, True]


def test_handles_are_closed(root: Path) -> None:
    """Whether the block ends well, badly, or never begins."""
    before = len(os.listdir("/dev/fd"))  # noqa: PTH208 - a folder of the system's own
    for folders in (["2022"], ["2022", "nothing"], ["nothing"]):
        try:
            with open_place(root, folders) as place:
                place.read("old.md", 1)
        except (NotAFileError, FileNotFoundError):
            pass
    assert len(os.listdir("/dev/fd")) == before  # noqa: PTH208 - a folder of the system's own
