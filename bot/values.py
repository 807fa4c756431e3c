"""How the value of a setting is read, wherever it was given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FILE, ENVIRONMENT, FLAG = range(3)
"""The places that a value is given in, the weakest first."""


@dataclass(frozen=True, slots=True)
class Given:
    """A value as it was given, and where.

    Attributes:
        value: as it was given.
        origin: how a message names the place.
        base: what a path is relative to.
        strength: the higher one beats the lower: file, environment, flag.
    """

    value: object
    origin: str
    base: Path
    strength: int


@dataclass(frozen=True, slots=True)
class Rule:
    """How a setting is read.

    Attributes:
        read: returns the value; raises ValueError or TypeError for what is not allowed.
        allowed: what is, as the end of "give ...".
        shown: whether a message repeats what was given; not where somebody may have put a secret by mistake.
    """

    read: Callable[[Given], object]
    allowed: str
    shown: bool = True


def read_value(rule: Rule, given: Given) -> object:
    """Return a value as its rule reads it.

    Raises:
        SettingsError: it is not allowed.
    """
    try:
        return rule.read(given)
    except (TypeError, ValueError) as error:
        what = f"{given.origin} is {given.value!r}" if rule.shown else f"{given.origin} has a value that is not allowed"
        raise SettingsError(what, f"give {rule.allowed}") from (error if rule.shown else None)


def of_environment(environment: Mapping[str, str], variables: Mapping[str, str]) -> dict[str, Given]:
    """Return the values of an environment by name of setting; an empty variable counts as not set.

    Args:
        environment: such as `os.environ`.
        variables: the variable of each setting.
    """
    here = Path()
    return {
        name: Given(environment[variable], variable, here, ENVIRONMENT)
        for name, variable in variables.items()
        if environment.get(variable)
    }


def text(given: Given) -> str:
    """Return words, or a path as words."""
    if not isinstance(given.value, str | Path):
        raise TypeError
    words = str(given.value)
    if not words.strip() or "\0" in words:
        raise ValueError
    return words


def texts(given: Given) -> tuple[str, ...]:
    """Return a list of texts, in the environment with commas between them."""
    words = given.value.split(",") if isinstance(given.value, str) else given.value
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise TypeError
    return tuple(word.strip() for word in words)


def patterns(given: Given) -> tuple[str, ...]:
    """Return a list of patterns, none of them empty."""
    found = texts(given)
    if not all(found):
        raise ValueError
    return found


def named_paths(given: Given) -> dict[str, Path]:
    """Return folders by name: a table of the file, in the environment `name=folder` with commas between."""
    table = given.value
    if isinstance(table, str):
        pairs = [entry.partition("=") for entry in table.split(",")]
        table = {name.strip(): folder.strip() for name, _, folder in pairs}
        if len(table) < len(pairs):
            raise ValueError
    if not isinstance(table, dict):
        raise TypeError
    if not table or not all(map(_is_folder_name, table)):
        raise ValueError
    return {name: path(replace(given, value=folder)) for name, folder in table.items()}


def _is_folder_name(name: str) -> bool:
    """Return whether a name can be the first part of a briefing's path."""
    return bool(name) and not name.startswith(".") and {"/", "\\", "\0"}.isdisjoint(name)


def path(given: Given) -> Path:
    """Return the path of a file or folder, the user's own folder written out."""
    return given.base / expand(text(given))


def expand(name: str) -> Path:
    """Return a path with the user's own folder (`~`) written out."""
    try:
        return Path(name).expanduser()
    except RuntimeError:  # `~name` of nobody: a folder may well be called so
        return Path(name)


def whole(least: int, most: int) -> Callable[[Given], int]:
    """Return what reads a whole number from `least` to `most`."""

    def read(given: Given) -> int:
        if isinstance(given.value, bool) or not isinstance(given.value, int | str):
            raise TypeError
        number = int(given.value)
        if not least <= number <= most:
            raise ValueError
        return number

    return read


def probability(given: Given) -> float:
    """Return a number from 0 to 1."""
    if isinstance(given.value, bool) or not isinstance(given.value, int | float | str):
        raise TypeError
    number = float(given.value)
    if not 0 <= number <= 1:
        raise ValueError
    return number


_SWITCHES = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


def switch(given: Given) -> bool:
    """Return whether something is switched on."""
    if isinstance(given.value, bool):
        return given.value
    if not isinstance(given.value, str) or given.value.lower() not in _SWITCHES:
        raise ValueError
    return _SWITCHES[given.value.lower()]
