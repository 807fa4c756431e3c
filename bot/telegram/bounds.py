"""What a command line says of people and groups: their numbers, their roles, what they are bound to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.access import Binding, Role
from index import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.options import BoundTo
    from index import Classifications

_MOST_DIGITS = 16  # https://core.telegram.org/bots/api#chat: at most 52 significant bits


def read_role(word: str | None) -> Role | None:
    """Return a role by its name, None where none is given.

    Raises:
        SettingsError: it is no role.
    """
    if word is None:
        return None
    try:
        return Role(word.strip().lower())
    except ValueError:
        raise SettingsError(f"--role is {word!r}", f"give {', '.join(Role)}") from None


def read_id(word: str) -> int:
    """Return the number of a person (above 0) or of a group (below 0).

    Raises:
        SettingsError: it is no such number.
    """
    digits = word.strip().removeprefix("-")
    number = int(word) if digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS else 0
    if not number:
        todo = "give that of a person or, below 0, of a group; `briefbot telegram people` and `groups` list them"
        raise SettingsError(f"{word!r} is no number of Telegram's", todo)
    return number


def unknown(number: int) -> SettingsError:
    """Return the error that nobody has this number."""
    if number > 0:
        return SettingsError(f"nobody with the number {number} is paired", "`briefbot telegram people` lists who is")
    return SettingsError(f"no group with the number {number} is allowed", "`briefbot telegram groups` lists those")


def read_binding(bounds: BoundTo, markings: Classifications) -> Binding:
    """Return what options bind somebody to.

    Args:
        bounds: the options, as they were typed.
        markings: those that there are, one of which a ceiling is.

    Raises:
        SettingsError: one is empty, or the ceiling is no marking.
    """
    return Binding(
        sources=_words("--source", bounds.source),
        tags=_words("--tag", bounds.tag),
        ceiling=None if bounds.ceiling is None else _marking(bounds.ceiling, markings),
    )


def binding_text(binding: Binding) -> str:
    """Return what somebody is answered from, for a person: `2022/*, tagged trade, up to RESTRICTED`."""
    parts = (
        ", ".join(binding.sources),
        f"tagged {' or '.join(binding.tags)}" if binding.tags else "",
        f"up to {binding.ceiling}" if binding.ceiling else "",
    )
    return ", ".join(part for part in parts if part) or "all briefings"


def _marking(given: str, markings: Classifications) -> str:
    try:
        return markings.named(given)
    except SettingsError as error:
        raise SettingsError(f"--ceiling is {given!r}, which is no classification", error.todo) from error


def _words(flag: str, given: Sequence[str] | None) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(word.strip() for word in given or ()))
    if not all(words):
        raise SettingsError(f"{flag} is empty", "leave it out, or say which")
    return words
