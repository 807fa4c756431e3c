"""What nobody waits for makes way."""

from __future__ import annotations

import asyncio

import pytest

from bot.telegram.standing.pace import MOST_REST_SECONDS, MOST_WAIT_SECONDS, Pace


class Day:
    """A day that goes by only in sleep and in work; people are answered until some time of it."""

    def __init__(self, busy_until: float) -> None:
        """Begin at 0."""
        self.at = 0.0
        self.busy_until = busy_until

    def clock(self) -> float:
        """Return the time in seconds."""
        return self.at

    async def sleep(self, seconds: float) -> None:
        """Let time go by."""
        self.at += seconds

    def is_busy(self) -> bool:
        """Return whether people are being answered."""
        return self.at < self.busy_until


def work(busy_until: float, took: float, rest: float) -> tuple[float, float]:
    """Return when a piece of work began, and when the next one could."""
    day, begun = Day(busy_until), -1.0

    async def play() -> None:
        nonlocal begun
        async with Pace(day.is_busy, day.sleep, day.clock).work(rest):
            begun = day.at
            day.at += took

    asyncio.run(play())
    return begun, day.at


@pytest.mark.parametrize(("busy_until", "begun"), [(0.0, 0.0), (1.0, 1.0), (99.0, MOST_WAIT_SECONDS)])
def test_people_come_first_but_not_for_ever(busy_until: float, begun: float) -> None:
    """On a busy day it is done too, a little at a time."""
    assert work(busy_until, 0.0, 1.0)[0] == pytest.approx(begun, abs=0.06)


@pytest.mark.parametrize(
    ("took", "rest", "next_at"), [(0.2, 1.0, 0.4), (0.2, 4.0, 1.0), (60.0, 4.0, 60.0 + MOST_REST_SECONDS)]
)
def test_it_rests_as_long_as_is_said(took: float, rest: float, next_at: float) -> None:
    """Within bounds: a message that Telegram took late was no work of the machine."""
    assert work(0.0, took, rest)[1] == pytest.approx(next_at)
