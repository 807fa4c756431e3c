"""How the running text of a document is set: what headings and footnotes are told by."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from index.readers.pdf.shapes import Line, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.readers.pdf.shapes import Page

_USUAL_LEADING = 1.2
_LEADINGS = (0.8, 4.0)


@dataclass(frozen=True, slots=True)
class Measure:
    """How the running text is set.

    Attributes:
        style: of most characters.
        leading: from one baseline to the next, in sizes of the font.
    """

    style: Style
    leading: float


def measure(pages: Sequence[Page]) -> Measure:
    """Return how most of the text of a document is set."""
    styles: Counter[Style] = Counter()
    leadings: Counter[float] = Counter()
    for page in pages:
        lines = [item for item in page.items if isinstance(item, Line)]
        for line in lines:
            styles[line.style] += len(line.text)
        for before, line in pairwise(lines):
            if before.style == line.style and before.column == line.column:
                leading = round((before.baseline - line.baseline) / max(line.style.size, 0.1), 1)
                if _LEADINGS[0] <= leading <= _LEADINGS[1]:
                    leadings[leading] += 1
    usual = max(leadings, key=lambda one: (leadings[one], -one), default=_USUAL_LEADING)
    style = max(styles, key=lambda one: (styles[one], one), default=Style(10.0, bold=False))
    return Measure(style, usual)
