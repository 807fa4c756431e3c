"""What the bot asked for, and what it was refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

# Refusals that come of a wrong call; the others are faults that a test asked for, or the bot's own rivals.
_WRONG = (400, 403, 404, 413)


@dataclass(slots=True, eq=False)
class Call:
    """A call of a method.

    Attributes:
        method: its name.
        parameters: as the specification types them once they were read, as they came before that.
        at: when it came, in seconds on the monotonic clock.
        status: the HTTP status that it got; 0 while it waits, or where the connection was dropped.
        description: what was wrong; empty where nothing was.
        result: what it got.
    """

    method: str
    parameters: Mapping[str, Any]
    at: float
    status: int = 0
    description: str = ""
    result: Any = field(default=None, repr=False)

    def __str__(self) -> str:
        """Return it on one line, without who asked."""
        shown = ", ".join(f"{name}={value!r}"[:120] for name, value in self.parameters.items())
        return f"{self.method}({shown}): {self.status} {self.description}"


@dataclass(frozen=True, slots=True)
class _Expected:
    method: str
    words: str

    def covers(self, call: Call) -> bool:
        return self.method in ("*", call.method) and self.words in call.description


class Journal:
    """Every call in the order in which they came.

    Attributes:
        calls: all of them.
        refused: those that were wrong and not expected to be.
        expected: those that were wrong as expected.
    """

    def __init__(self) -> None:
        """Start empty."""
        self.calls: list[Call] = []
        self.refused: list[Call] = []
        self.expected: list[Call] = []
        self._expectations: list[_Expected] = []

    def expect(self, method: str, words: str) -> None:
        """Expect a method (`*` for any) to be refused with such words."""
        self._expectations.append(_Expected(method, words))

    def end(self, call: Call, status: int, description: str = "") -> None:
        """Write down how a call ended."""
        call.status, call.description = status, description
        if status in _WRONG or description.startswith("the server's own"):
            known = any(expected.covers(call) for expected in self._expectations)
            (self.expected if known else self.refused).append(call)
