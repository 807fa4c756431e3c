"""Literals in Milvus's filter expressions: the only place where what came from outside gets into one.

The grammar (https://milvus.io/docs/boolean.md) has strings in double quotes with backslash escapes. Templates would do
it on the server, but milvus-lite has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

NOTHING = "id < 0"
"""True of no row: ids are positive."""
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def quoted(text: str) -> str:
    """Return a literal that stands for a text, whatever is in it."""
    return f'"{text.translate(_ESCAPES)}"'


def one_of(field: str, values: Iterable[int] | Iterable[str]) -> str:
    """Return an expression that holds where a field has one of these values; nowhere where there are none."""
    written = ", ".join(quoted(value) if isinstance(value, str) else str(int(value)) for value in values)
    return f"{field} in [{written}]" if written else NOTHING


def none_of(field: str, values: Iterable[int]) -> str:
    """Return an expression that holds where a field has none of these values; empty where there are none."""
    written = ", ".join(str(int(value)) for value in values)
    return f"{field} not in [{written}]" if written else ""


def holding(field: str, part: str) -> str:
    """Return an expression that holds at least where a text field holds `part`.

    It may hold elsewhere as well: `%` and `_` stand for anything in LIKE, and how they are escaped differs between
    servers. Whoever asks looks at the rows again.
    """
    return f"{field} like {quoted(f'%{_open(part)}%')}"


def beginning(field: str, start: str) -> str:
    """Return the same where a field begins so."""
    return f"{field} like {quoted(f'{_open(start)}%')}"


def both(*conditions: str) -> str:
    """Return an expression that holds where all of these do; empty ones always do."""
    return " and ".join(f"({one})" for one in conditions if one)


def either(*conditions: str) -> str:
    """Return an expression that holds where one of these does; empty ones never do."""
    return " or ".join(f"({one})" for one in conditions if one)


def _open(part: str) -> str:
    """Return what matches a part where LIKE's own signs and escapes stand for any one character."""
    return "".join("_" if c in "%\\" else c for c in part)
