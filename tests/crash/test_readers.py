"""Twenty readers in other processes, beside one writer, see whole generations only."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from crash.scene import SmallBriefings, put_notes

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
READERS = 20
NOTES = 5
QUESTION = "what does the ferry carry on its voyage"


def state(number: int) -> dict[str, str]:
    """Return the notes of one generation: every one of them says which it is, and each time one has moved."""
    said = f"The ferry carries freight number {number} on its voyage"
    return {f"{note if note else f'moved-{number}'}.md": f"{said} to port {note}.\n" for note in range(NOTES)}


@contextmanager
def readers(scene: Path) -> Iterator[None]:
    """Let readers ask while the block runs; each must end well."""
    if sys.platform == "win32":
        pytest.skip("a process cannot be forked here")
    paths = os.pathsep.join(map(str, (HERE.parents[1], HERE.parent, HERE.parent / "index")))
    command = [sys.executable, str(HERE / "reading.py"), str(scene), QUESTION, str(READERS)]
    environment = dict(os.environ) | {"PYTHONPATH": paths, "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(command, env=environment) as process:
        try:
            yield
        finally:
            (scene / "stop").touch()
        assert process.wait() == 0


def lines(scene: Path) -> list[int]:
    """Return how many answers each reader has had."""
    found = [scene / f"reader-{number}.jsonl" for number in range(READERS)]
    return [len(path.read_bytes().splitlines()) if path.exists() else 0 for path in found]


def wait_for_answers(scene: Path, more_than: list[int]) -> None:
    """Wait until every reader has had another answer."""
    while any(now <= then for now, then in zip(lines(scene), more_than, strict=True)):
        time.sleep(0.02)


def generation_of(rows: list[list[str]], states: list[dict[str, str]]) -> int | None:
    """Return the number of the only state whose notes say all of an answer, and nothing else; None without one."""
    for number, notes in enumerate(states):
        if {source: (0, len(text) - 1, text[:-1]) for source, text in notes.items()} == {
            source: (start, end, text) for source, start, end, text in rows
        }:
            return number
    return None


def check(scene: Path, states: list[dict[str, str]]) -> int:
    """Assert that each answer is one generation's, and none goes back; return how many generations were seen."""
    seen: set[int] = set()
    for number in range(READERS):
        content = (scene / f"reader-{number}.jsonl").read_text(encoding="utf-8")
        generations = [generation_of(json.loads(line), states) for line in content.splitlines()]
        whole = [generation for generation in generations if generation is not None]
        assert len(whole) == len(generations)
        assert whole == sorted(whole)
        seen.update(whole)
    return len(seen)


def write_beside_readers(scene: Path, generations: int) -> int:
    """Bring an index up to date, generation by generation, beside readers; return how many of those they saw."""
    states = [state(number) for number in range(generations)]
    put_notes(scene, states[0], 0)
    with SmallBriefings(scene) as writer:
        writer.sync()
        with readers(scene):
            wait_for_answers(scene, [0] * READERS)
            for number in range(1, generations):
                put_notes(scene, states[number], number)
                writer.rebuild() if number % 4 == 3 else writer.sync()
        assert writer.told == []
    return check(scene, states)


def test_twenty_readers_see_whole_generations(room: Path) -> None:
    """Through updates and a rebuild, each answer is what the notes said at one generation."""
    assert write_beside_readers(room / "read", 5) > 1


@pytest.mark.slow
def test_twenty_readers_see_whole_generations_for_long(room: Path) -> None:
    """The same through sixty generations, fifteen of them rebuilds."""
    assert write_beside_readers(room / "read-long", 60) > 30
