"""The sample notes and their questions are what the README and the figures say they are."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import TypedDict

import pytest

ROOT = Path(__file__).resolve().parents[2]
BRIEFINGS = ROOT / "briefings"
# What people ask as they would type it, and far-fetched wordings that share few words with the notes.
QUESTIONS = (
    ROOT / "tests" / "data" / "sample_questions.jsonl",
    ROOT / "tests" / "data" / "paraphrased_questions.jsonl",
)


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


def read_questions(path: Path) -> list[Question]:
    """Return a file's questions, in the file's order."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module", params=QUESTIONS, ids=lambda path: path.stem)
def questions(request: pytest.FixtureRequest) -> list[Question]:
    """Return the questions of one file; a test that takes them runs on each file."""
    return read_questions(request.param)


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
    """Each file holds at least 60 questions, and at least 15 that the notes do not answer."""
    assert len(questions) >= 60
    assert sum(not question["answers"] for question in questions) >= 15


def test_question_ids_and_wordings_are_unique(questions: list[Question]) -> None:
    """No two questions of a file share an id or their words."""
    assert len({question["id"] for question in questions}) == len(questions)
    assert len({question["question"].casefold() for question in questions}) == len(questions)


def test_question_ids_are_unique_across_the_files() -> None:
    """No question's id is used again in the other file."""
    ids = [question["id"] for path in QUESTIONS for question in read_questions(path)]
    assert len(set(ids)) == len(ids)


def test_a_question_in_both_files_has_the_same_answers() -> None:
    """The same words have the same known answers wherever they are asked."""
    first, second = (
        {question["question"].casefold(): question["answers"] for question in read_questions(path)}
        for path in QUESTIONS
    )
    shared = first.keys() & second.keys()
    assert {words: first[words] for words in shared} == {words: second[words] for words in shared}


def test_no_answer_is_listed_twice(questions: list[Question]) -> None:
    """No two known answers of a question overlap in the same note."""
    repeated = [
        question["id"]
        for question in questions
        for one, other in combinations(question["answers"], 2)
        if one["source"] == other["source"] and one["start"] < other["end"] and other["start"] < one["end"]
    ]
    assert repeated == []


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
