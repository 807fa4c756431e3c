"""Work that several threads ask for at once is done once for all, and never before they asked."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.shared_work import SharedWork


class Counted:
    """Work that says how often it was begun, and ends when it may."""

    def __init__(self) -> None:
        """Begin nothing."""
        self.begun = threading.Semaphore(0)
        self.go = threading.Semaphore(0)
        self.count = 0
        self.at_once = 0

    def __call__(self) -> int:
        """Return which run this is, from 1."""
        self.at_once += 1
        assert self.at_once == 1
        self.count += 1
        mine = self.count
        self.begun.release()
        assert self.go.acquire(timeout=60)
        self.at_once -= 1
        return mine


def test_who_comes_in_the_middle_waits_for_the_next_run_with_all_others() -> None:
    """A crowd costs two runs; the one that began before it came tells it nothing."""
    work = Counted()
    shared = SharedWork(work)
    arrived = threading.Semaphore(0)

    def come() -> int:
        arrived.release()
        return shared()

    with ThreadPoolExecutor(21) as pool:
        first = pool.submit(shared)
        assert work.begun.acquire(timeout=60)
        crowd = [pool.submit(come) for _ in range(20)]
        for _ in crowd:
            assert arrived.acquire(timeout=60)
        work.go.release(22)
        assert first.result() == 1
        assert all(2 <= each.result() <= 1 + len(crowd) for each in crowd)
        assert work.count <= 4  # two, but for who had not yet got in line


def test_one_after_the_other_each_gets_a_run_of_its_own() -> None:
    """Nothing is kept: what was so a moment ago may not be so now."""
    work = Counted()
    work.go.release(3)
    shared = SharedWork(work)
    assert [shared(), shared(), shared()] == [1, 2, 3]


def test_an_error_is_everybodys_who_waited_for_it() -> None:
    """And the next run is not harmed by it."""
    outcomes = iter([ValueError("no"), 7])

    def work() -> int:
        outcome = next(outcomes)
        if isinstance(outcome, ValueError):
            raise outcome
        return outcome

    shared = SharedWork(work)
    with pytest.raises(ValueError, match="no"):
        shared()
    assert shared() == 7
