"""Threads that answer take on what they can keep, and tell whoever is one too many."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import TYPE_CHECKING

import pytest
from served import Served, serving
from served_notes import HONEY, HONEY_SAID

from bot.serving.limits import Limits
from bot.serving.workers import TooLongError, TooManyError, Workers

if TYPE_CHECKING:
    from bot.settings import Settings


def test_one_request_too_many_is_told_to_come_again(served_settings: Settings) -> None:
    """And is answered when there is room again."""
    with serving(served_settings, Limits(threads=2, waiting=3)) as served:
        told_to_come_again(served)


def told_to_come_again(served: Served) -> None:
    """Ask one more than is taken on, and again when there is room."""
    with served.busy(waiting=1), served.at_port() as client:
        response = client.post("/ask", json={"question": HONEY})
        assert response.status_code == 429
        assert response.headers["Retry-After"] == "1"
        assert "3 requests are being answered or wait already" in response.json()["error"]
        assert client.get("/health").json()["ok"] is True
    deadline = time.monotonic() + 60
    with served.at_port() as client:
        while (response := client.post("/ask", json={"question": HONEY})).status_code == 429:
            assert time.monotonic() < deadline
    assert response.json()["answers"][0]["text"] == HONEY_SAID


def test_a_request_that_takes_too_long_is_told_so(served_settings: Settings) -> None:
    """It does not wait for ever, and leaves its place to others."""
    limits = Limits(threads=2, waiting=3, seconds=0.3)
    with serving(served_settings, limits) as served, served.busy(), served.at_port() as client:
        for _ in range(3):
            response = client.post("/ask", json={"question": HONEY})
            assert response.status_code == 503
            assert "takes longer than" in response.json()["error"]


def test_as_many_as_there_are_threads_are_done_at_once() -> None:
    """Each waits for the others, so that one after the other would never end."""
    barrier = threading.Barrier(3)

    async def run() -> list[int]:
        workers = Workers(Limits(threads=3))
        return await asyncio.gather(*(workers.do(lambda: barrier.wait(60)) for _ in range(3)))

    assert sorted(asyncio.run(run())) == [0, 1, 2]


def test_an_error_is_raised_where_it_is_waited_for() -> None:
    """And the thread goes on with the next."""

    async def run() -> int:
        workers = Workers(Limits(threads=1))
        with pytest.raises(ZeroDivisionError):
            await workers.do(lambda: 1 // 0)
        return await workers.do(lambda: 7)

    assert asyncio.run(run()) == 7


def test_what_is_given_up_is_not_begun() -> None:
    """Where its turn has not come: nobody waits for it any more."""
    go, done = threading.Event(), []

    async def run() -> None:
        workers = Workers(Limits(threads=1, waiting=2, seconds=0.05))
        first = workers.begin(lambda: go.wait(60))
        with pytest.raises(TooLongError):
            await workers.do(lambda: done.append("late"))
        await asyncio.sleep(0)  # the loop takes its place away at its next turn
        second = workers.begin(lambda: done.append("second"))
        with pytest.raises(TooManyError):
            workers.begin(lambda: done.append("third"))
        go.set()
        await asyncio.gather(first, second)

    asyncio.run(run())
    assert done == ["second"]


def test_the_end_waits_a_while_for_what_was_taken_on() -> None:
    """And no longer."""
    go = threading.Event()

    async def run(seconds: float) -> bool:
        workers = Workers(Limits(threads=1, finish_s=seconds))
        work = workers.begin(lambda: go.wait(60))
        await workers.finish()
        return work.done()

    assert asyncio.run(run(0.1)) is False
    go.set()
    assert asyncio.run(run(60.0)) is True
