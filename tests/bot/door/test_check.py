"""Whether a door is open: told in one finding, and none is no problem."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

from served import serving

from bot.door.check import check_door
from bot.door.place import door_of
from index import Level

if TYPE_CHECKING:
    import pytest

    from bot.settings import Settings


def test_an_open_door_is_told_of_with_who_is_behind_it(served_settings: Settings) -> None:
    """And that none is, before and after."""
    assert check_door(served_settings).what == "none is open"
    with serving(served_settings):
        finding = check_door(served_settings)
    assert finding.level is Level.OK
    assert finding.what == f"process {os.getpid()} (briefbot 1.0) keeps this index warm"
    assert check_door(served_settings).level is Level.OK
    assert "briefbot serve" in check_door(served_settings).todo


def test_what_a_dead_process_left_is_none(served_settings: Settings) -> None:
    """And one that does not answer is a warning."""
    place = door_of(served_settings.briefings / ".briefbot").socket
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(place))
    try:
        assert check_door(served_settings).what == "none is open"
        if os.geteuid() == 0:
            os.chown(place, 65_534, -1)
            assert check_door(served_settings).level is Level.WARNING
            assert "another user" in check_door(served_settings).what
    finally:
        place.unlink()


def test_one_that_says_nothing_is_a_warning(served_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to do."""
    monkeypatch.setattr("bot.door.exchange.SILENCE_S", 0.1)
    place = door_of(served_settings.briefings / ".briefbot").socket
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(place))
        listening.listen()
        finding = check_door(served_settings)
    place.unlink()
    assert finding.level is Level.WARNING
    assert "has said nothing" in finding.what
    assert "start it again" in finding.todo
