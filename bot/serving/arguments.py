"""What a program asks for: JSON from outside, read field by field, with a line that says what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.variables import nearest
from index import QuestionError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

MOST_ENTRIES = 100
"""Entries of a list."""
LONGEST_ENTRY = 4_096
"""Characters of an entry, and of every text but the words of a citation: as long as a path may be."""


class Arguments:
    """The fields of one JSON object, of which each is what it has to be."""

    def __init__(self, given: object, known: Collection[str]) -> None:
        """Take what was given.

        Raises:
            QuestionError: it is no object, or has a field that is none of `known`.
        """
        if not isinstance(given, dict):
            raise QuestionError("the arguments are no JSON object", 'give one, such as {"question": "..."}')
        for name in given:
            if name not in known:
                raise QuestionError(f"there is no argument {_shown(name)}", f"the nearest is {nearest(name, known)!r}")
        self._given: Mapping[str, object] = given

    def text(self, name: str, longest: int = LONGEST_ENTRY) -> str | None:
        """Return a text, None where it is not given.

        Raises:
            QuestionError: it is none, or longer than `longest` characters.
        """
        value = self._given.get(name)
        if value is None:
            return None
        return _checked(name, value, longest)

    def needed_text(self, name: str, longest: int = LONGEST_ENTRY) -> str:
        """Return a text that has to be given.

        Raises:
            QuestionError: it is not, or as `text`.
        """
        value = self.text(name, longest)
        if value is None:
            raise QuestionError(f"{name} is missing", "give it as a text")
        return value

    def texts(self, name: str) -> list[str]:
        """Return a list of texts, empty where it is not given.

        Raises:
            QuestionError: it is none, or too long.
        """
        value = self._given.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise QuestionError(f"{name} is no list", "give a list of texts")
        if len(value) > MOST_ENTRIES:
            raise QuestionError(f"{name} has {len(value):,} entries", f"give {MOST_ENTRIES} at most")
        return [_checked(f"an entry of {name}", entry, LONGEST_ENTRY) for entry in value]

    def whole(self, name: str, least: int, most: int) -> int | None:
        """Return a whole number, None where it is not given.

        Raises:
            QuestionError: it is none from `least` to `most`.
        """
        value = self._given.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise QuestionError(f"{name} is {_shown(value)}", f"give a whole number from {least} to {most}")
        return value

    def switch(self, name: str) -> bool:
        """Return whether something is switched on; it is not where it is not given.

        Raises:
            QuestionError: it is neither true nor false.
        """
        value = self._given.get(name)
        if not isinstance(value, bool | None):
            raise QuestionError(f"{name} is {_shown(value)}", "give true or false")
        return bool(value)


def _checked(name: str, value: object, longest: int) -> str:
    if not isinstance(value, str):
        raise QuestionError(f"{name} is no text", "give it in quotes")
    if len(value) > longest:
        raise QuestionError(f"{name} has {len(value):,} characters", f"give {longest:,} at most")
    return value


def _shown(value: object) -> str:
    """Return what was given as a message shows it: cut where it is long."""
    words = repr(value)
    return words if len(words) <= 60 else words[:60] + "…"  # noqa: PLR2004 - enough to know it by
