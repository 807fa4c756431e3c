"""What training gathers is what the program itself finds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("scipy")

from training.evidence import gather_set
from training.pair_lists import sample_lists
from training.sources import found_by

if TYPE_CHECKING:
    from pathlib import Path

import numpy as np

NOTES = {
    "port.md": "# Harbour\n\nThe harbour was dredged to twelve metres in May. Dredging cost four million euros.\n",
    "rail.md": "# Railway\n\nThe railway reached Linz in 1858. It was paid for by the salt works of Ischl.\n",
}
QUESTIONS = (
    ("How deep was the harbour dredged?", "port.md", "twelve metres"),
    ("When did the railway reach Linz?", "rail.md", "1858"),
    ("Who mends the church bells?", "", ""),
)


@pytest.fixture
def questions(tmp_path: Path, model_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a set of two questions that its notes answer, and one that they do not."""
    monkeypatch.setenv("BRIEFBOT_CACHE", str(model_cache))
    folder = tmp_path / "small"
    (folder / "briefings").mkdir(parents=True)
    for name, text in NOTES.items():
        (folder / "briefings" / name).write_text(text, encoding="utf-8")
    rows = []
    for number, (question, source, words) in enumerate(QUESTIONS):
        start = NOTES[source].index(words) if source else 0
        answer = {"source": source, "start": start, "end": start + len(words), "text": words}
        rows.append(json.dumps({"id": str(number), "question": question, "answers": [answer] if source else []}))
    (folder / "questions.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return folder


def test_what_answers_is_among_the_best_but_where_its_document_is_left_out(questions: Path, tmp_path: Path) -> None:
    """Each answerable question is asked twice: of everything, and of the other documents."""
    asked = gather_set(questions, tmp_path)
    assert [(row.home, row.answerable, row.left_out) for row in asked] == [
        ("small/port.md", True, False),
        ("small/port.md", False, True),
        ("small/rail.md", True, False),
        ("small/rail.md", False, True),
        (asked[-1].sources[asked[-1].best[0]], False, False),
    ]
    assert [bool(row.hits[row.best[0]]) for row in asked] == [True, False, True, False, False]
    again = gather_set(questions, tmp_path)  # from what was kept
    assert [row.pairs for row in again] == [row.pairs for row in asked]
    lists = sample_lists(asked, None, np.random.default_rng(1))
    assert sorted(row.question for row in lists if row.answered) == sorted(row[0] for row in QUESTIONS[:2])


def test_ways_of_searching_find_all_candidates_between_them(questions: Path, tmp_path: Path) -> None:
    """Who found what is told in the order in which candidates were gathered."""
    asked = [row for row in gather_set(questions, tmp_path) if row.answerable]
    for row, found in zip(asked, found_by(questions, tmp_path, asked), strict=True):
        assert found.shape[0] == len(row.hits)
        assert found.any(axis=1).all()
