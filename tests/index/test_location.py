"""An index has one place, and a folder that cannot be written is no error."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.errors import DiskFullError, FolderError
from index.folders import Folders
from index.location import Location, locate, make_index_folder, write_error

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    Bound = Callable[[], AbstractContextManager[None]]


def test_an_index_lives_inside_its_briefings_folder(tmp_path: Path) -> None:
    """Without a choice it is `.briefbot` in the briefings folder, before it is made and after."""
    expected = Location(tmp_path / ".briefbot")
    assert locate(Folders.one(tmp_path), None, tmp_path / "cache") == expected
    (tmp_path / ".briefbot").mkdir()
    assert locate(Folders.one(tmp_path), None, tmp_path / "cache") == expected
    assert not (tmp_path / "cache").exists()


def test_a_chosen_place_is_taken_as_it_is(tmp_path: Path) -> None:
    """A place that a person names is used without a word, wherever the briefings are."""
    assert locate(Folders.one(tmp_path / "nowhere"), tmp_path / "mine", tmp_path) == Location(tmp_path / "mine")


def test_a_read_only_folder_has_its_index_in_the_cache(open_folder: Path, bound_by_permissions: Bound) -> None:
    """The index of a folder that cannot be written goes to the cache, always to the same place, and says so."""
    briefings, cache = open_folder / "notes", open_folder / "cache"
    briefings.mkdir()
    briefings.chmod(0o555)
    with bound_by_permissions():
        first = locate(Folders.one(briefings), None, cache)
        again = locate(Folders.one(open_folder / "." / "notes" / ".." / "notes"), None, cache)
    assert first.folder.parent == cache / "indexes"
    assert again.folder == first.folder
    assert first.notice == f"{briefings} cannot be written, so its index is kept in {first.folder}"


def test_two_read_only_folders_share_no_index(open_folder: Path, bound_by_permissions: Bound) -> None:
    """Each folder has a place of its own in the cache."""
    for name in ("one", "two"):
        (open_folder / name).mkdir(mode=0o555)
    with bound_by_permissions():
        both = (Folders.one(open_folder / name) for name in ("one", "two"))
        places = {locate(one, None, open_folder / "cache").folder for one in both}
    assert len(places) == 2


def test_an_index_that_cannot_be_written_is_left_alone(open_folder: Path, bound_by_permissions: Bound) -> None:
    """Somebody else's index inside a folder that can be written is not used: this user's goes to the cache."""
    briefings = open_folder / "notes"
    briefings.mkdir()
    (briefings / ".briefbot").mkdir(mode=0o555)
    (briefings / ".briefbot").chmod(0o555)
    briefings.chmod(0o777)
    with bound_by_permissions():
        found = locate(Folders.one(briefings), None, open_folder / "cache")
    assert found.folder.parent == open_folder / "cache" / "indexes"


def test_a_folder_that_cannot_be_looked_into_has_a_place(open_folder: Path, bound_by_permissions: Bound) -> None:
    """Telling where the index lives raises nothing, so that the folder's own error is the one that is shown."""
    briefings = open_folder / "notes"
    briefings.mkdir()
    briefings.chmod(0)
    with bound_by_permissions():
        found = locate(Folders.one(briefings), None, open_folder / "cache")
    assert found.folder.parent == open_folder / "cache" / "indexes"


def test_a_folder_that_links_to_itself_has_a_place(tmp_path: Path) -> None:
    """A link in a circle raises nothing here."""
    circle = tmp_path / "circle"
    try:
        circle.symlink_to(circle)
    except OSError:
        pytest.skip("links cannot be made here")
    assert locate(Folders.one(circle), None, tmp_path / "cache").folder.parent == tmp_path / "cache" / "indexes"


def test_making_the_folder_keeps_it_out_of_version_control(tmp_path: Path) -> None:
    """All of it is ignored by Git, and what a person wrote there instead is left."""
    folder = tmp_path / "a" / "b" / ".briefbot"
    make_index_folder(folder)
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "*\n"
    (folder / ".gitignore").write_text("stores\n", encoding="utf-8")
    make_index_folder(folder)
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "stores\n"


@pytest.mark.skipif(os.name != "posix", reason="permissions are of another kind here")
def test_only_its_owner_may_read_an_index(tmp_path: Path) -> None:
    """The index holds the briefings' text: its folder is closed to others when it is made, and left as it is later."""
    folder = tmp_path / ".briefbot"
    make_index_folder(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o750)
    make_index_folder(folder)
    assert folder.stat().st_mode & 0o777 == 0o750


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    """A file of that name is an error of one line that names it, and is not touched."""
    place = tmp_path / ".briefbot"
    place.write_text("mine", encoding="utf-8")
    with pytest.raises(FolderError, match=r"cannot write .*\.briefbot.*; check its permissions, or choose another"):
        make_index_folder(place)
    assert place.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_may_not_be_made_is_refused(open_folder: Path, bound_by_permissions: Bound) -> None:
    """Where nothing may be written, the error says where."""
    with bound_by_permissions(), pytest.raises(FolderError, match="Permission denied") as refusal:
        make_index_folder(open_folder / "index")
    assert str(open_folder / "index") in str(refusal.value)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_told_apart(tmp_path: Path) -> None:
    """What the operating system says of a full disk becomes an error that asks for space."""
    with pytest.raises(OSError, match="No space left") as full, Path("/dev/full").open("wb", buffering=0) as file:
        file.write(b"x")
    error = write_error(full.value, tmp_path)
    assert isinstance(error, DiskFullError)
    assert str(error) == f"no room left to write {tmp_path}; free some space and run the command again"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.ENOSPC, DiskFullError),
        (errno.EFBIG, DiskFullError),
        (getattr(errno, "EDQUOT", errno.ENOSPC), DiskFullError),
        (errno.EACCES, FolderError),
        (errno.EROFS, FolderError),
        (errno.EIO, FolderError),
    ],
)
def test_errors_of_writing_are_of_two_kinds(code: int, kind: type[Exception], tmp_path: Path) -> None:
    """No room (a full disk, a quota, a limit of a file's size) is one kind, everything else the other."""
    error = write_error(OSError(code, os.strerror(code)), tmp_path)
    assert type(error) is kind
    assert str(tmp_path) in str(error)


def test_an_error_without_a_number_is_told_in_its_words(tmp_path: Path) -> None:
    """An error that a library made itself keeps its words."""
    assert "(the disk is gone)" in str(write_error(OSError("the disk is gone"), tmp_path))


def test_several_folders_have_one_index_in_the_cache(tmp_path: Path) -> None:
    """None of them is its own; it is another one for other folders, and a chosen place is taken all the same."""
    press, cables = tmp_path / "press", tmp_path / "cables"
    both = Folders.named({"press": press, "cables": cables})
    found = locate(both, None, tmp_path / "cache")
    assert (found.folder.parent, found.notice) == (tmp_path / "cache" / "indexes", "")
    again = Folders.named({"cables": tmp_path / "x" / ".." / "cables", "press": press})
    assert locate(again, None, tmp_path / "cache") == found
    swapped = Folders.named({"cables": press, "press": cables})
    assert locate(swapped, None, tmp_path / "cache") != found
    assert locate(both, tmp_path / "mine", tmp_path / "cache") == Location(tmp_path / "mine")
