"""One process is behind a door, and it is this user's own."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.door.place import DoorPlace, check_owner, door_of, is_there
from bot.serving.listening import held, listen_at_port, listen_at_socket
from index import BusyError, FolderError, SettingsError

INDEX = Path("briefings/.briefbot")
_HOLD = """
import sys
from pathlib import Path
from bot.door.place import door_of
from bot.serving.listening import held, listen_at_socket
index = Path(sys.argv[1])
with held(door_of(index), index):
    listening = listen_at_socket(door_of(index))
    print("open", flush=True)
    sys.stdin.readline()
"""
only_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")


@pytest.fixture
def place(short_folder: Path, monkeypatch: pytest.MonkeyPatch) -> DoorPlace:
    """Return where the door of an index is, in a state folder of its own that is not there yet."""
    monkeypatch.setenv("BRIEFBOT_STATE", str(short_folder / "state"))
    return door_of(INDEX)


def test_a_door_is_for_its_owner_alone(place: DoorPlace) -> None:
    """Socket 0600 in a folder 0700, and nothing is left when it is closed."""
    with held(place, INDEX):
        listening = listen_at_socket(place)
        assert stat.S_IMODE(place.socket.stat().st_mode) == 0o600
        assert stat.S_IMODE(place.folder.stat().st_mode) == 0o700
        check_owner(place)
        listening.close()
    assert not is_there(place)


def test_a_folder_that_was_open_is_closed_to_others(place: DoorPlace) -> None:
    """Where others could only look into it; one that others could write to is refused."""
    place.folder.mkdir(parents=True)
    place.folder.chmod(0o755)
    with held(place, INDEX):
        assert stat.S_IMODE(place.folder.stat().st_mode) == 0o700
    place.folder.chmod(0o777)
    with pytest.raises(FolderError, match="others can write"), held(place, INDEX):
        pass


def test_each_index_has_a_door_of_its_own(place: DoorPlace, tmp_path: Path) -> None:
    """Whatever way leads to it, it is one."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").symlink_to("a")
    assert door_of(tmp_path / "a") == door_of(tmp_path / "b") == door_of(tmp_path / "b" / ".." / "a")
    assert door_of(tmp_path / "a") != door_of(tmp_path / "c")


def test_a_second_process_is_told_who_serves(place: DoorPlace) -> None:
    """And opens nothing; what it leaves when it is killed is in nobody's way."""
    root = str(Path(__file__).parents[3])
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(INDEX.absolute())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join((root, os.environ.get("PYTHONPATH", "")))},
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        who = f"process {process.pid}" if hasattr(socket, "SO_PEERCRED") else "another process"
        with pytest.raises(BusyError, match=f"{who} serves the index at {INDEX} already"), held(place, INDEX):
            pass
        assert is_there(place)
        process.kill()
    assert is_there(place)
    with held(place, INDEX):
        assert not is_there(place)
        listen_at_socket(place).close()


@only_root
@pytest.mark.parametrize("part", ["socket", "folder"])
def test_what_is_another_users_is_refused(place: DoorPlace, part: str) -> None:
    """In one line that says whose it is."""
    place.folder.mkdir(parents=True, mode=0o700)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(place.socket))
    listening.close()
    os.chown(getattr(place, part), 65_534, 65_534)
    for opening in (lambda: held(place, INDEX).__enter__(), lambda: check_owner(place)):
        with pytest.raises(FolderError) as raised:
            opening()
        assert f"the {part} of the door" in str(raised.value)
        assert "belongs to another user (number 65534)" in str(raised.value)
        assert "BRIEFBOT_STATE" in str(raised.value)
    assert is_there(place)


def test_what_is_no_socket_is_left_alone(place: DoorPlace) -> None:
    """It is somebody's file, or a link that leads elsewhere."""
    place.folder.mkdir(parents=True, mode=0o700)
    place.socket.write_text("notes", encoding="utf-8")
    with pytest.raises(FolderError, match="is no socket"), held(place, INDEX):
        pass
    assert place.socket.read_text(encoding="utf-8") == "notes"
    place.socket.unlink()
    place.socket.symlink_to("/dev/null")
    with pytest.raises(FolderError, match="is no socket"), held(place, INDEX):
        pass


def test_a_path_that_is_too_long_for_a_socket_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is made."""
    monkeypatch.setenv("BRIEFBOT_STATE", str(tmp_path / ("x" * 90)))
    with (
        pytest.raises(FolderError, match="set BRIEFBOT_STATE to a folder with a shorter path"),
        held(door_of(INDEX), INDEX),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_port_is_this_machines_alone_and_one_that_is_taken_is_told_of() -> None:
    """It listens at loopback, and nowhere else."""
    with listen_at_port(0) as listening:
        address, port = listening.getsockname()
        assert address == "127.0.0.1"
        with pytest.raises(SettingsError, match=f"127.0.0.1:{port}"):
            listen_at_port(port)
