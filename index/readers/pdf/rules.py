"""The straight lines that are drawn on a page, and the sides of rectangles."""

from __future__ import annotations

import ctypes
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.readers.pdf.pdfium import Handle, OpenedPage

MOST_OBJECTS = 20_000
"""How many things drawn on a page are looked at; a map has more, and no tables."""
_MOST_SEGMENTS = 2_000
_MOST_RULES = 3_000
_DEEPEST = 3
_STRAIGHT_PT = 1.5
_SHORTEST_PT = 6.0
_THIN_PT = 3.0

Matrix = tuple[float, float, float, float, float, float]


class Rule(NamedTuple):
    """A line along a side of the page.

    Attributes:
        at: its y where it lies, its x where it stands.
        start: where it begins in the other direction.
        end: where it ends.
    """

    at: float
    start: float
    end: float


class Rules(NamedTuple):
    """The lines of a page, those that lie and those that stand."""

    lying: list[Rule]
    standing: list[Rule]


def rules_of(page: OpenedPage) -> Rules:
    """Return the lines that are drawn on a page, as far as they are straight and along its sides."""
    rules = Rules([], [])
    for thing, matrix in _paths(page):
        for (x0, y0), (x1, y1) in _segments(thing, matrix):
            if abs(y0 - y1) <= _STRAIGHT_PT and abs(x0 - x1) >= _SHORTEST_PT:
                rules.lying.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) <= _STRAIGHT_PT and abs(y0 - y1) >= _SHORTEST_PT:
                rules.standing.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        if len(rules.lying) + len(rules.standing) > _MOST_RULES:
            return Rules([], [])
    return rules


def has_something(page: OpenedPage) -> bool:
    """Return whether anything is drawn on a page."""
    return bool(pdfium.FPDFPage_CountObjects(page.handle) > 0)


def _paths(page: OpenedPage) -> Iterator[tuple[Handle, Matrix]]:
    """Yield what is drawn with lines, forms gone into, with the matrix that maps it onto the page."""
    count = pdfium.FPDFPage_CountObjects(page.handle)
    waiting = [((pdfium.FPDFPage_GetObject, page.handle), count, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)]
    looked_at = 0
    while waiting:
        (get, holder), count, around, depth = waiting.pop()
        for place in range(min(count, MOST_OBJECTS - looked_at)):
            looked_at += 1
            thing = get(holder, place)
            kind = pdfium.FPDFPageObj_GetType(thing)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                yield thing, _times(_matrix(thing), around)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inner = pdfium.FPDFFormObj_CountObjects(thing)
                matrix = _times(_matrix(thing), around)
                waiting.append(((pdfium.FPDFFormObj_GetObject, thing), inner, matrix, depth + 1))


def _matrix(thing: Handle) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, ctypes.byref(matrix)):
        return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


_Point = tuple[float, float]


def _segments(thing: Handle, matrix: Matrix) -> Iterator[tuple[_Point, _Point]]:
    """Yield the straight parts of a path; one that is filled and thin is a line drawn as a rectangle."""
    points = list(_points(thing, matrix))
    xs, ys = [x for part in points for x, _ in part], [y for part in points for _, y in part]
    if not xs:
        return
    left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
    if top - bottom <= _THIN_PT or right - left <= _THIN_PT:
        lies = right - left > top - bottom
        middle = ((bottom + top) if lies else (left + right)) / 2
        yield ((left, middle), (right, middle)) if lies else ((middle, bottom), (middle, top))
        return
    for part in points:
        yield from pairwise(part)


def _points(thing: Handle, matrix: Matrix) -> Iterator[list[_Point]]:
    """Yield the parts of a path that are drawn without lifting the pen, those with curves left out."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    part: list[_Point] = []
    is_straight = True
    for place in range(min(pdfium.FPDFPath_CountSegments(thing), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(thing, place)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and part:
            if is_straight:
                yield part
            part, is_straight = [], True
        is_straight = is_straight and kind != pdfium.FPDF_SEGMENT_BEZIERTO
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        part.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment):
            part.append(part[0])
    if part and is_straight:
        yield part
