"""From the lines drawn on a page to the grids that they make."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from index.readers.pdf.rules import Rule, Rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NEAR_PT = 3.0
"""Lines that come so near to each other touch: print is not exact."""
_FEWEST = 3
"""A table has two rows and two columns at least, and so three lines either way."""
_MOST = 400


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid of lines.

    Attributes:
        ys: where its lying lines are, from top to bottom.
        xs: where its standing lines are, from left to right.
        rules: the lines.
    """

    ys: tuple[float, ...]
    xs: tuple[float, ...]
    rules: Rules

    def is_open(self, row: int, column: int) -> bool:
        """Return whether no line stands between a cell and the one before it in its row."""
        y = (self.ys[row] + self.ys[row + 1]) / 2
        return not _covers(self.rules.standing, self.xs[column], y)

    def is_open_above(self, row: int, column: int) -> bool:
        """Return whether no line lies between a cell and the one above it."""
        x = (self.xs[column] + self.xs[column + 1]) / 2
        return not _covers(self.rules.lying, self.ys[row], x)


def grids_of(rules: Rules) -> list[Grid]:
    """Return the grids that lines make, those of one row or one column left out."""
    lying, standing = _merged(rules.lying), _merged(rules.standing)
    groups = _touching(lying, standing)
    grids = []
    for group in groups:
        ys = _places(rule.at for rule in group.lying)[::-1]
        xs = _places(rule.at for rule in group.standing)
        if _FEWEST <= len(ys) <= _MOST and _FEWEST <= len(xs) <= _MOST:
            grids.append(Grid(tuple(ys), tuple(xs), group))
    return grids


def turned(rules: Rules, quarters: int) -> Rules:
    """Return lines as they are after so many quarters to the right."""
    for _ in range(quarters % 4):
        rules = Rules(
            [Rule(-rule.at, rule.start, rule.end) for rule in rules.standing],
            [Rule(rule.at, -rule.end, -rule.start) for rule in rules.lying],
        )
    return rules


def _covers(rules: Sequence[Rule], at: float, place: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR_PT and rule.start <= place <= rule.end for rule in rules)


def _places(values: Iterable[float]) -> list[float]:
    """Return values in order, those that are near each other once."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR_PT:
            places.append(value)
    return places


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Return lines with those that continue each other as one."""
    merged: list[Rule] = []
    groups: list[list[Rule]] = []
    for rule in sorted(rules):
        if groups and rule.at - groups[-1][-1].at <= 1.0:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    for group in groups:
        current: Rule | None = None
        for rule in sorted(group, key=lambda one: one.start):
            if current is not None and rule.start - current.end <= _NEAR_PT:
                current = current._replace(end=max(current.end, rule.end))
                continue
            if current is not None:
                merged.append(current)
            current = rule
        if current is not None:
            merged.append(current)
    return merged


def _touching(lying: Sequence[Rule], standing: Sequence[Rule]) -> list[Rules]:
    """Return lines by groups that hang together."""
    parent = list(range(len(lying) + len(standing)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for place, across in enumerate(lying):
        for number, up in enumerate(standing, len(lying)):
            if _near(up.at, across) and _near(across.at, up):
                parent[root(place)] = root(number)
    groups: dict[int, Rules] = {}
    for place, across in enumerate(lying):
        groups.setdefault(root(place), Rules([], [])).lying.append(across)
    for number, up in enumerate(standing, len(lying)):
        groups.setdefault(root(number), Rules([], [])).standing.append(up)
    return list(groups.values())


def _near(place: float, rule: Rule) -> bool:
    return rule.start - _NEAR_PT <= place <= rule.end + _NEAR_PT


def between(places: Sequence[float], value: float) -> int | None:
    """Return between which two of ascending places a value is, by the first's index; None where it is outside."""
    return next((index for index, (low, high) in enumerate(pairwise(places)) if low <= value < high), None)
