"""The characters of a page, each with its place and its looks.

PDFium gives them one by one; what it makes up itself (spaces, line ends) only tells that words are apart.
"""

from __future__ import annotations

import ctypes
import math
import re
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium

from index.readers.pdf.characters import meant_by
from index.readers.pdf.shapes import Box, Glyph, Style

if TYPE_CHECKING:
    from index.readers.pdf.pdfium import Handle, OpenedPage

MOST_GLYPHS = 200_000
"""How many characters of one page are looked at; a page of dense print has 10,000."""
_BOLD_FROM = 700
"""The weight from which a font without a name counts as bold; PDFium guesses it, and often too high."""
_BOLD_NAMES = (b"bold", b"black", b"heavy", b"semibd", b"demi", b"-medi", b"cmb", b"cmssbx", b"sfbx")
"""What names of heavy fonts hold, those of TeX among them."""
_NO_NAME = re.compile(rb"[a-z]{0,2}\d*")
_FORCE_BOLD = 1 << 18
"""A font's flag (PDF 1.7, table 123)."""
_LONGEST_FONT_NAME = 128
_FILL_AND_STROKE = 2
_FAR = 1e6
"""No page is 9 miles long."""
_SMALLEST, _LARGEST = 0.5, 2_000.0

# The address of a text object tells where the looks may change; a number is compared far sooner than a pointer.
_text_object = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)
_font = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)(
    ctypes.cast(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p).value or 0
)
_TextObject = pdfium.FPDFTextObj_GetTextRenderMode.argtypes[0]


class _Look(NamedTuple):
    """How the glyphs of a text object look: by how many quarters they are turned (None: by another angle), and how."""

    quarters: int | None
    style: Style


def glyphs_of(page: OpenedPage) -> dict[int, list[Glyph]]:
    """Return the characters of a page, white space left out, by how many quarters to the left they are turned.

    Those that stand aslant, as stamps do, are left out. Places are turned as well, so that all read from left to right.
    """
    found: dict[int, list[Glyph]] = {}
    text, apart = page.text, True
    rectangle, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    to_rectangle, to_x, to_y = ctypes.byref(rectangle), ctypes.byref(x), ctypes.byref(y)
    address = ctypes.cast(text, ctypes.c_void_p).value
    looks: dict[int | None, _Look] = {}
    heavy: dict[int, bool] = {}
    for number in range(min(pdfium.FPDFText_CountChars(text), MOST_GLYPHS)):
        meant = meant_by(pdfium.FPDFText_GetUnicode(text, number))
        if not meant:
            apart = apart or meant is None
            continue
        thing = _text_object(address, number)
        look = looks.get(thing) or looks.setdefault(thing, _look_of(text, number, thing, heavy))
        pdfium.FPDFText_GetLooseCharBox(text, number, to_rectangle)
        pdfium.FPDFText_GetCharOrigin(text, number, to_x, to_y)
        box = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        if look.quarters is None or not _is_sound(box):
            continue
        turned, baseline = (Box(*box), y.value) if not look.quarters else _turn(look.quarters, box, x.value, y.value)
        found.setdefault(look.quarters, []).append(Glyph(meant, number, turned, baseline, look.style, apart))
        apart = False
    return found


def box_of(page: OpenedPage, number: int) -> Box:
    """Return what a character of a page fills, as PDFium numbers them and without any turn."""
    rectangle = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(page.text, number, ctypes.byref(rectangle))
    return Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)


def _look_of(text: Handle, number: int, thing: int | None, heavy: dict[int, bool]) -> _Look:
    """Return how a glyph looks that is part of a text object; `heavy` keeps which fonts are."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, number, ctypes.byref(matrix))
    size = pdfium.FPDFText_GetFontSize(text, number) * math.hypot(matrix.c, matrix.d)
    if thing is None or not math.isfinite(size) or not _SMALLEST <= abs(size) <= _LARGEST:
        return _Look(None, Style(1.0, bold=False))
    quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    straight = abs(quarters - round(quarters)) < 0.05  # noqa: PLR2004 - 4.5 degrees
    font = _font(thing) or 0
    if font not in heavy:
        heavy[font] = _is_heavy(text, number)
    is_bold = heavy[font] or pdfium.FPDFTextObj_GetTextRenderMode(ctypes.cast(thing, _TextObject)) == _FILL_AND_STROKE
    return _Look(round(quarters) % 4 if straight else None, Style(round(abs(size), 1), is_bold))


def _is_heavy(text: Handle, number: int) -> bool:
    """Return whether the font of a glyph is heavy, by its name; by its weight where the name says nothing."""
    name = ctypes.create_string_buffer(_LONGEST_FONT_NAME)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, number, name, _LONGEST_FONT_NAME, ctypes.byref(flags))
    called = name.value.lower().rpartition(b"+")[2]
    if flags.value & _FORCE_BOLD or any(word in called for word in _BOLD_NAMES):
        return True
    return bool(_NO_NAME.fullmatch(called)) and pdfium.FPDFText_GetFontWeight(text, number) >= _BOLD_FROM


def _is_sound(box: tuple[float, float, float, float]) -> bool:
    left, bottom, right, top = box
    return -_FAR < left <= right < _FAR and -_FAR < bottom <= top < _FAR  # as no NaN is


def _turn(quarters: int, box: tuple[float, float, float, float], x: float, y: float) -> tuple[Box, float]:
    """Return a box and the height of a baseline as they are after so many quarters to the right."""
    left, bottom, right, top = box
    if quarters == 1:
        return Box(bottom, -right, top, -left), -x
    if quarters == 2:  # noqa: PLR2004 - upside down
        return Box(-right, -top, -left, -bottom), -y
    return Box(-top, left, -bottom, right), x
