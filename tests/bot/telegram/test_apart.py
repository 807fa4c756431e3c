"""Work that takes long is waited for, and can be left alone."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.telegram.apart import apart


def test_what_comes_of_it_is_returned_or_raised() -> None:
    """As if it had been done here; meanwhile the event loop goes on."""

    async def work() -> str:
        turned = asyncio.create_task(asyncio.sleep(0))
        result = await apart(lambda: threading.current_thread().name, "counting")
        assert turned.done()
        with pytest.raises(ZeroDivisionError):
            await apart(lambda: 1 / 0, "dividing")
        return result

    assert asyncio.run(work()) == "counting"


def test_nobody_waits_for_it_at_the_end() -> None:
    """Neither who breaks it off, nor the loop, nor the process: its thread is a daemon."""
    go_on, seen = threading.Event(), threading.Event()
    daemon: list[bool] = []

    def long() -> None:
        daemon.append(threading.current_thread().daemon)
        go_on.wait(10)
        seen.set()

    async def work() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(apart(long, "long"), 0.05)

    asyncio.run(work())
    assert daemon == [True]
    assert not seen.is_set()
    go_on.set()
    assert seen.wait(10)
