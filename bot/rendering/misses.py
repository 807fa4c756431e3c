"""What stood above the right sentence, as a person sees it: the signals of both side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from bot.rendering.explanation import cut, signed
from bot.rendering.layout import BLANK, Line
from bot.rendering.words import count
from bot.sanitize import sanitize
from bot.signal_names import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.evaluate import Difference, Miss, Misses, RightSentence

_INDENT = 8
_NAME = 46
_NUMBER = 8
_HEADS = ("first", "right", "weight", "ahead")


def render_misses(misses: Misses) -> Iterator[Line]:
    """Yield what stood above the right sentence of each question whose first sentence is not a hit.

    `ahead` is by how much a signal put the first sentence above the right one.
    """
    for miss in misses.kept:
        yield BLANK
        name = Text(f"{sanitize(miss.question.id)}  ", "dim").append(sanitize(miss.question.question), "not dim")
        yield Line(name, _INDENT, Text("missed", "red"))
        yield from _sentences(miss)
        yield from _table(miss)
    if misses.more:
        yield BLANK
        yield Line(Text(f"and {count(misses.more, 'more miss', 'more misses')}", "dim"))


def _sentences(miss: Miss) -> Iterator[Line]:
    if miss.first is None:
        yield Line(Text("no sentence was returned"), _INDENT, Text("first"))
    else:
        place = sanitize(str(miss.first.citation))
        yield Line(Text(f"{cut(sanitize(miss.first.reading))}  ").append(place, "dim"), _INDENT, Text("first"))
    right = miss.right
    place = sanitize(f"{right.source}#{right.span.start}-{right.span.end}")
    text = Text(f"{cut(sanitize(right.text))}  ").append(place, "dim")
    yield Line(text, _INDENT, Text("right"))
    yield Line(Text(_rank(right)), _INDENT, Text("ranked"))


def _rank(right: RightSentence) -> str:
    if right.rank is not None:
        return f"{right.rank}"
    if right.explanation is None:
        return "not among the candidates"
    return f"not among the first ten ({right.explanation.rank:,} of {count(right.explanation.candidates, 'candidate')})"


def _table(miss: Miss) -> Iterator[Line]:
    first, right = miss.explanation, miss.right.explanation
    if first is None or right is None:
        return
    yield _row("signals", _HEADS, "dim")
    yield from map(_difference, miss.signals)
    looked_at = first.closer is not None or right.closer is not None
    yield _sum("first score" if looked_at else "score", first.first_score, right.first_score)
    yield from map(_difference, miss.closer)
    if miss.closer:
        yield _sum("score", first.score, right.score)
    elif looked_at:
        yield Line(Text("the right one was not among the best, which were looked at closer"), _INDENT)


def _difference(each: Difference) -> Line:
    numbers = (f"{each.first.value:.2f}", f"{each.right.value:.2f}", f"{each.first.weight:.2f}")
    return _row(plain_name(each.first.name), (*numbers, signed(each.difference)))


def _sum(name: str, first: float, right: float) -> Line:
    return _row(name, (f"{first:.2f}", f"{right:.2f}", "", signed(first - right)), "bold")


def _row(name: str, numbers: Sequence[str], style: str = "") -> Line:
    return Line(Text(name.ljust(_NAME) + "".join(number.rjust(_NUMBER) for number in numbers), style), _INDENT)
