"""What the library tells goes to whoever asked meanwhile, and to the log."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from bot.serving.listener import Listener, Progress

if TYPE_CHECKING:
    import pytest


def test_each_hears_what_is_told_in_its_own_thread(capfd: pytest.CaptureFixture[str]) -> None:
    """And nothing before or after; the log has it all."""
    listener = Listener()
    both = threading.Barrier(2)

    def ask(name: str) -> list[str]:
        with listener.hearing() as heard:
            both.wait(60)
            listener(f"to {name}")
            both.wait(60)
        listener(f"after {name}")
        return heard

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(ask, ("one", "two"))) == [["to one"], ["to two"]]
    assert sorted(capfd.readouterr().err.splitlines()) == [
        f"briefbot: {word} {name}" for word in ("after", "to") for name in ("one", "two")
    ]


def test_what_is_told_in_any_thread_is_overheard() -> None:
    """Until it is over."""
    listener = Listener()
    with listener.overhearing() as told:
        thread = threading.Thread(target=listener, args=("loaded",))
        thread.start()
        thread.join()
    listener("later")
    assert told == ["loaded"]


def test_a_step_is_told_once_to_who_waits() -> None:
    """What was done before they came is none of theirs."""
    shown: list[tuple[str, int, int]] = []
    progress = Progress(lambda *step: shown.append(step))
    progress("reading", 1, 9)
    count, _ = progress.since(0)
    assert progress.since(count) == (count, None)
    progress("reading", 2, 9)
    now, step = progress.since(count)
    assert step == ("reading", 2, 9)
    assert progress.since(now)[1] is None
    progress.show = None
    progress("reading", 3, 9)
    assert shown == [("reading", 1, 9), ("reading", 2, 9)]
