"""How many cores this process may use, and work spread over them."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

from index.cores import count_cores, map_in_threads

if TYPE_CHECKING:
    from pathlib import Path

CORES = 12


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the root of a system without control groups, on which this process may use 12 cores."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(CORES)), raising=False)
    (tmp_path / "proc" / "self").mkdir(parents=True)
    return tmp_path


def put(system: Path, groups: str, files: dict[str, str]) -> None:
    """Write `/proc/self/cgroup`, and files of control groups by their path under `/sys/fs/cgroup`."""
    (system / "proc" / "self" / "cgroup").write_text(groups, encoding="utf-8")
    for name, content in files.items():
        path = system / "sys" / "fs" / "cgroup" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


class TestCountCores:
    """Affinity and quotas."""

    def test_the_affinity_counts(self, system: Path) -> None:
        """Where there are no control groups, it alone."""
        assert count_cores(system) == CORES

    def test_without_affinity_all_cores_count(self, system: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """As on macOS and Windows; a machine that does not tell has one."""
        monkeypatch.delattr(os, "sched_getaffinity")
        monkeypatch.setattr(os, "cpu_count", lambda: 5)
        assert count_cores(system) == 5
        monkeypatch.setattr(os, "cpu_count", lambda: None)
        assert count_cores(system) == 1

    def test_no_more_than_16_are_used(self, system: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """More gain little."""
        monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)), raising=False)
        assert count_cores(system) == 16

    @pytest.mark.parametrize(
        ("quota", "cores"),
        [
            ("300000 100000", 3),
            ("250000 100000", 3),
            ("10000 100000", 1),
            ("max 100000", CORES),
            ("9900000 100000", 12),
        ],
    )
    def test_a_quota_of_version_2_counts(self, system: Path, quota: str, cores: int) -> None:
        """A part of a core is rounded up."""
        put(system, "0::/", {"cpu.max": quota})
        assert count_cores(system) == cores

    @pytest.mark.parametrize(("quota", "cores"), [("200000", 2), ("-1", CORES)])
    def test_a_quota_of_version_1_counts(self, system: Path, quota: str, cores: int) -> None:
        """-1 sets no limit."""
        files = {"cpu/cpu.cfs_quota_us": quota + "\n", "cpu/cpu.cfs_period_us": "100000\n"}
        put(system, "5:memory:/\n4:cpu,cpuacct:/\n", files)
        assert count_cores(system) == cores

    def test_the_least_quota_of_all_groups_around_counts(self, system: Path) -> None:
        """A service's limit stands in its slice or in its own group."""
        put(
            system,
            "0::/a.slice/b.service\n",
            {"a.slice/cpu.max": "400000 100000", "a.slice/b.service/cpu.max": "max 1"},
        )
        assert count_cores(system) == 4

    def test_a_path_of_the_host_is_no_hindrance(self, system: Path) -> None:
        """In a container only the topmost folder may be there."""
        put(
            system,
            "4:cpu,cpuacct:/docker/1234\n",
            {"cpu/cpu.cfs_quota_us": "200000", "cpu/cpu.cfs_period_us": "100000"},
        )
        assert count_cores(system) == 2

    @pytest.mark.parametrize("content", ["", "many few", "100000 0", "1 2 3"])
    def test_a_quota_that_makes_no_sense_is_none(self, system: Path, content: str) -> None:
        """All cores are used."""
        put(system, "0::/", {"cpu.max": content})
        assert count_cores(system) == CORES

    def test_this_machine_can_be_counted(self) -> None:
        """At least one core is there."""
        assert 1 <= count_cores() <= 16


class TestMapInThreads:
    """Work spread over threads."""

    @pytest.mark.parametrize("threads", [1, 3])
    def test_results_come_in_order(self, threads: int) -> None:
        """As many threads as there may be."""
        assert list(map_in_threads(lambda number: number * 2, range(20), threads)) == list(range(0, 40, 2))

    def test_items_are_worked_on_side_by_side(self) -> None:
        """Two that wait for each other are both done."""
        together = threading.Barrier(2, timeout=30)
        assert sorted(map_in_threads(lambda _: together.wait(), [0, 1], 2)) == [0, 1]

    @pytest.mark.parametrize(("items", "threads"), [([1, 2], 1), ([1], 4), ([], 4)])
    def test_little_work_needs_no_thread(self, items: list[int], threads: int) -> None:
        """It is done by the caller's own."""
        done = list(map_in_threads(lambda _: threading.current_thread(), items, threads))
        assert done == [threading.current_thread()] * len(items)

    def test_an_error_drops_what_has_not_begun(self) -> None:
        """The caller sees the error, and little is worked on for nothing."""
        begun: list[int] = []
        go_on = threading.Event()

        def work(number: int) -> int:
            begun.append(number)
            if number == 0:
                raise LookupError
            go_on.wait(0.05)
            return number

        with pytest.raises(LookupError):
            list(map_in_threads(work, range(1000), 2))
        go_on.set()
        assert len(begun) < 500
