"""The comparison of two evaluations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rendering.comparison import render_comparison
from index.bootstrap import Interval
from index.evaluate import Change

if TYPE_CHECKING:
    from collections.abc import Callable


def test_each_change_is_a_line_with_its_interval(printed: Callable[..., str]) -> None:
    """Differences have a sign, but for what rounds to nothing."""
    changes = (
        Change("hit@1", 65, 60.0, 75.38, Interval(4.6, 26.2), 1012, 2),
        Change("answered right", 85, 50.01, 50.0, Interval(-3.04, 0.04), 3, 4),
    )
    assert printed(render_comparison(changes, "be\x07fore.jsonl"), terminal=False) == (
        "against before.jsonl\n"
        "                     now  earlier  change    95 % interval    up  down\n"
        "hit@1               75.4     60.0   +15.4    +4.6 to +26.2 1,012     2\n"
        "answered right      50.0     50.0     0.0      -3.0 to 0.0     3     4\n"
    )
