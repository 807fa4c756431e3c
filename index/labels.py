"""Questions with known answers, read from a JSON Lines file.

One object a line, `{"id": "leaders-1", "question": "what did they agree?", "answers": [{"source":
"2022/leaders.md", "start": 754, "end": 922, "text": "The two leaders agreed ..."}]}`; an empty `answers` says that
the briefings do not answer it. Keys that are not known are left alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.errors import QuestionError
from index.json_lines import LineError, read_rows, text_of, unique
from index.records import Span

if TYPE_CHECKING:
    from pathlib import Path

_EXAMPLE = '{"id": "1", "question": "who came?", "answers": []}'


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """A place that answers a question.

    Attributes:
        source: path relative to the briefings folder, with forward slashes.
        span: where the answer stands, in code points of the document's text; never empty.
        text: the words there; empty where the file of questions leaves them out.
    """

    source: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class LabeledQuestion:
    """A question, and every place that is known to answer it.

    Attributes:
        id: what tells it from the others of its file.
        question: as a person would ask it.
        answers: the places; none where the briefings do not answer it.
    """

    id: str
    question: str
    answers: tuple[KnownAnswer, ...]


def load_questions(path: Path) -> tuple[LabeledQuestion, ...]:
    """Return the questions of a JSON Lines file, in its order; blank lines are passed over.

    Raises:
        QuestionError: the file cannot be read or holds no question, or a line is not a question (its number
            is named), or two have one id.
    """
    try:
        rows = read_rows(path, _question, f"write it as {_EXAMPLE}")
        questions = tuple(unique(rows, path, "give each question an id of its own"))
    except OSError as error:
        raise QuestionError(
            f"the questions in {path} cannot be read ({error.strerror})", "give a file of JSON Lines"
        ) from error
    if not questions:
        raise QuestionError(f"{path} holds no question", f"write one a line, such as {_EXAMPLE}")
    return questions


def question_line(question: LabeledQuestion) -> str:
    """Return a question as `load_questions` reads it: one JSON object, without a line end."""
    answers = [
        {"source": answer.source, "start": answer.span.start, "end": answer.span.end, "text": answer.text}
        for answer in question.answers
    ]
    return json.dumps({"id": question.id, "question": question.question, "answers": answers}, ensure_ascii=False)


def _question(row: dict[str, Any]) -> LabeledQuestion:
    question = text_of(row, "question")
    if not question.strip():
        raise LineError("the question is empty")
    answers = row.get("answers")
    if not isinstance(answers, list):
        raise LineError('"answers" is not a list')
    return LabeledQuestion(text_of(row, "id"), question, tuple(_answer(answer) for answer in answers))


def _answer(row: object) -> KnownAnswer:
    if not isinstance(row, dict):
        raise LineError("an answer is not an object")
    start, end = row.get("start"), row.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start < end:  # a bool is an int, and no offset
        raise LineError('an answer\'s "start" and "end" are not whole numbers, the end after the start')
    return KnownAnswer(text_of(row, "source"), Span(start, end), text_of(row, "text") if "text" in row else "")
