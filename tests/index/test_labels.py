"""A file of questions is read as it stands, or refused by the line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from index.errors import QuestionError
from index.labels import KnownAnswer, LabeledQuestion, load_questions, question_line
from index.records import Span

ROOT = Path(__file__).parents[2]
EVAL = Path(os.environ.get("BRIEFBOT_EVAL") or ROOT.parent / "shared" / "eval")
SETS = sorted(EVAL.glob("*/questions.jsonl"))

PLAIN = '{"id": "1", "question": "who came?", "answers": []}'


def refused(path: Path, content: bytes) -> str:
    """Return the one line that a file of this content is refused with."""
    path.write_bytes(content)
    with pytest.raises(QuestionError) as refusal:
        load_questions(path)
    assert len(str(refusal.value).splitlines()) == 1
    return str(refusal.value)


def test_a_line_is_a_question_with_its_answers(tmp_path: Path) -> None:
    """Id, question and every answer's place come out as they stand; an answer's words may be left out."""
    path = tmp_path / "questions.jsonl"
    path.write_text(
        '{"id": "7", "question": "Où?", "extra": 1, "answers": ['
        '{"source": "a/b.md", "start": 0, "end": 3, "text": "été"}, {"source": "c.md", "start": 5, "end": 6}]}\n',
        encoding="utf-8",
    )
    answers = (KnownAnswer("a/b.md", Span(0, 3), "été"), KnownAnswer("c.md", Span(5, 6), ""))
    assert load_questions(path) == (LabeledQuestion("7", "Où?", answers),)


def test_order_is_kept_and_blank_lines_are_passed_over(tmp_path: Path) -> None:
    """Blank lines, Windows line ends, a byte-order mark and a missing last line end do no harm."""
    path = tmp_path / "questions.jsonl"
    lines = ["\ufeff" + PLAIN.replace('"1"', '"b"'), "", "   ", PLAIN.replace('"1"', '"a"')]
    path.write_bytes("\r\n".join(lines).encode())
    assert [question.id for question in load_questions(path)] == ["b", "a"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "not JSON"),
        ("who came?", "not JSON"),
        ('"who came?"', "not a JSON object"),
        ("[1, 2]", "not a JSON object"),
        ("[" * 100_000, "not JSON that can be read"),
        ('{"id": ' + "9" * 5000 + "}", "not JSON that can be read"),
        ('{"question": "who?", "answers": []}', '"id" is missing or not a string'),
        ('{"id": 1, "question": "who?", "answers": []}', '"id" is missing or not a string'),
        ('{"id": "1", "answers": []}', '"question" is missing or not a string'),
        ('{"id": "1", "question": "  ", "answers": []}', "the question is empty"),
        ('{"id": "1", "question": "who?"}', '"answers" is not a list'),
        ('{"id": "1", "question": "who?", "answers": {}}', '"answers" is not a list'),
        ('{"id": "1", "question": "who?", "answers": ["a.md"]}', "an answer is not an object"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, what: str) -> None:
    """A line that is no question is refused with its number, what is wrong, and an example."""
    said = refused(tmp_path / "questions.jsonl", f"\n{PLAIN.replace('1', '0')}\n{line}\n".encode())
    assert "line 3 of " in said
    assert what in said
    assert PLAIN in said


@pytest.mark.parametrize(
    "place",
    [
        {"start": 3, "end": 3},
        {"start": 4, "end": 3},
        {"start": -1, "end": 3},
        {"start": 0, "end": 1.5},
        {"start": False, "end": True},
        {"start": "0", "end": 3},
        {"start": 0},
    ],
)
def test_an_answer_without_a_place_is_named(tmp_path: Path, place: dict[str, object]) -> None:
    """Offsets that are not whole numbers, or a span without a character, are refused."""
    row = {"id": "1", "question": "who?", "answers": [{"source": "a.md", **place}]}
    said = refused(tmp_path / "questions.jsonl", json.dumps(row).encode())
    assert "line 1 of" in said
    assert '"start" and "end" are not whole numbers' in said


def test_an_answer_without_a_source_is_named(tmp_path: Path) -> None:
    """An answer has to say in which briefing it stands, and its words are words."""
    row = '{"id": "1", "question": "who?", "answers": [{"start": 0, "end": 3%s}]}'
    assert '"source" is missing' in refused(tmp_path / "q", (row % "").encode())
    assert '"text" is missing or not a string' in refused(tmp_path / "q", (row % ', "source": "a", "text": 1').encode())


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    """A line in another encoding is refused with the place of its first bad byte."""
    assert "byte 3 is not UTF-8" in refused(tmp_path / "questions.jsonl", b'{"\xe9": 1}')


def test_two_questions_never_share_an_id(tmp_path: Path) -> None:
    """The second of two with one id is refused, and the first is named."""
    said = refused(tmp_path / "questions.jsonl", f"{PLAIN}\n\n{PLAIN}\n".encode())
    assert said.startswith("line 3 of ")
    assert "the id of line 1, '1'" in said


@pytest.mark.parametrize("content", [b"", b"\n \r\n"])
def test_a_file_without_a_question_is_refused(tmp_path: Path, content: bytes) -> None:
    """An empty file would give figures over nothing."""
    assert "holds no question" in refused(tmp_path / "questions.jsonl", content)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """A missing file and a folder are refused in one line with their path."""
    for path in (tmp_path / "nowhere.jsonl", tmp_path):
        with pytest.raises(QuestionError, match="cannot be read") as refusal:
            load_questions(path)
        assert str(path) in str(refusal.value)


def test_the_sample_questions_are_read() -> None:
    """The questions over the sample notes are of this form, some of them without an answer."""
    questions = load_questions(ROOT / "tests" / "data" / "sample_questions.jsonl")
    assert len(questions) >= 60
    assert sum(not question.answers for question in questions) >= 15


@pytest.mark.skipif(not SETS, reason="the development sets are not here")
@pytest.mark.parametrize("path", SETS, ids=lambda path: path.parent.name)
def test_the_development_sets_are_read(path: Path) -> None:
    """Every question of a development set is read, and every answer's words stand at its place."""
    questions = load_questions(path)
    assert len(questions) == path.read_bytes().count(b"\n")
    for answer in questions[0].answers:
        text = (path.parent / "briefings" / answer.source).read_text(encoding="utf-8")
        assert text[answer.span.start : answer.span.end] == answer.text


@pytest.mark.parametrize(
    "question",
    [
        LabeledQuestion("7", "Où? \u2028 \x1b", (KnownAnswer("a/b.md", Span(0, 3), "été\n"),)),
        LabeledQuestion("8", "who came?", ()),
    ],
)
def test_a_question_that_is_written_is_read_as_it_was(tmp_path: Path, question: LabeledQuestion) -> None:
    """On one line, whatever its words are."""
    line = question_line(question)
    assert "\n" not in line
    (tmp_path / "q.jsonl").write_text(line + "\n", encoding="utf-8")
    assert load_questions(tmp_path / "q.jsonl") == (question,)
