"""Patterns over paths in git's syntax (gitignore(5)), each path held against them by itself.

Libraries for it tell of whole lists of files; a walk has to be told of a folder before it is entered, exactly as git
decides: `*` with `!*/` and `!*.md` leaves folders in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

_NEVER = "(?!)"
_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "blank": " \\t",
    "cntrl": "\\x00-\\x1f\\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": "!-/:-@\\[-`{-~",
    "space": " \\t-\\r",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}
_CLASS = re.compile(r"\[:(\w*):\]")


@dataclass(frozen=True, slots=True)
class _One:
    """One pattern: whether it takes back what earlier ones match, whether it matches folders only, and its regex."""

    negated: bool
    folders_only: bool
    regex: str


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns in order, the last that matches a path decides.

    Attributes:
        files: what files are matched by: a group for each pattern, the last pattern first.
        folders: the same for folders.
        files_negated: of each group of `files`, whether its pattern takes back what earlier ones match.
        folders_negated: the same for `folders`.
    """

    files: re.Pattern[str]
    folders: re.Pattern[str]
    files_negated: tuple[bool, ...]
    folders_negated: tuple[bool, ...]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Self:
        """Return the patterns that stand on lines; empty lines, comments and what git cannot read match nothing."""
        ones = [one for line in lines if (one := _read(line)) is not None][::-1]
        of_files = [one for one in ones if not one.folders_only]
        return cls(
            _together(of_files), _together(ones), tuple(o.negated for o in of_files), tuple(o.negated for o in ones)
        )

    def __bool__(self) -> bool:
        """Return whether there is any pattern."""
        return bool(self.folders_negated)

    def matches(self, path: str, *, folder: bool) -> bool | None:
        """Return what the last pattern says that matches a path: True, False where it begins with `!`, else None.

        Args:
            path: relative to where the patterns stand, with forward slashes. Folders above it are not looked at.
            folder: whether it is a folder.
        """
        if not self.folders_negated:  # nearly always so, and asked of every file at every look
            return None
        regex, negated = (self.folders, self.folders_negated) if folder else (self.files, self.files_negated)
        found = regex.fullmatch(path)
        return None if found is None or found.lastindex is None else not negated[found.lastindex - 1]


def _together(ones: list[_One]) -> re.Pattern[str]:
    return re.compile("|".join(f"({one.regex})" for one in ones) or _NEVER, re.DOTALL)


def _read(line: str) -> _One | None:
    """Return the pattern on a line, None where there is none; as dir.c of git reads it."""
    pattern = _without_spaces(line.removesuffix("\n").removesuffix("\r"))
    if not pattern or pattern.startswith("#"):
        return None
    negated = pattern.startswith("!")
    pattern = pattern[negated:]
    folders_only = pattern.endswith("/")
    pattern = pattern[: len(pattern) - folders_only]
    anywhere = "/" not in pattern
    regex = _translate(pattern.removeprefix("/"))
    return _One(negated, folders_only, f"(?:.*/)?{regex}" if anywhere else regex)


def _without_spaces(line: str) -> str:
    """Return a line without the spaces at its end; a backslash keeps one."""
    end = place = 0
    while place < len(line):
        step = 2 if line[place] == "\\" else 1
        if line[place] != " ":
            end = place + step
        place += step
    return line[:end]


def _translate(pattern: str) -> str:
    """Return the regular expression of a pattern, as wildmatch.c of git understands it; one that git never matches."""
    parts: list[str] = []
    place = 0
    while place < len(pattern):
        match pattern[place]:
            case "*":
                part, place = _stars(pattern, place)
            case "?":
                part, place = "[^/]", place + 1
            case "[":
                part, place = _bracket(pattern, place + 1)
            case "\\":
                part, place = re.escape(pattern[place + 1 : place + 2]) or _NEVER, place + 2
            case letter:
                part, place = re.escape(letter), place + 1
        parts.append(part)
    return "".join(parts) or _NEVER


def _stars(pattern: str, start: int) -> tuple[str, int]:
    """Return what a run of stars matches, and where it ends."""
    end = start
    while pattern[end : end + 1] == "*":
        end += 1
    is_whole_name = (start == 0 or pattern[start - 1] == "/") and pattern[end : end + 1] in ("", "/")
    if end - start == 1 or not is_whole_name:
        return "[^/]*", end
    return ("(?:.*/)?", end + 1) if end < len(pattern) else (".*", end)


def _bracket(pattern: str, start: int) -> tuple[str, int]:
    """Return what a set of characters matches, and where it ends; what is never closed matches nothing."""
    negated = pattern[start : start + 1] in ("!", "^")
    place = first = start + negated
    members: list[str] = []
    while place < len(pattern) and (pattern[place] != "]" or place == first):
        if named := _CLASS.match(pattern, place):
            members.append(_CLASSES.get(named[1], ""))
            place = named.end()
            if not members[-1]:
                return _NEVER, len(pattern)
            continue
        low, place = _letter(pattern, place)
        if pattern[place : place + 1] == "-" and pattern[place + 1 : place + 2] not in ("", "]"):
            high, place = _letter(pattern, place + 1)
            members += [f"{re.escape(low)}-{re.escape(high)}"] if low <= high else []
        else:
            members.append(re.escape(low))
    if place >= len(pattern):
        return _NEVER, len(pattern)
    if not members:
        return ("[^/]" if negated else _NEVER), place + 1
    return f"(?!/)[{'^' if negated else ''}{''.join(members)}]", place + 1


def _letter(pattern: str, place: int) -> tuple[str, int]:
    """Return the character at a place of a set, an escaped one where a backslash stands there, and what follows."""
    if pattern[place] == "\\" and place + 1 < len(pattern):
        return pattern[place + 1], place + 2
    return pattern[place], place + 1


NO_PATTERNS = Patterns.of(())
