"""A deferred value is computed once, beside other work."""

from __future__ import annotations

import threading

import pytest

from index.deferred import Deferred


def test_value_is_computed_once_for_all_threads() -> None:
    """However many threads ask at once, the work is done once."""
    runs = []

    def work() -> int:
        runs.append(threading.get_ident())
        return 7

    deferred = Deferred(work)
    threads = [threading.Thread(target=deferred.get) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert deferred.get() == 7
    assert len(runs) == 1
    assert runs[0] != threading.get_ident()


def test_nothing_runs_before_it_is_begun() -> None:
    """Making a deferred value costs nothing."""
    runs: list[int] = []
    Deferred(lambda: runs.append(1))
    assert not runs


def test_begin_does_not_wait() -> None:
    """`begin` returns while the work goes on."""
    gate = threading.Event()
    deferred = Deferred(gate.wait)
    deferred.begin()
    gate.set()
    assert deferred.get() is True


def test_error_is_raised_where_the_value_is_asked_for_and_forgotten() -> None:
    """An error reaches whoever asks, and the next asking tries again."""
    results = iter([ValueError("first"), 3])

    def work() -> int:
        result = next(results)
        if isinstance(result, Exception):
            raise result
        return result

    deferred = Deferred(work)
    deferred.begin()
    with pytest.raises(ValueError, match="first"):
        deferred.get()
    assert deferred.get() == 3
