"""The comparison of two evaluations, as a person sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from bot.rendering.layout import Line
from bot.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.evaluate import Change

_HEADS = ("now", "earlier", "change", "95 % interval", "up", "down")
_WIDTHS = (8, 9, 8, 17, 6, 6)
_FIELD = 16


def render_comparison(changes: Sequence[Change], earlier: str) -> Iterator[Line]:
    """Yield how each figure changed against an earlier run.

    `up` and `down` are numbers of questions. Where 0 lies within the interval, the change may be chance.
    """
    yield Line(Text(f"against {sanitize(earlier)}", "bold"))
    yield Line(Text(_row(_HEADS), "dim"), _FIELD)
    for change in changes:
        interval = change.interval
        within = f"{_signed(interval.low)} to {_signed(interval.high)}"
        numbers = (f"{change.now:.1f}", f"{change.earlier:.1f}", _signed(change.difference), within)
        text = _row((*numbers, f"{change.higher:,}", f"{change.lower:,}"))
        yield Line(Text(text), _FIELD, Text(change.figure, "bold"))


def _row(cells: Sequence[str]) -> str:
    return "".join(cell.rjust(width) for cell, width in zip(cells, _WIDTHS, strict=True))


def _signed(number: float) -> str:
    """Return a number with one decimal and its sign; what rounds to 0 has none."""
    return f"{number:+.1f}" if round(number, 1) else "0.0"
