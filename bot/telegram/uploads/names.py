"""What an upload may be called: names from outside become names that are harmless on every system."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

MOST_BYTES = 200
"""Bytes of a file's name in UTF-8: common file systems take 255, and encrypted ones fewer."""
_SEPARATORS = re.compile(r"[/\\]")
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_EDGES = " .-"
"""What a name does not begin or end with: a dot hides it, a hyphen looks like an option, Windows drops the others."""
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICES = frozenset(
    {"AUX", "CON", "CONIN$", "CONOUT$", "NUL", "PRN"}
    | {f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"}
)


def safe_name(given: str, suffixes: Collection[str]) -> str | None:
    """Return the name under which an upload is published, or None where it has to be given another.

    Of a path the last part counts. What cannot be seen, or means something to a system, is left out or replaced; a name
    that is too long is cut before its suffix. Applying it twice changes nothing more.

    Args:
        given: the name that was sent, which may be anything.
        suffixes: the ends of names that can be read, in lower case with their dot.
    """
    stem, _, end = _plain(_SEPARATORS.split(given)[-1]).rpartition(".")
    suffix = f".{end.lower()}"
    stem = stem.strip(_EDGES)
    if suffix not in suffixes or not stem:
        return None
    if _is_device(stem):
        stem = f"_{stem}"
    room = MOST_BYTES - len(suffix.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(_EDGES) + suffix


def folders_named(caption: str) -> tuple[str, ...] | None:
    """Return the folders that a caption names, outermost first; none for an empty one, None where it is no such path.

    `2022` and `2022/` are such paths, and `correspondence/2022`; whatever leads elsewhere or is hidden is not.
    """
    path = caption.strip().removesuffix("/")
    if not path:
        return () if not caption.strip() else None
    folders = tuple(path.split("/"))
    return folders if all(map(_is_plain_folder, folders)) else None


def _is_plain_folder(name: str) -> bool:
    same = name == _plain(name) and not _SEPARATORS.search(name) and name == name.strip(_EDGES)
    return bool(name) and same and not _is_device(name) and len(name.encode(errors="replace")) <= MOST_BYTES


def _plain(name: str) -> str:
    """Return a name composed (NFC), on one line, without what is not seen and what Windows does not take."""
    kept = "".join(_seen(char) for char in unicodedata.normalize("NFC", name))
    return " ".join(_FORBIDDEN.sub("-", unicodedata.normalize("NFC", kept)).split())


def _seen(char: str) -> str:
    """Return a character, a space for white space, and nothing for what is controlled, unassigned or a surrogate."""
    if char.isspace():
        return " "
    return "" if unicodedata.category(char).startswith("C") else char


def _is_device(name: str) -> bool:
    return name.partition(".")[0].rstrip().upper() in _DEVICES
