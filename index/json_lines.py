"""Files of JSON objects, one a line; what is wrong is told with the number of its line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from index.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path


class LineError(Exception):
    """What is wrong with a line, in a few words."""


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_Row = TypeVar("_Row")
_IdentifiedRow = TypeVar("_IdentifiedRow", bound=_Identified)


def read_rows(path: Path, parse: Callable[[dict[str, Any]], _Row], todo: str) -> Iterator[tuple[int, _Row]]:
    """Yield each row of a file with the number of its line, from 1; blank lines are passed over.

    Args:
        path: the file; it is read a line at a time.
        parse: makes a row of an object, or raises LineError.
        todo: what to do about a line that is no row.

    Raises:
        OSError: the file cannot be read.
        QuestionError: a line is no row; its number is named.
    """
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield number, parse(_object(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line))
                except LineError as error:
                    raise QuestionError(f"line {number} of {path}: {error}", todo) from error


def unique(rows: Iterable[tuple[int, _IdentifiedRow]], path: Path, todo: str) -> Iterator[_IdentifiedRow]:
    """Yield numbered rows without their numbers.

    Raises:
        QuestionError: two of them have one id; both lines are named.
    """
    first: dict[str, int] = {}
    for number, row in rows:
        if row.id in first:
            raise QuestionError(f"line {number} of {path} has the id of line {first[row.id]}, {row.id!r}", todo)
        first[row.id] = number
        yield row


def text_of(row: dict[str, Any], key: str) -> str:
    """Return the string under `key`.

    Raises:
        LineError: there is none.
    """
    found = row.get(key)
    if not isinstance(found, str):
        raise LineError(f'"{key}" is missing or not a string')
    return found


def _object(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise LineError(f"byte {error.start + 1} is not UTF-8") from error
    except json.JSONDecodeError as error:
        raise LineError(f"not JSON ({error.msg} at character {error.pos + 1})") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets thousands deep
        raise LineError("not JSON that can be read") from error
    if not isinstance(found, dict):
        raise LineError("not a JSON object")
    return found
