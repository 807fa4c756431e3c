"""What does not fit is refused before it starts; who does not fit beside the others is named."""

from __future__ import annotations

import pytest

from benchmarks.contestants import ENTRIES
from benchmarks.errors import BenchmarkError
from benchmarks.room import PROCESS, disk_per_sentence, fitting, refuse_too_large

MUCH = 10**15
MILLION = 1_000_000


def test_a_size_that_fits_is_taken() -> None:
    """Without a word."""
    refuse_too_large(MILLION, ENTRIES, MUCH, MUCH)


def test_a_size_that_the_disk_cannot_hold_is_refused() -> None:
    """The error names the size, what it takes and what there is."""
    needed = MILLION * disk_per_sentence(ENTRIES)
    with pytest.raises(
        BenchmarkError, match=r"1,000,000 sentences take about .* GB of disk and .* GB are free; choose"
    ):
        refuse_too_large(MILLION, ENTRIES, needed, MUCH)
    refuse_too_large(MILLION, ENTRIES, 2 * needed, MUCH)


def test_a_size_that_memory_cannot_hold_is_refused() -> None:
    """Where not even briefbot fits, there is nothing to compare."""
    with pytest.raises(BenchmarkError, match=r"1,000,000 sentences take about .* GB of memory"):
        refuse_too_large(MILLION, ENTRIES, MUCH, PROCESS)


def test_who_does_not_fit_beside_the_others_is_left_out_by_name() -> None:
    """The first is briefbot; and who is smaller may still come in."""
    memory = 2 * (PROCESS + MILLION * ENTRIES[0].memory_per_sentence) + 10**9
    taken, out = fitting("a corpus", MILLION, ENTRIES, round(memory / 0.9))
    assert [entry.name for entry in taken] == ["briefbot", "briefbot --fast", "SQLite FTS5", "ripgrep"]
    assert {absent.contestant for absent in out} == {entry.name for entry in ENTRIES} - {one.name for one in taken}
    assert all(absent.corpus == "a corpus" and "GB of memory" in absent.why for absent in out)
