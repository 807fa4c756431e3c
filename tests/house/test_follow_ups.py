"""The follow-up questions on the sample notes are what the figures say they are."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (ROOT / "tests" / "data" / "follow_ups.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_every_answer_stands_at_its_span() -> None:
    """Every question has a known answer, and each is what its note holds at its offsets."""
    for row in ROWS:
        assert row["answers"], row["id"]
        for answer in row["answers"]:
            with (ROOT / "briefings" / answer["source"]).open(encoding="utf-8-sig", newline="") as note:
                assert note.read()[answer["start"] : answer["end"]] == answer["text"] != "", row["id"]


def test_enough_of_each_in_both_halves() -> None:
    """At least 70 follow-ups and 20 questions of their own, no half with less than four in ten of either."""
    counts = Counter((row["half"], row["written_out"] is None) for row in ROWS)
    for alone, least in ((False, 70), (True, 20)):
        both = [counts[half, alone] for half in ("a", "b")]
        assert sum(both) >= least
        assert min(both) >= 0.4 * sum(both)


def test_no_pair_is_asked_twice() -> None:
    """Ids differ, and so do the pairs."""
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert len({(row["first"], row["follow_up"]) for row in ROWS}) == len(ROWS)
