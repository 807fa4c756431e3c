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
from index.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
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
        with path.open("rb") as lines:
            questions = tuple(_unique(_read(lines, path), path))
    except OSError as error:
        raise QuestionError(
            f"the questions in {path} cannot be read ({error.strerror})", "give a file of JSON Lines"
        ) from error
    if not questions:
        raise QuestionError(f"{path} holds no question", f"write one a line, such as {_EXAMPLE}")
    return questions


def _read(lines: Iterable[bytes], path: Path) -> Iterator[tuple[int, LabeledQuestion]]:
    """Yield each question with the number of its line, from 1."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield number, _question(_object(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line))
            except _LineError as error:
                raise QuestionError(f"line {number} of {path}: {error}", f"write it as {_EXAMPLE}") from error


def _unique(questions: Iterable[tuple[int, LabeledQuestion]], path: Path) -> Iterator[LabeledQuestion]:
    first: dict[str, int] = {}
    for number, question in questions:
        if question.id in first:
            raise QuestionError(
                f"line {number} of {path} has the id of line {first[question.id]}, {question.id!r}",
                "give each question an id of its own",
            )
        first[question.id] = number
        yield question


class _LineError(Exception):
    """What is wrong with a line, in a few words."""


def _object(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _LineError(f"byte {error.start + 1} is not UTF-8") from error
    except json.JSONDecodeError as error:
        raise _LineError(f"not JSON ({error.msg} at character {error.pos + 1})") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets thousands deep
        raise _LineError("not JSON that can be read") from error
    if not isinstance(found, dict):
        raise _LineError("not a JSON object")
    return found


def _question(row: dict[str, Any]) -> LabeledQuestion:
    question = _text(row, "question")
    if not question.strip():
        raise _LineError("the question is empty")
    answers = row.get("answers")
    if not isinstance(answers, list):
        raise _LineError('"answers" is not a list')
    return LabeledQuestion(_text(row, "id"), question, tuple(_answer(answer) for answer in answers))


def _answer(row: object) -> KnownAnswer:
    if not isinstance(row, dict):
        raise _LineError("an answer is not an object")
    start, end = row.get("start"), row.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start < end:  # a bool is an int, and no offset
        raise _LineError('an answer\'s "start" and "end" are not whole numbers, the end after the start')
    return KnownAnswer(_text(row, "source"), Span(start, end), _text(row, "text") if "text" in row else "")


def _text(row: dict[str, Any], key: str) -> str:
    found = row.get(key)
    if not isinstance(found, str):
        raise _LineError(f'"{key}" is missing or not a string')
    return found
