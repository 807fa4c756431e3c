"""The sample notes and their questions are what the README and the figures say they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

import pytest

ROOT = Path(__file__).resolve().parents[2]
BRIEFINGS = ROOT / "briefings"
QUESTIONS = ROOT / "tests" / "data" / "sample_questions.jsonl"


class GoldAnswer(TypedDict):
    """A place in a note that answers a question."""

    source: str
    start: int
    end: int
    text: str


class Question(TypedDict):
    """A question on the sample notes; no answers means that the notes do not answer it."""

    id: str
    question: str
    answers: list[GoldAnswer]


def read_text(path: Path) -> str:
    """Return a note's text as spans count it: a byte-order mark removed, line ends untouched."""
    with path.open(encoding="utf-8-sig", newline="") as note:
        return note.read()


def notes() -> list[Path]:
    """Return the sample notes, hidden files left out."""
    return sorted(
        path
        for suffix in (".md", ".txt")
        for path in BRIEFINGS.rglob(f"*{suffix}")
        if not any(part.startswith(".") for part in path.relative_to(BRIEFINGS).parts)
    )


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    """Return the sample questions, in the file's order."""
    with QUESTIONS.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def test_every_answer_stands_at_its_span(questions: list[Question]) -> None:
    """Every known answer's text is exactly what its note holds at its offsets."""
    wrong = [
        (question["id"], answer)
        for question in questions
        for answer in question["answers"]
        if not answer["text"]
        or read_text(BRIEFINGS / answer["source"])[answer["start"] : answer["end"]] != answer["text"]
    ]
    assert wrong == []


def test_sources_are_relative_with_forward_slashes(questions: list[Question]) -> None:
    """Every known answer names one of the sample notes, as the index names it."""
    known = {path.relative_to(BRIEFINGS).as_posix() for path in notes()}
    assert {answer["source"] for question in questions for answer in question["answers"]} <= known


def test_enough_questions_with_and_without_an_answer(questions: list[Question]) -> None:
    """There are at least 60 questions, and at least 15 that the notes do not answer."""
    assert len(questions) >= 60
    assert sum(not question["answers"] for question in questions) >= 15


def test_question_ids_and_wordings_are_unique(questions: list[Question]) -> None:
    """No two questions share an id or their words."""
    assert len({question["id"] for question in questions}) == len(questions)
    assert len({question["question"].casefold() for question in questions}) == len(questions)


def test_the_readme_example_is_asked_and_answered(questions: list[Question]) -> None:
    """What the README asks first is among the questions, and the leaders' note answers it."""
    example = next(q for q in questions if q["question"] == "what did the two leaders agree?")
    assert "2022/leaders-meeting.md" in {answer["source"] for answer in example["answers"]}


def test_every_note_is_asked_about(questions: list[Question]) -> None:
    """No sample note is without a question that it answers."""
    asked = {answer["source"] for question in questions for answer in question["answers"]}
    assert {path.relative_to(BRIEFINGS).as_posix() for path in notes()} == asked


def test_at_least_twelve_notes_of_several_kinds() -> None:
    """At least twelve notes: some with front matter and some without, both formats, and one with CRLF."""
    texts = {path: read_text(path) for path in notes()}
    with_front_matter = [path for path, text in texts.items() if text.startswith("---\n")]
    assert len(texts) >= 12
    assert 0 < len(with_front_matter) < len(texts)
    assert {path.suffix for path in texts} == {".md", ".txt"}
    # Fails too where a checkout rewrote line ends, which would move every span in that note.
    assert [path.name for path, text in texts.items() if "\r\n" in text] == ["cyclone-isaura-day-four.txt"]
