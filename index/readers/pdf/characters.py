"""What a character of a PDF stands for."""

from __future__ import annotations

_LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
    0x132: "IJ", 0x133: "ij",
}  # fmt: skip
_HYPHENS = (0x02, 0xAD)
"""PDFium's own mark of a hyphen at a line's end, and the soft hyphen."""
_BULLET = "•"
_PRIVATE = range(0xE000, 0xF900)
_NOT_CHARACTERS = (0xFFFE, 0xFFFF, 0xFFFD)
_FIRST_PRINTED = 0x21
_SURROGATES = range(0xD800, 0xE000)
_INVISIBLE = (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)

SOFT_HYPHEN = "\u00ad"
"""What stands for a hyphen that was set because a line ended."""


def meant_by(code: int) -> str | None:
    """Return what a character stands for: empty for nothing, None for white space.

    Ligatures are taken apart. What fonts of symbols keep to themselves (private use) is nearly always a bullet.

    Args:
        code: the character's code point, as PDFium gives it.
    """
    if _FIRST_PRINTED <= code < 0x7F:  # noqa: PLR2004 - printable ASCII, by far the most
        return chr(code)
    if code in _LIGATURES:
        return _LIGATURES[code]
    if code in _HYPHENS:
        return SOFT_HYPHEN
    if code in _PRIVATE:
        return _BULLET
    if code == 0 or code in _NOT_CHARACTERS or code in _SURROGATES or code in _INVISIBLE or code > 0x10FFFF:  # noqa: PLR2004
        return ""
    meant = chr(code)
    return None if code < _FIRST_PRINTED or meant.isspace() else meant
